<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _chats.cs: tabs and rows of the chats. Include _macros.cs first. ?>
<div id="chats" class="live" data-hold="ol" hx-get="/office/chats/list" hx-include="#chats-have, #chats-tab, #chats-before" hx-trigger="every 2s, refresh" hx-swap="morph:outerHTML" hx-sync="this:replace">
<input type="hidden" id="chats-have" name="have" value="<?cs var:Have ?>">
<input type="hidden" id="chats-tab" name="tab" value="<?cs var:Tab ?>">
<input type="hidden" id="chats-before" name="before" value="<?cs var:Before ?>">
<?cs def:tab(name, label, count, wants) ?><a href="/office/chats?tab=<?cs var:url(name) ?>"<?cs if:Tab == name ?> aria-current="page"<?cs /if ?>><?cs var:label ?><?cs if:count ?> <span class="count<?cs if:wants ?> count-wants<?cs /if ?>"><?cs var:count ?></span><?cs /if ?></a><?cs /def ?>
<nav class="tabs" aria-label="Chats">
<?cs call:tab("mine", "Mine", Counts.Mine, Counts.Unread) ?>
<?cs if:Counts.Bot || Tab == "bot" ?><?cs call:tab("bot", "With a bot", Counts.Bot, #0) ?><?cs /if ?>
<?cs call:tab("pending", "Pending", Counts.Pending, Counts.MayTake) ?>
<?cs call:tab("active", "Active", Counts.Active, #0) ?>
<?cs call:tab("closed", "Closed", #0, #0) ?>
<?cs call:tab("messages", "Messages", Counts.Messages, Counts.Messages) ?>
</nav>
<?cs if:subcount(Chats) ?>
<ol class="sheet inbox">
<?cs each:c = Chats ?>
<li id="c<?cs var:c.Id ?>" class="inbox-row<?cs if:c.Unread && c.Status != "closed" ?> has-unread<?cs /if ?>">
<a class="inbox-who" href="/office/chat?id=<?cs var:c.Id ?>"><span class="inbox-name"><i class="dot dot-<?cs if:c.Online ?>online<?cs else ?>left<?cs /if ?>"></i><span class="visually-hidden"><?cs if:c.Online ?>online:<?cs else ?>gone:<?cs /if ?></span><?cs if:c.Name ?><?cs var:c.Name ?><?cs else ?>Visitor <?cs var:c.Visitor ?><?cs /if ?></span><small><?cs var:c.Site ?><?cs if:c.Department ?> · <?cs var:c.Department ?><?cs /if ?><?cs if:c.Priority && c.Status != "closed" ?> · priority <?cs var:c.Priority ?><?cs /if ?></small></a>
<p class="inbox-last"><?cs if:c.LastBy == "operator" ?><span class="text-secondary"><?cs if:c.Mine ?>You<?cs else ?>Operator<?cs /if ?>: </span><?cs elif:c.LastBy == "bot" ?><span class="text-secondary">Bot: </span><?cs /if ?><?cs var:c.Last ?></p>
<div class="inbox-state"><?cs
if:c.Message ?><?cs if:c.Status == "closed" ?>Done<?cs elif:c.Unread ?><b>New message</b><?cs else ?>Read<?cs /if ?><?cs
elif:c.Status == "pending" ?><?cs if:c.Owner && c.Mine ?><b><?cs if:c.Left ?>Offered to you, <?cs var:c.Left ?> s left<?cs else ?>Waits for you<?cs /if ?></b><?cs elif:c.Owner ?>Offered to <?cs var:c.Owner ?><?cs if:c.Left ?><small><?cs var:c.Left ?> s left</small><?cs /if ?><?cs else ?><b>Waits for an operator</b><?cs /if ?><?cs
elif:c.Status == "active" ?><?cs if:c.Mine ?>Yours<?cs else ?>With <?cs var:c.Owner ?><?cs /if ?><?cs
elif:c.Status == "bot" ?>With the bot<?cs if:c.Mine ?><small>then yours</small><?cs elif:c.Owner ?><small>then offered to <?cs var:c.Owner ?></small><?cs /if ?><?cs
else ?>Closed<?cs if:c.ClosedBy == "no reply" ?>, no reply<?cs elif:c.ClosedBy ?> by the <?cs var:c.ClosedBy ?><?cs /if ?><?cs if:c.Owner ?><small><?cs var:c.Owner ?></small><?cs /if ?><?cs
/if ?></div>
<div class="inbox-when"><?cs if:c.Unread && !c.Message && c.Status != "closed" ?><span class="count count-wants"><?cs var:c.Unread ?><span class="visually-hidden"> unread</span></span><?cs /if ?><?cs call:time(c.At) ?></div>
<?cs if:c.Status == "pending" && c.MayTake && !c.Message ?><form class="inbox-act" method="post" action="/office/chat/accept"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:c.Id ?>"><button class="btn btn-sm btn-primary">Accept</button></form><?cs /if ?>
</li>
<?cs /each ?>
</ol>
<?cs if:Older || Before ?><nav class="pages" aria-label="Pages of the list"><?cs if:Before ?><a class="btn btn-sm" href="/office/chats?tab=<?cs var:url(Tab) ?>">Newest</a><?cs /if ?><?cs if:Older ?><a class="btn btn-sm" href="/office/chats?tab=<?cs var:url(Tab) ?>&amp;before=<?cs var:Older ?>">Older</a><?cs /if ?></nav><?cs /if ?>
<?cs elif:Tab == "mine" ?>
<div class="empty"><h2>No chat is yours</h2><p>Accept a <a href="/office/chats?tab=pending">pending chat</a>, or invite somebody from <a href="/office/visitors">Online visitors</a>.</p></div>
<?cs elif:Tab == "bot" ?>
<div class="empty"><h2>No bot has a chat</h2><p>Chats that a department's bot holds, before an operator gets them, stand here.</p></div>
<?cs elif:Tab == "pending" ?>
<div class="empty"><h2>Nobody waits</h2><p>Chats that no operator has accepted yet stand here, by priority, then who waits longest first.</p></div>
<?cs elif:Tab == "active" ?>
<div class="empty"><h2>No chat is being held</h2><p>Chats of your departments that an operator has accepted stand here.</p></div>
<?cs elif:Tab == "closed" ?>
<div class="empty"><h2>No chat has ended yet</h2><p>Ended chats stay here to be read.</p></div>
<?cs else ?>
<div class="empty"><h2>No messages</h2><p>What visitors leave while no operator is online stands here.</p></div>
<?cs /if ?>
</div>
