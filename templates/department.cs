<?cs # SPDX-License-Identifier: ISC ?>
<?cs # department.cs: one department, or the form for a new one. ?>
<?cs if:Id ?><?cs set:Title = Department.0.Name ?><?cs else ?><?cs set:Title = "New department" ?><?cs /if ?>
<?cs include:"_head.cs" ?>
<?cs include:"_form.cs" ?>
<p class="crumb"><a href="/office/departments">Departments</a></p>
<div class="head"><h1><?cs var:Title ?></h1></div>
<?cs set:Used = "Visitors, chats or sites name this department, and they keep it. Disable it instead: tick Disabled and save." ?>
<?cs include:"_problem.cs" ?>
<div class="edit">
<form class="panel form" method="post" action="/office/department"><?cs call:csrf() ?><?cs call:same() ?>
<?cs call:text("name", "Name", #100, "Operators and visitors read it.") ?>
<?cs call:text("alias", "Alias", #64, "How an embed code names it, like sales. Empty: it names the number.") ?>
<?cs call:text("email", "E-mail", #190, "Where people reach the department; may stay empty.") ?>
<?cs call:text("timezone", "Time zone", #64, "For its online hours, like Europe/Berlin.") ?>
<?cs call:text("no_reply", "No reply after", #4, "Minutes until a chat begun by an operator is closed when the visitor never writes.") ?>
<?cs call:text("bot", "Left with a bot", #4, "Minutes until a chat with the bot is closed when the visitor has left the site and writes nothing.") ?>
<?cs call:text("lhc", "Number in Live Helper Chat", #10, "For pages that still carry its snippet and name departments by number; else empty.") ?>
<fieldset class="f-row"><legend>State</legend><div>
<?cs call:tick("hidden", "Hidden", "Visitors cannot choose it. Embed codes may still name it, and its visitors are seen as before.") ?>
<?cs call:tick("disabled", "Disabled", "No chat is given to it, and for visitors nobody is online there. What belongs to it stays and is seen.") ?>
</div></fieldset>
<div class="f-foot"><button class="btn btn-primary"><?cs if:Id ?>Save<?cs else ?>Add the department<?cs /if ?></button><a class="btn btn-ghost-secondary" href="/office/departments">Cancel</a></div>
</form>
<?cs if:Id ?>
<aside>
<div class="panel"><h2>Chats</h2><ul class="ways"><li><a href="/office/department/assignment?id=<?cs var:url(Id) ?>">Who gets its chats</a></li><li><a href="/office/canned?department=<?cs var:url(Id) ?>">Texts kept ready</a></li></ul></div>
<div class="panel"><h2>In use</h2>
<dl class="facts">
<dt>Operators</dt><dd><?cs var:Department.0.Operators ?> assigned<?cs if:Department.0.AllOperators ?>, <?cs var:Department.0.AllOperators ?> with All departments<?cs /if ?></dd>
<dt>Visitors</dt><dd><?cs if:Department.0.Visitors ?>yes<?cs else ?>none yet<?cs /if ?></dd>
<dt>Chats</dt><dd><?cs if:Department.0.Chats ?>yes<?cs else ?>none yet<?cs /if ?></dd>
<dt>Sites</dt><dd><?cs if:Department.0.Sites ?>the default of one or more<?cs else ?>no site's default<?cs /if ?></dd>
<dt>Hours</dt><dd><a href="/office/department/hours?id=<?cs var:Id ?>"><?cs if:Department.0.Hours ?>by the week<?cs else ?>always open<?cs /if ?></a><?cs if:!Department.0.Disabled && !Department.0.Open ?>, closed now<?cs /if ?></dd>
<dt>Number</dt><dd><?cs var:Department.0.Id ?></dd>
</dl></div>
<?cs call:latest() ?>
<div class="panel"><h2>Delete</h2>
<?cs if:Department.0.Visitors || Department.0.Chats || Department.0.Sites ?><p>It is in use, so it is kept. Disable it instead.</p>
<?cs else ?><form method="post" action="/office/department/delete"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Id ?>"><input type="hidden" name="version" value="<?cs var:Version ?>"><p>No visitor, chat or site names it. Assignments to it go with it.</p><p><button class="btn btn-outline-danger btn-sm">Delete the department</button></p></form><?cs /if ?>
</div>
</aside>
<?cs /if ?>
</div>
<?cs include:"_foot.cs" ?>
