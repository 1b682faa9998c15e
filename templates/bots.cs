<?cs # SPDX-License-Identifier: ISC ?>
<?cs # bots.cs: the bots, and who uses them. ?>
<?cs set:Title = "Bots" ?>
<?cs include:"_head.cs" ?>
<div class="head"><h1>Bots</h1><a class="btn btn-primary" href="/office/bot">Add a bot</a></div>
<?cs if:subcount(Bots) ?>
<div class="sheet">
<table class="rows">
<caption class="visually-hidden">Bots</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Used by</th><th scope="col">Steps</th><th scope="col">Now</th></tr></thead>
<tbody>
<?cs each:b = Bots ?><tr>
<th scope="row"><a href="/office/bot?id=<?cs var:b.Id ?>"><?cs var:b.Name ?></a></th>
<td data-label="Used by"><?cs if:b.Departments ?><?cs var:b.Departments ?><?cs else ?><span class="none">no department</span><?cs /if ?></td>
<td data-label="Steps"><?cs var:b.Steps ?></td>
<td data-label="Now"><?cs if:b.Chats ?><a href="/office/chats?tab=bot"><?cs var:b.Chats ?> <?cs if:b.Chats == #1 ?>chat<?cs else ?>chats<?cs /if ?></a><?cs else ?><span class="none">no chat</span><?cs /if ?></td>
</tr>
<?cs /each ?>
</tbody>
</table>
</div>
<?cs else ?>
<div class="empty"><h2>There is no bot yet</h2><p>A bot greets visitors, asks a few questions and keeps the answers, before an operator of the department gets the chat. Visitors can ask for a person at any time.</p><p><a class="btn btn-primary" href="/office/bot">Add a bot</a></p></div>
<?cs /if ?>
<?cs include:"_foot.cs" ?>
