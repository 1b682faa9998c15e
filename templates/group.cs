<?cs # SPDX-License-Identifier: ISC ?>
<?cs # group.cs: one group of departments, or the form for a new one. ?>
<?cs if:Id ?><?cs set:Title = Group.Name ?><?cs else ?><?cs set:Title = "New group" ?><?cs /if ?>
<?cs include:"_head.cs" ?>
<?cs include:"_form.cs" ?>
<p class="crumb"><a href="/office/groups">Groups of departments</a></p>
<div class="head"><h1><?cs var:Title ?></h1></div>
<?cs set:Used = "Operators are assigned to this group. Take the assignment from them first." ?>
<?cs include:"_problem.cs" ?>
<?cs set:Pick.Path = "/office/group" ?>
<div class="edit">
<form class="panel form" method="post" action="/office/group"><?cs call:csrf() ?><?cs call:same() ?>
<?cs call:text("name", "Name", #100, "Only the back office shows it.") ?>
<fieldset class="f-row"><legend>Departments</legend><div>
<p class="f-help f-lead">Whoever is assigned to the group works for each of them. A group holds departments, never other groups.</p>
<?cs call:pick("department") ?>
<?cs each:m = Members ?><div class="f-tick"><input type="checkbox" id="member-<?cs var:m.Id ?>" name="department" value="<?cs var:m.Id ?>"<?cs if:m.On ?> checked<?cs /if ?>><label for="member-<?cs var:m.Id ?>"><?cs var:m.Name ?><?cs if:m.Disabled ?> <span class="pill pill-off">disabled</span><?cs /if ?><?cs if:m.Hidden ?> <span class="pill">hidden</span><?cs /if ?></label><?cs if:Problem == "stale" && m.Now != m.On ?><p class="f-now">Stored now: <b><?cs if:m.Now ?>on<?cs else ?>off<?cs /if ?></b></p><?cs /if ?></div>
<?cs /each ?>
<?cs if:!subcount(Members) ?><p class="f-help">There is no department yet. <a href="/office/department">Add one</a></p><?cs /if ?>
</div></fieldset>
<div class="f-foot"><button class="btn btn-primary"><?cs if:Id ?>Save<?cs else ?>Add the group<?cs /if ?></button><a class="btn btn-ghost-secondary" href="/office/groups">Cancel</a></div>
</form>
<?cs if:Id ?>
<aside>
<?cs call:latest() ?>
<div class="panel"><h2>Delete</h2>
<?cs if:Group.Operators ?><p>Operators are assigned to it: <?cs var:Group.Operators ?>. Take the assignment from them first.</p>
<?cs else ?><form method="post" action="/office/group/delete"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Id ?>"><input type="hidden" name="version" value="<?cs var:Version ?>"><p>The departments in it stay.</p><p><button class="btn btn-outline-danger btn-sm">Delete the group</button></p></form><?cs /if ?>
</div>
</aside>
<?cs /if ?>
</div>
<?cs call:pick_form() ?>
<?cs include:"_foot.cs" ?>
