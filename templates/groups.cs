<?cs # SPDX-License-Identifier: ISC ?>
<?cs # groups.cs: groups of departments. ?>
<?cs set:Title = "Groups of departments" ?>
<?cs include:"_head.cs" ?>
<div class="head"><h1>Groups of departments</h1><a class="btn btn-primary" href="/office/group">Add a group</a></div>
<p class="tabs-line"><a href="/office/departments">Departments</a><a href="/office/groups" aria-current="page">Groups</a></p>
<?cs if:subcount(Groups) ?>
<div class="sheet">
<table class="rows">
<caption class="visually-hidden">Groups of departments</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Departments</th><th scope="col">Operators</th></tr></thead>
<tbody>
<?cs each:g = Groups ?><tr>
<th scope="row"><a href="/office/group?id=<?cs var:g.Id ?>"><?cs var:g.Name ?></a></th>
<td data-label="Departments"><?cs if:g.Holding ?><?cs var:g.Holding ?><?cs else ?><span class="none">none yet</span><?cs /if ?></td>
<td data-label="Operators"><?cs if:g.Operators ?><?cs var:g.Operators ?><?cs else ?><span class="none">nobody</span><?cs /if ?></td>
</tr>
<?cs /each ?>
</tbody>
</table>
</div>
<?cs if:Full ?><p class="f-help">The first 60 are shown.</p><?cs /if ?>
<?cs else ?>
<div class="empty"><h2>There is no group yet</h2><p>A group holds departments. Whoever is assigned to the group works for each of them, also for those that are put into it later.</p><p><a class="btn btn-primary" href="/office/group">Add a group</a></p></div>
<?cs /if ?>
<?cs include:"_foot.cs" ?>
