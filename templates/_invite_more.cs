<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _invite_more.cs: the further options of the send dialog. Part of _invite.cs. ?>
<details class="say-more"<?cs if:Find || Form.Minutes || Form.FullWidget || Form.NeedName || Form.NeedEmail || Form.NeedPhone ?> open<?cs /if ?>>
<summary>Further options</summary>
<div class="say-grid">
<div class="say-field">
<label for="say-department">Department</label>
<select class="form-select" id="say-department" name="department">
<option value="">As the visitor's page says</option>
<?cs each:d = Departments ?><option value="<?cs var:d.Id ?>"<?cs if:d.Chosen ?> selected<?cs /if ?>><?cs var:d.Name ?></option>
<?cs /each ?></select>
<?cs if:Full || Find ?><label class="visually-hidden" for="say-part">Find a department by part of its name</label><input class="form-control" id="say-part" form="say-find" name="find" value="<?cs var:Find ?>" maxlength="100" placeholder="Find by part of its name…" aria-describedby="say-part-help" hx-get="/invite/new?visitor=<?cs var:url(To.Id) ?>" hx-trigger="input changed delay:250ms" hx-select="#say-department" hx-target="#say-department" hx-swap="outerHTML" hx-sync="this:replace"> <button class="btn btn-sm unless-script" form="say-find">Find</button><small id="say-part-help">There are more than 100: the choice narrows to those with this in their name.</small><?cs /if ?>
</div>
<div class="say-field say-invitation">
<label for="say-minutes">Expires</label>
<select class="form-select" id="say-minutes" name="minutes">
<option value="">Never</option>
<option value="5"<?cs if:Form.Minutes == #5 ?> selected<?cs /if ?>>After 5 minutes</option>
<option value="30"<?cs if:Form.Minutes == #30 ?> selected<?cs /if ?>>After 30 minutes</option>
<option value="120"<?cs if:Form.Minutes == #120 ?> selected<?cs /if ?>>After 2 hours</option>
<option value="1440"<?cs if:Form.Minutes == #1440 ?> selected<?cs /if ?>>After a day</option>
</select>
</div>
<div class="wide say-invitation">
<label class="say-check"><input type="checkbox" name="full_widget" value="1"<?cs if:Form.FullWidget ?> checked<?cs /if ?>><span>Open the full widget, not a bubble</span></label>
<fieldset class="say-inline">
<legend class="say-legend">Ask before the reply for</legend>
<label class="say-check"><input type="checkbox" name="need_name" value="1"<?cs if:Form.NeedName ?> checked<?cs /if ?>><span>Name</span></label>
<label class="say-check"><input type="checkbox" name="need_email" value="1"<?cs if:Form.NeedEmail ?> checked<?cs /if ?>><span>E-mail</span></label>
<label class="say-check"><input type="checkbox" name="need_phone" value="1"<?cs if:Form.NeedPhone ?> checked<?cs /if ?>><span>Phone</span></label>
</fieldset>
</div>
</div>
</details>
