<?cs # SPDX-License-Identifier: ISC ?>
<?cs # transfer.cs: to whom a chat shall go. ?>
<?cs set:Title = "Transfer" ?>
<?cs include:"_head.cs" ?>
<p class="crumb"><a href="/office/chats">Chats</a> / <a href="/office/chat?id=<?cs var:url(Chat.Id) ?>"><?cs if:Chat.Name ?><?cs var:Chat.Name ?><?cs else ?>Visitor <?cs var:Chat.Visitor ?><?cs /if ?></a></p>
<div class="head"><h1>Transfer the chat</h1></div>
<?cs if:Problem ?><p class="fault" role="alert"><b>Nothing was changed.</b> <?cs if:Problem == "note" ?>The note has at most 500 characters.<?cs else ?>Choose who shall have the chat.<?cs /if ?></p><?cs /if ?>
<div class="edit">
<form class="panel form" method="post" action="/office/chat/transfer"><?cs call:csrf() ?>
<input type="hidden" name="id" value="<?cs var:Chat.Id ?>">
<?cs def:choice(kind, n, mark) ?><?cs set:Value = kind + n.Id ?><option value="<?cs var:Value ?>"<?cs if:Form.To == Value ?> selected<?cs /if ?>><?cs var:n.Name ?><?cs if:mark && !n.Here ?> (not there now)<?cs /if ?></option><?cs /def ?>
<div class="f-row"><label for="f-to">To</label><div><select class="form-select" id="f-to" name="to" required aria-describedby="help-to">
<option value="">Choose</option>
<?cs if:subcount(Operators) ?><optgroup label="Operators"><?cs each:n = Operators ?>
<?cs call:choice("o", n, #1) ?><?cs /each ?>
</optgroup><?cs /if ?>
<?cs if:subcount(Departments) ?><optgroup label="Departments"><?cs each:n = Departments ?>
<?cs call:choice("d", n, #0) ?><?cs /each ?>
</optgroup><?cs /if ?>
</select><p class="f-help" id="help-to">An operator is offered the chat, and has it on accepting. In a department it waits for whoever is next there.</p></div></div>
<div class="f-row"><label for="f-note">Note</label><div><textarea class="form-control" id="f-note" name="note" rows="3" maxlength="500" aria-describedby="help-note"><?cs var:Form.Note ?></textarea><p class="f-help" id="help-note">For colleagues; the visitor does not see it. May stay empty.</p></div></div>
<div class="f-foot"><button class="btn btn-primary">Transfer</button><a class="btn btn-ghost-secondary" href="/office/chat?id=<?cs var:url(Chat.Id) ?>">Cancel</a></div>
</form>
</div>
<?cs include:"_foot.cs" ?>
