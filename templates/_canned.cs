<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _canned.cs: puts a text that is kept ready into a text field; a form of its own, so that it works without script. ?>
<?cs def:canned(action, name, id, area) ?><?cs if:subcount(Canned) ?><form class="canned" method="get" action="<?cs var:link(action) ?>" data-into="<?cs var:area ?>"><input type="hidden" name="<?cs var:name ?>" value="<?cs var:id ?>">
<label class="visually-hidden" for="canned">Text kept ready</label>
<select class="form-select form-select-sm" id="canned" name="canned"><option value="">Insert a text…</option><?cs each:t = Canned ?>
<option value="<?cs var:t.Id ?>" data-text="<?cs var:t.Text ?>"><?cs var:t.Title ?></option><?cs /each ?>
</select> <button class="btn btn-sm unless-script">Insert</button></form><?cs /if ?><?cs /def ?>
