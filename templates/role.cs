<?cs # SPDX-License-Identifier: ISC ?>
<?cs # role.cs: one role: its name, and each permission with what it allows. ?>
<?cs if:Id ?><?cs set:Title = Role.Name ?><?cs else ?><?cs set:Title = "New role" ?><?cs /if ?>
<?cs include:"_head.cs" ?>
<?cs include:"_form.cs" ?>
<?cs def:module(m) ?><?cs if:m == "lhchat" ?>Visitors and chats<?cs elif:m == "lhuser" ?>Operators<?cs elif:m == "lhdepartment" ?>Departments<?cs elif:m == "lhpermission" ?>Roles<?cs elif:m == "lhsite" ?>Sites<?cs elif:m == "lhaudit" ?>Audit<?cs elif:m == "lhbot" ?>Bots<?cs elif:m == "lhvisitor" ?>One visitor’s data<?cs elif:m == "lhsystem" ?>Data kept<?cs else ?><?cs var:m ?><?cs /if ?><?cs /def ?>
<?cs def:allows(p) ?><?cs
if:p == "lhchat,use" ?>See and hold chats of one's departments, and left messages<?cs
elif:p == "lhchat,use_onlineusers" ?>See the online visitors of one's departments<?cs
elif:p == "lhchat,send_message" ?>Send messages and invitations to online visitors<?cs
elif:p == "lhchat,sees_all_online_visitors" ?>See, and send to, every online visitor, whatever one's departments<?cs
elif:p == "lhchat,open_all" ?>Open every chat, whatever one's departments<?cs
elif:p == "lhchat,take_over" ?>Accept a chat while it is offered to somebody else<?cs
elif:p == "lhchat,transfer" ?>Hand a chat to another operator or department<?cs
elif:p == "lhchat,set_priority" ?>Raise and lower the priority of chats that somebody else holds, or nobody<?cs
elif:p == "lhchat,administrate_tracking" ?>Turn the tracking of online visitors on and off for the installation<?cs
elif:p == "lhuser,change_state" ?>Go online, offline, visible, invisible<?cs
elif:p == "lhuser,manage" ?>Add, change and disable operators, give them roles and departments, set passwords<?cs
elif:p == "lhdepartment,manage" ?>Add, change, disable and delete departments<?cs
elif:p == "lhvisitor,export" ?>Download what is kept of a visitor whom one sees<?cs
elif:p == "lhvisitor,erase" ?>Erase what is kept of a visitor whom one sees, with what they wrote in every chat<?cs
elif:p == "lhvisitor,merge" ?>Make one of two records that are the same visitor<?cs
elif:p == "lhsystem,retention" ?>Change for how long visitors, chats and the audit are kept<?cs
elif:p == "lhbot,manage" ?>Add, change and delete bots, and choose the departments that use them<?cs
elif:p == "lhpermission,manage" ?>Change what roles allow, as on this page<?cs
elif:p == "lhsite,manage" ?>Add sites, change their options, take the embed code<?cs
elif:p == "lhaudit,read" ?>Read who signed in and who changed what<?cs
/if ?><?cs /def ?>
<p class="crumb"><a href="/office/roles">Roles</a></p>
<div class="head"><h1><?cs var:Title ?></h1></div>
<?cs set:Used = "Somebody holds this role. Take it from them first, under Operators." ?>
<?cs include:"_problem.cs" ?>
<div class="edit">
<form class="panel form" method="post" action="/office/role"><?cs call:csrf() ?><?cs call:same() ?>
<?cs call:text("name", "Name", #100, "What these operators are here for.") ?>
<fieldset class="f-row"><legend>Everything</legend><div>
<?cs call:tick("everything", "All permissions", "Also those that later versions bring. The ticks below then count for nothing.") ?>
</div></fieldset>
<div class="grants">
<?cs set:Last = "" ?>
<?cs each:p = Permissions ?><?cs if:p.Module != Last ?><?cs if:Last != "" ?></div></fieldset><?cs /if ?><fieldset class="f-row"><legend><?cs call:module(p.Module) ?></legend><div><?cs set:Last = p.Module ?><?cs /if ?>
<div class="f-tick"><input type="checkbox" id="may-<?cs var:p.Name ?>" name="may" value="<?cs var:p.Name ?>"<?cs if:p.On ?> checked<?cs /if ?>><label for="may-<?cs var:p.Name ?>"><?cs call:allows(p.Name) ?> <code><?cs var:p.Name ?></code></label><?cs if:!p.Own ?><p class="f-help">Your own roles do not include it, so you cannot give it.</p><?cs /if ?><?cs if:Problem == "stale" && p.Now != p.On ?><p class="f-now">Stored now: <b><?cs if:p.Now ?>on<?cs else ?>off<?cs /if ?></b></p><?cs /if ?></div>
<?cs /each ?><?cs if:Last != "" ?></div></fieldset><?cs /if ?>
</div>
<div class="f-foot"><button class="btn btn-primary"><?cs if:Id ?>Save<?cs else ?>Add the role<?cs /if ?></button><a class="btn btn-ghost-secondary" href="/office/roles">Cancel</a></div>
</form>
<?cs if:Id ?>
<aside>
<div class="panel"><h2>In use</h2><dl class="facts"><dt>Operators</dt><dd><?cs if:Role.Operators ?><?cs var:Role.Operators ?><?cs else ?>nobody<?cs /if ?></dd></dl>
<p class="f-help f-pad">A change holds from each operator's next request; nobody has to sign in again.</p></div>
<?cs call:latest() ?>
<div class="panel"><h2>Delete</h2>
<?cs if:Role.Operators ?><p>Somebody holds it, so it is kept. Take it from them first, under Operators.</p>
<?cs else ?><form method="post" action="/office/role/delete"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Id ?>"><input type="hidden" name="version" value="<?cs var:Version ?>"><p>Nobody holds it.</p><p><button class="btn btn-outline-danger btn-sm">Delete the role</button></p></form><?cs /if ?>
</div>
</aside>
<?cs /if ?>
</div>
<?cs include:"_foot.cs" ?>
