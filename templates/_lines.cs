<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _lines.cs: the part of a chat that moves. Include _macros.cs and _history.cs first. ?>
<div id="talk-live" class="talk-live<?cs if:!Before ?> live" hx-get="/office/chat/lines?id=<?cs var:Chat.Id ?>&amp;have=<?cs var:url(Have) ?>" hx-trigger="every 1s, refresh" hx-swap="morph:outerHTML" hx-sync="this:drop<?cs /if ?>" data-chat="<?cs var:Chat.Id ?>" data-mine="<?cs if:Chat.Mine || Chat.Message ?>1<?cs /if ?>" data-last="<?cs var:Chat.LastSeq ?>" data-read="<?cs var:Chat.Read ?>" data-status="<?cs var:Chat.Status ?>" data-write="<?cs if:Chat.MayAct && !Chat.Message && (Chat.Status == "active" || Chat.MayTake) ?>1<?cs /if ?>">
<header class="talk-head">
<div class="talk-who">
<h1><?cs if:Chat.Name ?><?cs var:Chat.Name ?><?cs else ?>Visitor <?cs var:Chat.Visitor ?><?cs /if ?></h1>
<small><i class="dot dot-<?cs if:Chat.Online ?>online<?cs else ?>left<?cs /if ?>"></i><?cs if:Chat.Online ?>on the site now<?cs else ?>has left the site<?cs /if ?> · <?cs var:Chat.Site ?><?cs if:Chat.Department ?> · <?cs var:Chat.Department ?><?cs /if ?><?cs if:Chat.Priority && Chat.Status != "closed" ?> · priority <?cs var:Chat.Priority ?><?cs /if ?> · <?cs
if:Chat.Message ?><?cs if:Chat.Status == "closed" ?>message, done<?cs else ?>left message<?cs /if ?><?cs
elif:Chat.Status == "active" ?><?cs if:Chat.Mine ?>yours<?cs else ?>with <?cs var:Chat.Owner ?><?cs /if ?><?cs
elif:Chat.Status == "pending" ?><?cs if:Chat.Mine ?><?cs if:Chat.Left ?><b>offered to you, <?cs var:Chat.Left ?> s left</b><?cs else ?>waits for you<?cs /if ?><?cs elif:Chat.Owner ?>offered to <?cs var:Chat.Owner ?><?cs if:Chat.Left ?>, <?cs var:Chat.Left ?> s left<?cs /if ?><?cs else ?>waits for an operator<?cs /if ?><?cs
elif:Chat.Status == "bot" ?>with the bot<?cs else ?>ended<?cs /if ?></small>
</div>
<?cs if:Chat.MayAct ?><div class="talk-acts">
<?cs if:Chat.MayTake ?><form id="talk-accept" method="post" action="/office/chat/accept" hx-post="/office/chat/accept" hx-target="#talk-live" hx-swap="morph:outerHTML"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Chat.Id ?>"><button class="btn btn-primary">Accept</button></form><?cs /if ?>
<?cs if:Chat.Status == "bot" ?><form id="talk-take" method="post" action="/office/chat/take" hx-post="/office/chat/take" hx-target="#talk-live" hx-swap="morph:outerHTML"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Chat.Id ?>"><button class="btn btn-primary">Take from the bot</button></form><?cs /if ?>
<?cs if:Chat.Status == "active" && !Chat.Mine && May.lhchat.take_over ?><form id="talk-over" method="post" action="/office/chat/takeover" hx-post="/office/chat/takeover" hx-target="#talk-live" hx-swap="morph:outerHTML"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Chat.Id ?>"><button class="btn">Take over</button></form><?cs /if ?>
<?cs if:May.lhchat.transfer && !Chat.Message && (Chat.Status == "active" || Chat.Status == "pending") ?><a class="btn" id="talk-transfer" href="/office/chat/transfer?id=<?cs var:Chat.Id ?>">Transfer</a><?cs /if ?>
<?cs if:Chat.Status != "closed" ?><form id="talk-close" method="post" action="/office/chat/close" hx-post="/office/chat/close" hx-target="#talk-live" hx-swap="morph:outerHTML"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Chat.Id ?>"><button class="btn"><?cs if:Chat.Message ?>Mark as done<?cs else ?>End chat<?cs /if ?></button></form><?cs /if ?>
</div><?cs /if ?>
</header>
<?cs if:Problem ?><p class="fault talk-fault" role="alert"><?cs
if:Problem == "taken" ?><?cs if:Chat.Status == "bot" ?>This chat is to be offered to <b><?cs var:Chat.Owner ?></b>, who sent the invitation.<?cs elif:Chat.Status == "active" ?><b><?cs var:Chat.Owner ?></b> has this chat.<?cs elif:Chat.Owner ?>This chat is offered to <b><?cs var:Chat.Owner ?></b><?cs if:Chat.OfferUntil ?> until <?cs call:time(Chat.OfferUntil) ?><?cs /if ?>.<?cs else ?>Another operator was quicker.<?cs /if ?><?cs
elif:Problem == "closed" ?>The chat has ended; nothing was sent.<?cs
elif:Problem == "nobody" ?>That operator or department cannot have the chat any more: nothing was changed.<?cs
elif:Problem == "bot" ?>The bot still has this chat.<?cs
elif:Problem == "held" ?>You do not hold this chat: its priority is set by who does, or with the permission <code>lhchat, set_priority</code>.<?cs
elif:Problem == "priority" ?>A priority is a whole number from -999 to 999.<?cs
elif:Problem == "text" ?>1 to 2,000 characters, please.<?cs /if ?></p><?cs /if ?>
<div class="talk-lines" id="talk-lines" tabindex="0" role="log" aria-live="polite" aria-relevant="additions" aria-label="Conversation">
<?cs if:Earlier ?><p class="talk-more"><a href="/office/chat?id=<?cs var:Chat.Id ?>&amp;before=<?cs var:Earlier ?>">Earlier lines</a></p><?cs /if ?>
<ol>
<?cs each:l = Lines ?><?cs if:l.Event ?>
<li class="happened" id="e<?cs var:l.Event ?>"><span><?cs call:history(l) ?></span> <?cs call:time(l.At) ?></li>
<?cs else ?><?cs if:l.New ?>
<li class="fresh" id="fresh"><span>New</span></li>
<?cs /if ?>
<li class="line by-<?cs var:l.Who ?><?cs if:l.Same ?> same<?cs /if ?>" id="l<?cs var:l.Seq ?>">
<p class="by"><b><?cs if:l.Who == "visitor" ?><?cs if:Chat.Name ?><?cs var:Chat.Name ?><?cs else ?>Visitor<?cs /if ?><?cs elif:l.Mine ?>You<?cs elif:l.Who == "operator" ?><?cs var:l.Name ?><?cs elif:l.Who == "bot" ?>Bot<?cs else ?>System<?cs /if ?></b> <?cs call:time(l.At) ?></p>
<p class="text"><?cs if:!subcount(l.Parts) ?><span class="none">erased</span><?cs /if ?><?cs each:p = l.Parts ?><?cs if:p.Link ?><a href="<?cs var:link(p.Text) ?>" target="_blank" rel="noopener noreferrer"><?cs var:p.Text ?></a><?cs else ?><?cs var:p.Text ?><?cs /if ?><?cs /each ?></p><?cs if:l.Seen ?>
<p class="receipt" aria-live="off">Seen</p><?cs /if ?>
</li>
<?cs /if ?><?cs /each ?></ol>
<?cs if:Before ?><p class="talk-more"><a href="/office/chat?id=<?cs var:Chat.Id ?>">Newest lines</a></p><?cs /if ?>
<p class="talk-typing" aria-live="off"><?cs if:Chat.Typing ?><span class="typing" aria-hidden="true"><i></i><i></i><i></i></span> <?cs if:Chat.Name ?><?cs var:Chat.Name ?><?cs else ?>The visitor<?cs /if ?> is writing<?cs /if ?></p>
</div>
<?cs if:!Chat.MayAct ?><p class="talk-note">Your assignment to this department is read-only.</p>
<?cs elif:Chat.Message && Chat.Mail.Host ?><p class="talk-note"><a class="btn btn-primary" href="mailto:<?cs var:url(Chat.Mail.User) ?>@<?cs var:url(Chat.Mail.Host) ?>">Answer by e-mail</a> <span><?cs var:Chat.Email ?></span></p>
<?cs elif:Chat.Status == "bot" ?><p class="talk-note">The bot talks to the visitor. Take the chat from it to write.</p>
<?cs elif:Chat.Status == "closed" ?><p class="talk-note">The chat has ended<?cs if:Chat.ClosedAt ?>, <?cs call:time(Chat.ClosedAt) ?><?cs /if ?>.</p>
<?cs elif:Chat.Status == "pending" && !Chat.MayTake ?><p class="talk-note">Offered to <b><?cs var:Chat.Owner ?></b><?cs if:Chat.OfferUntil ?> until <?cs call:time(Chat.OfferUntil) ?><?cs /if ?>.</p><?cs /if ?>
</div>
