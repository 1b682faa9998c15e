<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _invite_edit.cs: the form that changes an invitation. Include _macros.cs first. ?>
<div class="say-box" id="say-box">
<div class="say-head">
<div class="say-to">
<h2 id="say-title">Edit your invitation</h2>
<small><?cs if:To.Name ?><?cs var:To.Name ?> · <?cs /if ?><?cs var:To.Site ?><?cs if:To.Title ?> · <?cs var:To.Title ?><?cs /if ?></small>
</div>
<form method="dialog" class="say-x"><button class="btn-close" aria-label="Close"></button></form>
</div>
<form method="post" action="/invite/edit" hx-post="/invite/edit" hx-target="#say-box" hx-swap="outerHTML" hx-disabled-elt="find button[type=submit]" class="say-form">
<?cs call:csrf() ?>
<input type="hidden" name="visitor" value="<?cs var:To.Id ?>">
<input type="hidden" name="invitation" value="<?cs var:Sent.Id ?>">
<input type="hidden" name="version" value="<?cs var:Sent.Version ?>">
<div class="say-body">
<div class="say-field">
<label for="say-text">Message</label>
<textarea class="form-control<?cs if:Problem == "text" ?> is-invalid<?cs /if ?>" id="say-text" name="text" rows="4" maxlength="2000" required autofocus data-count="say-count"><?cs var:Form.Text ?></textarea>
<div class="say-under"><span><?cs if:Problem == "text" ?><span class="f-why">1 to 2,000 characters, please.</span><?cs elif:Sent.Status == "seen" ?><span>They have seen it: the new text is shown once more.</span><?cs /if ?></span><span id="say-count"></span></div>
</div>
</div>
<div class="say-foot">
<a class="first" href="/invite/status?visitor=<?cs var:url(To.Id) ?>" hx-get="/invite/status?visitor=<?cs var:url(To.Id) ?>" hx-target="#say-box" hx-swap="outerHTML">Cancel</a>
<button type="submit" class="btn btn-primary">Save</button>
</div>
</form>
</div>
