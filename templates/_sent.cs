<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _sent.cs: the life of an invitation; refreshes itself. Include _macros.cs first. What htmx listens to has an id, so that a refresh never makes something else of it. ?>
<div class="say-box" id="say-box"<?cs if:Sent.Untold ?> data-told="<?cs var:Sent.Id ?>" data-replied="<?cs if:Sent.Chat ?>1<?cs /if ?>"<?cs /if ?><?cs if:!Sent.Chat ?> hx-get="/invite/status?visitor=<?cs var:url(To.Id) ?>&amp;have=<?cs var:url(Have) ?>" hx-trigger="every <?cs if:Sent.Open ?>1s<?cs else ?>5s<?cs /if ?>" hx-swap="morph:outerHTML"<?cs /if ?>>
<div class="say-head">
<div class="say-to">
<h2 id="say-title"><?cs if:Sent.Mine ?>Your invitation<?cs else ?>Invitation by <?cs if:Sent.Sender ?><?cs var:Sent.Sender ?><?cs else ?>a rule<?cs /if ?><?cs /if ?></h2>
<small><?cs if:To.Name ?><?cs var:To.Name ?> · <?cs /if ?><?cs var:To.Site ?><?cs if:To.Title ?> · <?cs var:To.Title ?><?cs /if ?></small>
</div>
<form method="dialog" class="say-x"><button class="btn-close" aria-label="Close"></button></form>
</div>
<div class="say-body">
<?cs if:Problem == "ended" ?><div class="note note-warn" role="alert"><?cs call:icon("warn") ?><div>Too late: it was answered, has ended, or was changed meanwhile.</div></div><?cs /if ?>
<?cs if:Sent.Chat && Sent.Status != "replied" ?><div class="note note-warn" role="status"><?cs call:icon("warn") ?><div>They replied after it had ended: an ordinary chat has begun.</div></div><?cs /if ?>
<?cs if:Sent.Open && !On.Check ?><div class="note note-warn" role="alert"><?cs call:icon("warn") ?><div>The visitor's page does not check for messages: this waits for their next page.</div></div><?cs /if ?>
<?cs if:Sent.Open && !To.Online ?><div class="note note-warn" role="alert"><?cs call:icon("warn") ?><div>The visitor has left. They get it if they come back<?cs if:Sent.ExpiresAt ?> in time<?cs /if ?>.</div></div><?cs /if ?>
<blockquote class="say-quote"><?cs var:Sent.Text ?></blockquote>
<p class="visually-hidden" id="say-now" role="status"><?cs if:Sent.Status == "queued" ?>Queued<?cs elif:Sent.Status == "delivered" ?>Delivered<?cs elif:Sent.Status == "seen" ?>Seen<?cs elif:Sent.Chat ?>Replied<?cs elif:Sent.Status == "closed" ?>Closed by the visitor<?cs elif:Sent.Status == "expired" ?>Expired<?cs else ?>Revoked<?cs /if ?></p>
<ol class="say-life">
<li class="done"><span>Queued</span><?cs call:time(Sent.CreatedAt) ?></li>
<li class="<?cs if:Sent.DeliveredAt ?>done<?cs elif:Sent.Open ?>wait<?cs /if ?>"><span>Delivered</span><?cs if:Sent.DeliveredAt ?><?cs call:time(Sent.DeliveredAt) ?><?cs else ?><small>reached the browser</small><?cs /if ?></li>
<li class="<?cs if:Sent.SeenAt ?>done<?cs elif:Sent.Open && Sent.DeliveredAt ?>wait<?cs /if ?>"><span>Seen</span><?cs if:Sent.SeenAt ?><?cs call:time(Sent.SeenAt) ?><?cs else ?><small>shown in a visible tab</small><?cs /if ?></li>
<?cs if:Sent.Open ?><li class="<?cs if:Sent.SeenAt ?>wait<?cs /if ?>"><span>Reply</span><small>waiting</small></li>
<?cs else ?><li class="end <?cs if:Sent.Status == "replied" ?>good<?cs /if ?>"><span><?cs if:Sent.Status == "replied" ?>Replied<?cs elif:Sent.Status == "closed" ?>Closed by the visitor<?cs elif:Sent.Status == "expired" ?>Expired<?cs elif:Sent.EndedBy ?>Revoked by <?cs var:Sent.EndedBy ?><?cs else ?>Revoked: a chat began<?cs /if ?></span><?cs if:Sent.EndedAt ?><?cs call:time(Sent.EndedAt) ?><?cs /if ?></li><?cs /if ?>
</ol>
<div class="say-options"><?cs if:Sent.AssignMe ?><span>Assigned to <?cs if:Sent.Mine ?>you<?cs else ?>the sender<?cs /if ?> on reply</span><?cs /if ?><?cs if:Sent.SkipBot ?><span>Skips the bot</span><?cs /if ?><?cs if:Sent.Department ?><span>Department <?cs var:Sent.Department ?></span><?cs /if ?><?cs if:Sent.Open && Sent.ExpiresAt ?><span>Expires <?cs call:time(Sent.ExpiresAt) ?></span><?cs /if ?></div>
</div>
<div class="say-foot">
<?cs if:Sent.Open ?>
<form method="post" action="/invite/revoke" hx-post="/invite/revoke" hx-target="#say-box" hx-swap="outerHTML" class="first" id="say-revoke">
<?cs call:csrf() ?><input type="hidden" name="visitor" value="<?cs var:To.Id ?>"><input type="hidden" name="invitation" value="<?cs var:Sent.Id ?>">
<button type="submit" class="btn btn-outline-danger">Revoke</button></form>
<?cs if:Sent.Mine ?><a class="btn" id="say-edit" href="/invite/edit?visitor=<?cs var:url(To.Id) ?>" hx-get="/invite/edit?visitor=<?cs var:url(To.Id) ?>" hx-target="#say-box" hx-swap="outerHTML">Edit</a>
<?cs else ?><a class="btn" id="say-new" href="/invite/new?visitor=<?cs var:url(To.Id) ?>" hx-get="/invite/new?visitor=<?cs var:url(To.Id) ?>" hx-target="#say-box" hx-swap="outerHTML">Replace</a><?cs /if ?>
<?cs elif:Sent.Chat ?><a class="btn btn-primary" id="say-chat" href="/office/chat?id=<?cs var:url(Sent.Chat) ?>">Open the chat</a>
<?cs else ?><a class="btn" id="say-new" href="/invite/new?visitor=<?cs var:url(To.Id) ?>" hx-get="/invite/new?visitor=<?cs var:url(To.Id) ?>" hx-target="#say-box" hx-swap="outerHTML">Send another</a>
<?cs /if ?>
<form method="dialog" class="say-x"><button class="btn<?cs if:!Sent.Chat ?> btn-primary<?cs /if ?>">Close</button></form>
<a class="btn say-back" href="/office/visitors">Online visitors</a>
</div>
</div>
