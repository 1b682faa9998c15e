<?cs # SPDX-License-Identifier: ISC ?>
<?cs # roles.cs: sets of permissions. ?>
<?cs set:Title = "Roles" ?>
<?cs include:"_head.cs" ?>
<div class="head"><h1>Roles</h1><a class="btn btn-primary" href="/office/role">Add a role</a></div>
<?cs if:subcount(Roles) ?>
<div class="sheet">
<table class="rows">
<caption class="visually-hidden">Roles</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Permissions</th><th scope="col">Operators</th></tr></thead>
<tbody>
<?cs each:r = Roles ?><tr>
<th scope="row"><a href="/office/role?id=<?cs var:r.Id ?>"><?cs var:r.Name ?></a></th>
<td data-label="Permissions"><?cs if:r.Everything ?>everything<?cs elif:r.Count ?><?cs var:r.Count ?> of <?cs var:Permissions ?><?cs else ?><span class="none">none</span><?cs /if ?></td>
<td data-label="Operators"><?cs if:r.Operators ?><?cs var:r.Operators ?><?cs else ?><span class="none">nobody</span><?cs /if ?></td>
</tr>
<?cs /each ?>
</tbody>
</table>
</div>
<?cs else ?>
<div class="empty"><h2>There is no role</h2><p>Whoever runs this server can make an administrator with <code>beckonctl</code>.</p></div>
<?cs /if ?>
<?cs include:"_foot.cs" ?>
