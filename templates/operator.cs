<?cs # SPDX-License-Identifier: ISC ?>
<?cs # operator.cs: one operator, or the form for a new one. ?>
<?cs if:Id ?><?cs set:Title = Operator.Name ?><?cs else ?><?cs set:Title = "New operator" ?><?cs /if ?>
<?cs include:"_head.cs" ?>
<?cs include:"_form.cs" ?>
<p class="crumb"><a href="/office/operators">Operators</a></p>
<div class="head"><h1><?cs var:Title ?></h1></div>
<?cs set:Used = "This operator has written, accepted or sent something, and the history keeps who did it. Disable the account instead: tick Disabled and save." ?>
<?cs include:"_problem.cs" ?>
<?cs def:secret(label, help) ?><div class="f-row"><label for="f-password"><?cs var:label ?></label><div><span class="f-copy"><input class="form-control font-monospace<?cs if:Wrong.password ?> is-invalid<?cs /if ?>" id="f-password" name="password" value="<?cs if:Form.password ?><?cs var:Form.password ?><?cs else ?><?cs var:Suggestion ?><?cs /if ?>" maxlength="1000" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="why-password help-password"<?cs if:Wrong.password ?> aria-invalid="true"<?cs /if ?>><button type="button" class="btn" data-copy="#f-password" hidden>Copy</button></span><?cs if:Wrong.password ?><p class="f-why" id="why-password"><?cs call:why(Wrong.password) ?></p><?cs /if ?><p class="f-help" id="help-password"><?cs var:help ?></p></div></div><?cs /def ?>
<?cs set:Pick.Path = "/office/operator" ?>
<div class="edit">
<div>
<form class="panel form" method="post" action="/office/operator"><?cs call:csrf() ?><?cs call:same() ?>
<?cs call:text("login", "Login", #64, "What they sign in with.") ?>
<?cs call:text("name", "Name", #100, "Visitors read it beside each message.") ?>
<?cs call:text("email", "E-mail", #190, "May stay empty.") ?>
<?cs if:!Id ?><?cs call:secret("First password", "A suggestion; change it as you like, 10 characters or more. It is shown this once: hand it over now. They can set their own under Account.") ?><?cs /if ?>
<fieldset class="f-row"><legend>Roles</legend><div>
<?cs each:r = Roles ?><div class="f-tick"><input type="checkbox" id="role-<?cs var:r.Id ?>" name="role" value="<?cs var:r.Id ?>"<?cs if:r.On ?> checked<?cs /if ?>><label for="role-<?cs var:r.Id ?>"><?cs var:r.Name ?></label><?cs if:r.Everything || r.Above || (Problem == "stale" && r.Now != r.On) ?><p class="f-help"><?cs if:r.Everything ?>May do everything. <?cs /if ?><?cs if:r.Above ?>More than you may give. <?cs /if ?><?cs if:Problem == "stale" && r.Now != r.On ?><b class="f-now">Stored now: <?cs if:r.Now ?>on<?cs else ?>off<?cs /if ?></b><?cs /if ?></p><?cs /if ?></div><?cs /each ?>
</div></fieldset>
<fieldset class="f-row"><legend>Departments</legend><div>
<p class="f-help f-lead">Whose visitors and chats they see. Nothing ticked: they see no visitors, unless a role lets them. Read-only: they see, but neither send nor act. Not auto-assigned: chats are theirs only when they take them. Priority: where the department goes by it, the higher number is asked first.</p>
<?cs if:Wrong.priority ?><p class="f-why" id="why-priority"><?cs call:why(Wrong.priority) ?></p><?cs /if ?>
<?cs call:pick("department or group") ?>
<div class="duties">
<?cs each:p = Places ?><?cs if:p.Id == "0" ?><?cs set:Whom = "All departments" ?><?cs else ?><?cs set:Whom = p.Name ?><?cs /if ?><div class="duty<?cs if:p.Id == "0" ?> duty-all<?cs /if ?>"><span class="f-tick"><input type="checkbox" id="place-<?cs var:p.Id ?>" name="department" value="<?cs var:p.Id ?>"<?cs if:p.Is.On ?> checked<?cs /if ?>><label for="place-<?cs var:p.Id ?>"><?cs var:Whom ?><?cs if:p.Group ?> <span class="pill">group</span><?cs /if ?><?cs if:p.Disabled ?> <span class="pill pill-off">disabled</span><?cs /if ?><?cs if:p.Hidden ?> <span class="pill">hidden</span><?cs /if ?></label></span><span class="duty-how"><span class="f-tick"><input type="checkbox" id="read-<?cs var:p.Id ?>" name="read_only" value="<?cs var:p.Id ?>"<?cs if:p.Is.ReadOnly ?> checked<?cs /if ?>><label for="read-<?cs var:p.Id ?>">read-only<span class="visually-hidden"> in <?cs var:Whom ?></span></label></span><span class="f-tick"><input type="checkbox" id="auto-<?cs var:p.Id ?>" name="no_auto" value="<?cs var:p.Id ?>"<?cs if:p.Is.NoAuto ?> checked<?cs /if ?>><label for="auto-<?cs var:p.Id ?>">not auto-assigned<span class="visually-hidden"> in <?cs var:Whom ?></span></label></span><label class="duty-first">priority<input class="form-control" name="priority_<?cs var:p.Id ?>" value="<?cs if:p.Is.Priority ?><?cs var:p.Is.Priority ?><?cs /if ?>" maxlength="4" inputmode="numeric" placeholder="0" aria-label="Priority in <?cs var:Whom ?>"></label></span><?cs if:p.Id == "0" ?><p class="f-help">Every visitor, with and without a department. A line below adds to it only where this is read-only.</p><?cs elif:p.Group ?><p class="f-help"><?cs if:p.Holding ?><?cs var:p.Holding ?><?cs else ?>No department is in it yet.<?cs /if ?></p><?cs /if ?><?cs if:Problem == "stale" && p.Differs ?><p class="f-now">Stored now: <b><?cs if:p.Now.On ?>on<?cs if:p.Now.ReadOnly ?>, read-only<?cs /if ?><?cs if:p.Now.NoAuto ?>, not auto-assigned<?cs /if ?><?cs if:p.Now.Priority ?>, priority <?cs var:p.Now.Priority ?><?cs /if ?><?cs else ?>off<?cs /if ?></b></p><?cs /if ?></div>
<?cs /each ?>
</div>
</div></fieldset>
<?cs call:text("languages", "Languages", #190, "That they speak, like en,de. Departments may prefer who speaks the visitor's.") ?>
<fieldset class="f-row"><legend>Chats</legend><div>
<?cs call:tick("auto_accept", "Automatically accept assigned chats", "A chat offered to them becomes theirs at once while they are signed in.") ?>
<?cs call:tick("always_online", "Always online", "Counts as online even when signed out.") ?>
</div></fieldset>
<fieldset class="f-row"><legend>Account</legend><div>
<?cs call:tick("disabled", "Disabled", "Cannot sign in, and is signed out at once. What they wrote stays.") ?>
</div></fieldset>
<div class="f-foot"><button class="btn btn-primary"><?cs if:Id ?>Save<?cs else ?>Add the operator<?cs /if ?></button><a class="btn btn-ghost-secondary" href="/office/operators">Cancel</a></div>
</form>
</div>
<?cs if:Id ?>
<aside>
<div class="panel"><h2>What they see</h2><p class="f-pad">Whose visitors, and by which rule. <a href="/office/why?operator=<?cs var:Id ?>">Why?</a></p></div>
<form class="panel form form-side" method="post" action="/office/operator/password"><h2>New password</h2><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Id ?>">
<?cs call:secret("Password", "A suggestion, or write your own: 10 characters or more. It is shown this once.") ?>
<div class="f-foot"><button class="btn btn-sm">Set it and sign them out</button></div>
</form>
<?cs call:latest() ?>
<div class="panel"><h2>Delete</h2>
<?cs if:IsMe ?><p>This is you. Somebody else can delete your account.</p>
<?cs else ?><form method="post" action="/office/operator/delete"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Id ?>"><input type="hidden" name="version" value="<?cs var:Version ?>"><p>Only who never wrote, accepted or sent anything can be deleted. Disable everybody else.</p><p><button class="btn btn-outline-danger btn-sm">Delete the account</button></p></form><?cs /if ?>
</div>
</aside>
<?cs /if ?>
</div>
<?cs call:pick_form() ?>
<?cs include:"_foot.cs" ?>
