<?cs # SPDX-License-Identifier: ISC ?>
<?cs # operators.cs: the people of the back office. ?>
<?cs set:Title = "Operators" ?>
<?cs include:"_head.cs" ?>
<div class="head"><h1>Operators</h1><a class="btn btn-primary" href="/office/operator">Add an operator</a></div>
<form class="filter" method="get" action="/office/operators" role="search" aria-label="Search operators">
<span class="find"><?cs call:icon("search") ?><input class="form-control" type="search" name="q" value="<?cs var:Q ?>" maxlength="100" placeholder="Name, login, e-mail…" aria-label="Search in names, logins, e-mail addresses"></span>
<button class="btn">Search</button><?cs if:Q ?><a class="btn btn-ghost-secondary" href="/office/operators">Clear</a><?cs /if ?>
</form>
<?cs if:subcount(Operators) ?>
<div class="sheet">
<table class="rows">
<caption class="visually-hidden">Operators</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Roles</th><th scope="col">Departments</th><th scope="col">State</th><th scope="col">Last seen</th></tr></thead>
<tbody>
<?cs each:o = Operators ?><tr<?cs if:o.Disabled ?> class="is-off"<?cs /if ?>>
<th scope="row"><a href="/office/operator?id=<?cs var:o.Id ?>"><?cs var:o.Name ?></a><small><?cs var:o.Login ?><?cs if:o.Email ?> · <?cs var:o.Email ?><?cs /if ?></small></th>
<td data-label="Roles"><?cs if:o.Roles ?><?cs var:o.Roles ?><?cs else ?><span class="none">none: may do nothing</span><?cs /if ?></td>
<td data-label="Departments"><?cs if:o.All ?>All departments<?cs if:o.All == #2 ?> (read-only)<?cs /if ?><?cs if:o.Departments ?>, <?cs /if ?><?cs /if ?><?cs var:o.Departments ?><?cs if:!o.All && !o.Departments ?><span class="none">none<?cs if:!o.SeesAll ?>: sees no visitors<?cs /if ?></span><?cs /if ?><?cs if:o.SeesAll && !o.All ?><small>sees all visitors by a role</small><?cs /if ?></td>
<td data-label="State"><?cs if:o.Disabled ?><span class="pill pill-off">disabled</span><?cs else ?><span class="nowrap"><i class="dot <?cs if:!o.Visible ?>dot-hidden<?cs elif:o.Online ?>dot-online<?cs else ?>dot-left<?cs /if ?>"></i><?cs if:!o.Visible ?>invisible<?cs elif:o.Online ?>online<?cs else ?>offline<?cs /if ?></span><?cs /if ?></td>
<td data-label="Last seen"><?cs if:o.Seen ?><?cs call:time(o.Seen) ?><?cs else ?><span class="none">never</span><?cs /if ?></td>
</tr>
<?cs /each ?>
</tbody>
</table>
</div>
<?cs if:PageBefore || PageAfter ?><nav class="pages" aria-label="Pages of the list"><?cs if:PageBefore ?><a class="btn btn-sm" href="/office/operators?q=<?cs var:url(Q) ?>&amp;page=<?cs var:PageBefore ?>">Previous</a><?cs /if ?><span class="none">Page <?cs var:Page ?>, <?cs var:Total ?> operators</span><?cs if:PageAfter ?><a class="btn btn-sm" href="/office/operators?q=<?cs var:url(Q) ?>&amp;page=<?cs var:PageAfter ?>">Next</a><?cs /if ?></nav><?cs /if ?>
<?cs else ?>
<div class="empty"><h2>Nobody matches</h2><p>No name, login or e-mail address holds this. <a href="/office/operators">Show all</a></p></div>
<?cs /if ?>
<?cs include:"_foot.cs" ?>
