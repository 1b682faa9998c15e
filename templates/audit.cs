<?cs # SPDX-License-Identifier: ISC ?>
<?cs # audit.cs: who did what, the newest first. ?>
<?cs set:Title = "Audit" ?>
<?cs include:"_head.cs" ?>
<?cs def:what(w) ?><?cs
if:w == "signin" ?>signed in<?cs
elif:w == "signin wrong" ?>failed to sign in<?cs
elif:w == "signout" ?>signed out<?cs
elif:w == "tracking" ?>switched tracking<?cs
elif:w == "state" ?>became<?cs
elif:w == "account change" ?>changed their account<?cs
elif:w == "account password" ?>changed their password<?cs
elif:w == "operator add" ?>added the operator<?cs
elif:w == "operator change" ?>changed the operator<?cs
elif:w == "operator password" || w == "operator reset" ?>set the password of<?cs
elif:w == "operator delete" ?>deleted the operator<?cs
elif:w == "role add" ?>added the role<?cs
elif:w == "role change" ?>changed the role<?cs
elif:w == "role delete" ?>deleted the role<?cs
elif:w == "department add" ?>added the department<?cs
elif:w == "department change" ?>changed the department<?cs
elif:w == "department delete" ?>deleted the department<?cs
elif:w == "bot add" ?>added the bot<?cs
elif:w == "bot change" ?>changed the bot<?cs
elif:w == "bot delete" ?>deleted the bot<?cs
elif:w == "group add" ?>added the group<?cs
elif:w == "group change" ?>changed the group<?cs
elif:w == "group delete" ?>deleted the group<?cs
elif:w == "retention change" ?>changed for how long data is kept:<?cs
elif:w == "visitor export" ?>downloaded what is kept of<?cs
elif:w == "visitor erase" ?>erased<?cs
elif:w == "visitor merge" ?>merged<?cs
elif:w == "visitor apart" ?>told apart<?cs
elif:w == "site add" ?>added the site<?cs
elif:w == "site change" ?>changed the site<?cs
elif:w == "site host" ?>listed the host<?cs
elif:w == "invitation sent" ?>sent an invitation<?cs
elif:w == "chat begun" ?>began a chat<?cs
else ?><?cs var:w ?><?cs /if ?><?cs /def ?>
<div class="head"><h1>Audit</h1></div>
<?cs def:kind(word, label) ?><a href="/office/audit?kind=<?cs var:url(word) ?><?cs if:Operator ?>&amp;operator=<?cs var:Operator ?><?cs /if ?>"<?cs if:Kind == word ?> aria-current="page"<?cs /if ?>><?cs var:label ?></a><?cs /def ?>
<nav class="tabs" aria-label="Kinds of entries"><?cs call:kind("", "All") ?><?cs call:kind("signin", "Signing in") ?><?cs call:kind("people", "People and roles") ?><?cs call:kind("sites", "Sites") ?><?cs call:kind("bots", "Bots") ?><?cs call:kind("messages", "Messages") ?><?cs call:kind("data", "Data") ?></nav>
<?cs if:Operator ?><p class="figures">One operator only. <span><a href="/office/audit?kind=<?cs var:url(Kind) ?>">Everybody</a></span></p><?cs /if ?>
<?cs if:subcount(Audit) ?>
<div class="sheet">
<table class="rows rows-audit">
<caption class="visually-hidden">Entries, the newest first</caption>
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Address</th></tr></thead>
<tbody>
<?cs each:a = Audit ?><tr>
<td data-label="When"><?cs call:time(a.At) ?></td>
<td data-label="Who"><?cs if:a.By ?><a href="/office/audit?operator=<?cs var:a.Operator ?>"><?cs var:a.By ?></a><?cs elif:a.What == "signin wrong" ?><span class="none">somebody</span><?cs else ?><span class="none">beckonctl</span><?cs /if ?></td>
<td data-label="What"><?cs call:what(a.What) ?><?cs if:a.What == "tracking" ?> <b><?cs if:a.Detail == "1" ?>on<?cs else ?>off<?cs /if ?></b><?cs elif:a.Detail ?> <b><?cs var:a.Detail ?></b><?cs elif:a.What == "invitation sent" || a.What == "chat begun" ?> <?cs if:a.What == "chat begun" ?>with<?cs else ?>to<?cs /if ?> <a href="/office/visitor?id=<?cs var:url(a.Object) ?>">visitor <?cs var:a.Object ?></a><?cs elif:a.Object ?> <span class="none">(<?cs var:a.Object ?>)</span><?cs /if ?></td>
<td data-label="Address"><?cs if:a.Address ?><?cs var:a.Address ?><?cs else ?><span class="none">on the server</span><?cs /if ?></td>
</tr>
<?cs /each ?>
</tbody>
</table>
</div>
<?cs if:Before || Older ?><nav class="pages" aria-label="Pages of the list"><?cs if:Before ?><a class="btn btn-sm" href="/office/audit?kind=<?cs var:url(Kind) ?>&amp;operator=<?cs var:Operator ?>">Newest</a><?cs /if ?><?cs if:Older ?><a class="btn btn-sm" href="/office/audit?kind=<?cs var:url(Kind) ?>&amp;operator=<?cs var:Operator ?>&amp;before=<?cs var:url(Older) ?>">Older</a><?cs /if ?></nav><?cs /if ?>
<?cs else ?>
<div class="empty"><h2>No entry</h2><p>Sign-ins, changes of people and sites, and what was sent to visitors stand here.</p></div>
<?cs /if ?>
<?cs include:"_foot.cs" ?>
