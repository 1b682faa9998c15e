<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _invite.cs: the send dialog. Include _macros.cs first. ?>
<div class="say-box" id="say-box">
<div class="say-head">
<div class="say-to">
<h2 id="say-title">Send message</h2>
<small><?cs if:To.Name ?><?cs var:To.Name ?> · <?cs /if ?><?cs var:To.Site ?><?cs if:To.Title ?> · <?cs var:To.Title ?><?cs /if ?></small>
</div>
<form method="dialog" class="say-x"><button class="btn-close" aria-label="Close"></button></form>
</div>
<?cs if:Problem == "readonly" ?>
<div class="say-body"><div class="note note-warn" role="alert"><?cs call:icon("warn") ?><div>You may see this visitor, but not write to them: all your assignments to their departments are read-only.</div></div></div>
<?cs elif:Problem == "chatting" && !Form.Text ?>
<div class="say-body"><?cs include:"_invite_chatting.cs" ?></div>
<?cs else ?>
<?cs include:"_canned.cs" ?><?cs call:canned("/invite/new", "visitor", To.Id, "say-text") ?>
<form id="say-find" method="get" action="/invite/new"><input type="hidden" name="visitor" value="<?cs var:To.Id ?>"></form>
<form method="post" action="/invite/send" hx-post="/invite/send" hx-target="#say-box" hx-swap="outerHTML" hx-disabled-elt="find button[type=submit]" class="say-form">
<?cs call:csrf() ?>
<input type="hidden" name="visitor" value="<?cs var:To.Id ?>">
<input type="hidden" name="key" value="<?cs var:Form.Key ?>">
<div class="say-body">
<?cs include:"_invite_problem.cs" ?>
<?cs if:First.Id ?>
<div class="note note-warn" role="alert"><?cs call:icon("warn") ?><div>
<b><?cs if:First.Mine ?>You have invited this visitor already<?cs else ?><?cs if:First.Sender ?><?cs var:First.Sender ?><?cs else ?>A rule<?cs /if ?> has invited this visitor already<?cs /if ?></b> (<?cs var:First.Status ?>, <?cs call:time(First.At) ?>)
<blockquote class="say-quote"><?cs var:First.Text ?></blockquote>
<label class="say-check"><input type="checkbox" name="replace" value="<?cs var:First.Id ?>" required><span>Replace it with this message</span></label>
<a href="/invite/status?visitor=<?cs var:url(To.Id) ?>" hx-get="/invite/status?visitor=<?cs var:url(To.Id) ?>" hx-target="#say-box" hx-swap="outerHTML">Leave it as it is</a>
</div></div>
<?cs /if ?>
<div class="say-field">
<label for="say-text">Message</label>
<textarea class="form-control<?cs if:Problem == "text" ?> is-invalid<?cs /if ?>" id="say-text" name="text" rows="4" maxlength="2000" required autofocus data-count="say-count" placeholder="Hello! Can I help you to find something?"><?cs var:Form.Text ?></textarea>
<div class="say-under"><span><?cs if:Problem == "text" ?><span class="f-why">1 to 2,000 characters, please.</span><?cs /if ?></span><span id="say-count"></span></div>
</div>
<fieldset class="say-field say-ways">
<legend class="visually-hidden">How it is sent</legend>
<label class="say-way"><input type="radio" name="mode" value="invitation"<?cs if:!Form.Chat ?> checked<?cs /if ?>><span><b>Invitation</b><small>The chat begins when the visitor replies.</small></span></label>
<label class="say-way"><input type="radio" name="mode" value="chat"<?cs if:Form.Chat ?> checked<?cs /if ?>><span><b>Invitation and chat</b><small>The chat begins at once and is yours.</small></span></label>
</fieldset>
<div class="say-invitation">
<label class="say-check"><input type="checkbox" name="assign_me" value="1"<?cs if:Form.AssignMe ?> checked<?cs /if ?>><span>Assign the chat to me if the visitor replies<?cs if:!Me.Visible || !Me.Online ?><small>You are <?cs if:!Me.Visible ?>invisible<?cs else ?>offline<?cs /if ?>; your invitations still come to you first.</small><?cs /if ?></span></label>
<label class="say-check"><input type="checkbox" name="skip_bot" value="1"<?cs if:Form.SkipBot ?> checked<?cs /if ?>><span>Skip bot</span></label>
</div>
<?cs include:"_invite_more.cs" ?>
</div>
<div class="say-foot">
<a class="first" href="/office/visitor?id=<?cs var:url(To.Id) ?>">About this visitor</a>
<button type="submit" class="btn btn-primary"<?cs if:!On.Tracking || !On.SiteTracking || !To.Online ?> disabled<?cs /if ?>>Send</button>
</div>
</form>
<?cs /if ?>
</div>
