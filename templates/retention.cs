<?cs # SPDX-License-Identifier: ISC ?>
<?cs # retention.cs: for how long what is kept. ?>
<?cs set:Title = "Data kept" ?>
<?cs include:"_head.cs" ?>
<?cs include:"_form.cs" ?>
<div class="head"><h1>Data kept</h1></div>
<?cs include:"_problem.cs" ?>
<?cs def:days(field, label, help) ?><input type="hidden" name="was_<?cs var:field ?>" value="<?cs var:Was[field] ?>"><?cs call:text(field, label, #4, help) ?><?cs /def ?>
<div class="edit">
<form class="panel form" method="post" action="/office/retention"><?cs call:csrf() ?>
<p class="f-help f-pad">Whole days, 3650 at most; 0 means for ever. What is older is deleted little by little, and does not come back.</p>
<?cs call:days("views", "Page views", "With visits, and the events that pages tell of.") ?>
<?cs call:days("visitors", "Visitors", "Who never chatted and was not seen for so long, with all that is known of them.") ?>
<?cs call:days("chats", "Chats", "That ended so long ago, and left messages that are done. The visitor then goes as any who never chatted.") ?>
<?cs call:days("invitations", "Invitations", "That were sent so long ago and are over.") ?>
<?cs call:days("reports", "Reports of pages", "What the health pages show.") ?>
<?cs call:days("audit", "Audit", "Who did what in the back office.") ?>
<div class="f-foot"><button class="btn btn-primary">Save</button></div>
</form>
<aside><?cs call:latest() ?>
<div class="panel"><h2>One visitor</h2><p class="f-pad">To hand out or to erase what is kept of one visitor, open their page.</p></div></aside>
</div>
<?cs include:"_foot.cs" ?>
