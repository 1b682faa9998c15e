<?cs # SPDX-License-Identifier: ISC ?>
<?cs # alike.cs: records that are possibly of one visitor. ?>
<?cs set:Title = "Possibly the same visitor" ?>
<?cs include:"_head.cs" ?>
<?cs include:"_alike.cs" ?>
<p class="crumb"><a href="/office/visitors">Online visitors</a></p>
<div class="head"><h1>Possibly the same visitor</h1></div>
<?cs if:Refused == "open" ?><p class="fault" role="alert"><b>Nothing was merged: both have an open chat.</b> End one of the two chats first.</p><?cs elif:Refused == "users" ?><p class="fault" role="alert"><b>Nothing was merged.</b> The first is signed in at the site, and the second as another user, or not at all.</p><?cs /if ?>
<?cs if:subcount(Alike) ?>
<p>A browser that came without a token, from a page that another visitor with the same address and browser was on. Merged, the chats, invitations and pages of both are one visitor’s; a chat that began on a secure page opens only in the browser it began in, as before. This cannot be undone.</p>
<div class="sheet">
<table class="rows">
<caption class="visually-hidden">Pairs, the newest first</caption>
<thead><tr><th scope="col">First</th><th scope="col">Then</th><th scope="col">Went from</th><th scope="col">Address and browser</th><?cs if:May.lhvisitor.merge ?><th scope="col"><span class="visually-hidden">Decide</span></th><?cs /if ?></tr></thead>
<tbody>
<?cs each:a = Alike ?><tr>
<th scope="row"><?cs call:alike_one(a.Other, a.OtherName) ?><br><small><?cs call:time(a.OtherSince) ?> · <?cs call:alike_chats(a.OtherChats) ?></small></th>
<td data-label="Then"><div><?cs call:alike_one(a.Id, a.Name) ?><br><small><?cs call:time(a.Since) ?> · <?cs call:alike_chats(a.Chats) ?></small></div></td>
<td data-label="Went from"><div><span title="<?cs var:a.Url ?>"><?cs var:a.Place ?></span><br><small><?cs var:a.Site ?></small></div></td>
<td data-label="Address and browser"><div><?cs var:a.Address ?><br><small><?cs var:a.Browser ?><?cs if:a.System ?> · <?cs var:a.System ?><?cs /if ?></small></div></td>
<?cs if:May.lhvisitor.merge ?><td><?cs if:a.Open ?><span class="none">both have an open chat</span><?cs /if ?><?cs call:alike_acts(a) ?></td><?cs /if ?>
</tr>
<?cs /each ?>
</tbody>
</table>
</div>
<?cs if:Full ?><p class="f-help">The newest 100 are shown.</p><?cs /if ?>
<?cs else ?>
<div class="empty"><h2>Nobody looks like another</h2><p>When a browser comes without a token from a page that a visitor with the same address and browser was on, the two stand here.</p></div>
<?cs /if ?>
<?cs include:"_foot.cs" ?>
