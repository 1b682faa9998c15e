<?cs # SPDX-License-Identifier: ISC ?>
<?cs # sites.cs: where the embed code stands. ?>
<?cs set:Title = "Sites" ?>
<?cs include:"_head.cs" ?>
<div class="head"><h1>Sites</h1><a class="btn btn-primary" href="/office/site">Add a site</a></div>
<?cs if:subcount(Sites) ?>
<div class="sheet">
<table class="rows">
<caption class="visually-hidden">Sites</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Hosts</th><th scope="col">Department</th><th scope="col">Options</th><th scope="col">Last page view</th><th scope="col"><span class="visually-hidden">Embed code</span></th></tr></thead>
<tbody>
<?cs each:s = Sites ?><tr<?cs if:s.Disabled ?> class="is-off"<?cs /if ?>>
<th scope="row"><a href="/office/site?id=<?cs var:s.Id ?>"><?cs var:s.Name ?></a><small><?cs var:s.Key ?></small></th>
<td data-label="Hosts"><?cs if:s.Hosts ?><?cs var:s.Hosts ?><?cs else ?><span class="none">none listed</span><?cs /if ?><?cs if:s.Strays ?><small class="is-warn"><?cs var:s.Strays ?> <?cs if:s.Strays == #1 ?>host<?cs else ?>hosts<?cs /if ?> seen that <?cs if:s.Strays == #1 ?>is<?cs else ?>are<?cs /if ?> not listed</small><?cs /if ?></td>
<td data-label="Department"><?cs if:s.Department ?><?cs var:s.Department ?><?cs else ?><span class="none">none</span><?cs /if ?></td>
<td data-label="Options" class="c-pills"><?cs if:s.Disabled ?><span class="pill pill-off">disabled</span><?cs /if ?><span class="pill <?cs if:s.Tracking ?>pill-on<?cs else ?>pill-off<?cs /if ?>">tracking <?cs if:s.Tracking ?>on<?cs else ?>off<?cs /if ?></span><span class="pill <?cs if:s.Check ?>pill-on<?cs else ?>pill-off<?cs /if ?>">messages <?cs if:s.Check ?>on<?cs else ?>off<?cs /if ?></span><?cs if:s.Strict ?><span class="pill">strict hosts</span><?cs /if ?></td>
<td data-label="Last page view"><?cs if:s.Viewed ?><?cs call:time(s.Viewed) ?><?cs else ?><span class="is-warn">none yet</span><?cs /if ?></td>
<td class="c-end"><a class="btn btn-sm" href="/office/health?site=<?cs var:s.Id ?>">Health</a> <a class="btn btn-sm" href="/office/embed?site=<?cs var:s.Id ?>">Embed code</a></td>
</tr>
<?cs /each ?>
</tbody>
</table>
</div>
<?cs else ?>
<div class="empty"><h2>There is no site yet</h2><p>A site is one place where the embed code stands, with its options. Add it, paste its one line into your pages, and visitors appear within two seconds.</p><p><a class="btn btn-primary" href="/office/site">Add a site</a></p></div>
<?cs /if ?>
<?cs include:"_foot.cs" ?>
