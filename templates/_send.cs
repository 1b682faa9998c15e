<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _send.cs: what an operator can do with one online visitor, and how the last invitation fares; and the visitor's state. ?>
<?cs def:state(v) ?><span class="state" title="<?cs if:v.Hidden && v.State == "online" ?>Another tab or window is in front<?cs elif:v.State == "idle" ?>No input for five minutes<?cs elif:v.State == "left" ?>Closed the page<?cs else ?>The page is in front<?cs /if ?>"><i class="dot dot-<?cs var:v.State ?><?cs if:v.Hidden && v.State == "online" ?> dot-behind<?cs /if ?>"></i><?cs var:v.State ?></span><?cs /def ?>
<?cs def:send(v) ?>
<?cs if:v.ChatId ?>
<?cs if:v.ChatSeen ?><a class="act act-chat" href="/office/chat?id=<?cs var:v.ChatId ?>">In chat<?cs if:v.ChatOwner ?> with <?cs var:v.ChatOwner ?><?cs /if ?></a><?cs else ?><span class="act">In chat<?cs if:v.ChatOwner ?> with <?cs var:v.ChatOwner ?><?cs /if ?></span><?cs /if ?><small><?cs if:v.ChatStatus == "pending" ?>waiting for an operator<?cs elif:v.ChatStatus == "bot" ?>with the bot<?cs else ?>open<?cs /if ?></small>
<?cs else ?>
<?cs if:May.lhchat.send_message && v.MaySend && v.State != "left" ?><a class="btn btn-sm <?cs if:v.Invitation == "queued" || v.Invitation == "delivered" || v.Invitation == "seen" ?>btn-outline-primary<?cs else ?>btn-primary<?cs /if ?>" id="send-<?cs var:v.Id ?>" href="/invite/new?visitor=<?cs var:v.Id ?>" hx-get="/invite/new?visitor=<?cs var:v.Id ?>" hx-target="#dialog" hx-swap="innerHTML" hx-trigger="click"><?cs call:icon("send") ?>Send message</a>
<?cs elif:v.State == "left" ?><small>Gone</small>
<?cs elif:!May.lhchat.send_message ?><small title="lhchat, send_message">Your roles do not send</small>
<?cs else ?><small>Read-only department</small><?cs /if ?>
<?cs if:v.Invitation ?><span class="inv inv-<?cs var:v.Invitation ?>"><span class="bars" aria-hidden="true"><i></i><i></i><i></i><i></i></span><b><?cs var:v.Invitation ?></b> <span class="inv-by"><?cs call:since(v.Invited) ?><?cs if:v.Inviter ?> · <?cs var:v.Inviter ?><?cs /if ?></span></span><?cs /if ?>
<?cs if:!v.Check && v.State != "left" ?><small class="why">Check for messages is off: seen on the next page.<?cs if:May.lhsite.manage ?> <a href="/office/site?id=<?cs var:v.SiteId ?>">Turn on</a><?cs /if ?></small><?cs /if ?>
<?cs if:!v.Tracking ?><small class="why">Tracking is off for <?cs var:v.SiteName ?>.<?cs if:May.lhsite.manage ?> <a href="/office/site?id=<?cs var:v.SiteId ?>">Turn on</a><?cs /if ?></small><?cs /if ?>
<?cs /if ?>
<?cs /def ?>
