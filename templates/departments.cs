<?cs # SPDX-License-Identifier: ISC ?>
<?cs # departments.cs: the groups that visitors are routed to. ?>
<?cs set:Title = "Departments" ?>
<?cs include:"_head.cs" ?>
<div class="head"><h1>Departments</h1><a class="btn btn-primary" href="/office/department">Add a department</a></div>
<p class="tabs-line"><a href="/office/departments" aria-current="page">Departments</a><a href="/office/groups">Groups</a></p>
<?cs if:subcount(Departments) ?>
<div class="sheet">
<table class="rows">
<caption class="visually-hidden">Departments</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Alias</th><th scope="col">Operators</th><th scope="col">E-mail</th><th scope="col">Online hours</th><th scope="col">State</th></tr></thead>
<tbody>
<?cs each:d = Departments ?><tr<?cs if:d.Disabled ?> class="is-off"<?cs /if ?>>
<th scope="row"><a href="/office/department?id=<?cs var:d.Id ?>"><?cs var:d.Name ?></a></th>
<td data-label="Alias"><?cs if:d.Alias ?><code><?cs var:d.Alias ?></code><?cs else ?><span class="none">id <?cs var:d.Id ?></span><?cs /if ?></td>
<td data-label="Operators"><?cs var:d.Operators ?><?cs if:d.AllOperators ?> <span class="none">+ <?cs var:d.AllOperators ?> of all</span><?cs /if ?></td>
<td data-label="E-mail"><?cs if:d.Email ?><?cs var:d.Email ?><?cs else ?><span class="none">none</span><?cs /if ?></td>
<td data-label="Hours"><a href="/office/department/hours?id=<?cs var:d.Id ?>"><?cs if:d.Hours ?>by the week<?cs else ?>always<?cs /if ?></a> <span class="none"><?cs var:d.Timezone ?></span></td>
<td data-label="State"><?cs if:d.Disabled ?><span class="pill pill-off">disabled</span><?cs else ?><?cs if:d.Open ?><span class="pill pill-on">open</span><?cs else ?><span class="pill">closed now</span><?cs /if ?><?cs /if ?><?cs if:d.Hidden ?> <span class="pill">hidden</span><?cs /if ?></td>
</tr>
<?cs /each ?>
</tbody>
</table>
</div>
<?cs if:Full ?><p class="f-help">The first 200 are shown.</p><?cs /if ?>
<?cs else ?>
<div class="empty"><h2>There is no department yet</h2><p>Departments route visitors to operators: an embed code may name some, and operators are assigned to some. Without any, operators assigned to All departments see everybody.</p><p><a class="btn btn-primary" href="/office/department">Add a department</a></p></div>
<?cs /if ?>
<?cs include:"_foot.cs" ?>
