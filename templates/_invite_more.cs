<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _invite_more.cs: the further options of the send dialog. Part of _invite.cs. ?>
<details class="say-more"<?cs if:Choice.Find || Form.Minutes || Form.FullWidget || Form.NeedName || Form.NeedEmail || Form.NeedPhone ?> open<?cs /if ?>>
<summary>Further options</summary>
<div class="say-grid">
<div class="say-field">
<label for="say-department">Department</label>
<?cs include:"_choose.cs" ?><?cs set:SayFrom = "/invite/new?visitor=" + To.Id ?><?cs call:choose_find("say-department", "say-find", SayFrom) ?><?cs call:choose_list("say-department", "As the visitor's page says") ?>
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
