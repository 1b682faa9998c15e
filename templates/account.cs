<?cs # SPDX-License-Identifier: ISC ?>
<?cs # account.cs: what operators change about themselves. ?>
<?cs set:Title = "Account" ?>
<?cs include:"_head.cs" ?>
<?cs include:"_form.cs" ?>
<div class="head"><h1>Account</h1></div>
<?cs include:"_problem.cs" ?>
<div class="edit edit-even">
<form class="panel form" method="post" action="/office/account"><h2>You</h2><?cs call:csrf() ?>
<div class="f-row"><span class="f-label">Login</span><div class="f-fixed"><?cs var:Me.Login ?></div></div>
<?cs call:text("name", "Name", #100, "Visitors read it beside each message.") ?>
<?cs call:text("email", "E-mail", #190, "May stay empty.") ?>
<fieldset class="f-row"><legend>Chats</legend><div>
<?cs call:tick("auto_accept", "Automatically accept assigned chats", "A chat offered to you is yours at once while you are signed in.") ?>
<?cs call:tick("sound", "Sound", "When a visitor writes or a chat waits for you.") ?>
</div></fieldset>
<?cs call:text("languages", "Languages", #190, "That you speak, like en,de. Departments may prefer who speaks the visitor's.") ?>
<?cs call:text("away", "Away after", #4, "Minutes without a key, a click or a movement in this console; then no chat is assigned to you until you are back. Empty: never.") ?>
<div class="f-foot"><button class="btn btn-primary">Save</button></div>
</form>
<?cs def:password(field, label, hint, help) ?><div class="f-row"><label for="f-<?cs var:field ?>"><?cs var:label ?></label><div><input class="form-control<?cs if:Wrong[field] ?> is-invalid<?cs /if ?>" type="password" id="f-<?cs var:field ?>" name="<?cs var:field ?>" maxlength="1000" required autocomplete="<?cs var:hint ?>" aria-describedby="why-<?cs var:field ?> help-<?cs var:field ?>"<?cs if:Wrong[field] ?> aria-invalid="true"<?cs /if ?>><?cs if:Wrong[field] ?><p class="f-why" id="why-<?cs var:field ?>"><?cs call:why(Wrong[field]) ?></p><?cs /if ?><p class="f-help" id="help-<?cs var:field ?>"><?cs var:help ?></p></div></div><?cs /def ?>
<form class="panel form" method="post" action="/office/account/password"><h2>Password</h2><?cs call:csrf() ?>
<input type="text" name="login" value="<?cs var:Me.Login ?>" autocomplete="username" hidden>
<?cs call:password("old", "Present one", "current-password", "") ?>
<?cs call:password("password", "New one", "new-password", "At least 10 characters. Long beats complicated.") ?>
<?cs call:password("again", "New one again", "new-password", "") ?>
<div class="f-foot"><button class="btn btn-primary">Change the password</button><span class="f-help">You stay signed in here; everywhere else you are signed out.</span></div>
</form>
</div>
<?cs include:"_foot.cs" ?>
