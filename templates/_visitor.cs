<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _visitor.cs: all there is to know of one visitor. Include _macros.cs first. ?>
<?cs include:"_send.cs" ?>
<?cs include:"_alike.cs" ?>
<?cs def:earlier(c) ?><li><?cs call:time(c.At) ?><span><a href="/office/chat?id=<?cs var:c.Id ?>"><?cs if:c.Kind == "message" ?>Left message<?cs else ?>Chat<?cs /if ?> <?cs var:c.Id ?></a> · <?cs var:c.Status ?><?cs if:c.Owner ?> · <?cs var:c.Owner ?><?cs /if ?><?cs if:c.Department ?> · <?cs var:c.Department ?><?cs /if ?><small><?cs var:c.Lines ?> <?cs if:c.Lines == #1 ?>line<?cs else ?>lines<?cs /if ?></small></span></li><?cs /def ?>
<div id="visitor" class="live" hx-get="/office/visitor/panel?id=<?cs var:Visitor.Id ?>" hx-include="#visitor-have" hx-trigger="every 3s, refresh" hx-swap="morph:outerHTML" hx-sync="this:queue last">
<input type="hidden" id="visitor-have" name="have" value="<?cs var:Have ?>">
<?cs with:v = Visitors.0 ?>
<div class="head">
<h1><?cs if:Visitor.Name ?><?cs var:Visitor.Name ?><?cs else ?>Visitor <?cs var:Visitor.Id ?><?cs /if ?></h1>
<?cs if:v.Id ?><?cs call:state(v) ?><div class="c-act"><?cs call:send(v) ?></div><?cs else ?><span class="state"><i class="dot dot-left"></i>not here, last seen <?cs call:time(Visitor.Seen) ?></span><?cs /if ?>
</div>
<div class="columns">
<div>
<?cs if:v.Id ?><section class="panel" aria-labelledby="now-title"><h2 id="now-title">Now</h2>
<dl class="facts">
<dt>Page</dt><dd><a href="<?cs var:link(v.Url) ?>" target="_blank" rel="noopener noreferrer"><?cs if:v.Title ?><?cs var:v.Title ?><?cs else ?><?cs var:v.Place ?><?cs /if ?></a><small title="<?cs var:v.Url ?>"><?cs var:v.Place ?></small></dd>
<dt>Came from</dt><dd><?cs if:v.Referrer ?><a href="<?cs var:link(v.Referrer) ?>" target="_blank" rel="noopener noreferrer"><?cs var:v.From ?></a><?cs else ?><span class="none">directly</span><?cs /if ?></dd>
<dt>On site</dt><dd><?cs call:since(v.Since) ?>, <?cs var:v.Pages ?> <?cs if:v.Pages == #1 ?>page<?cs else ?>pages<?cs /if ?></dd>
</dl></section><?cs /if ?>
<section class="panel" aria-labelledby="who-title"><h2 id="who-title">Who</h2>
<dl class="facts">
<?cs if:Visitor.User ?><dt>User</dt><dd><?cs if:Visitor.Signed ?><b><?cs var:Visitor.User ?></b><small>signed in on the site, verified by its server</small><?cs else ?><?cs var:Visitor.User ?><small>was signed in before in this browser, and has signed out</small><?cs /if ?></dd><?cs /if ?>
<?cs if:Visitor.Email ?><dt>E-mail</dt><dd><?cs var:Visitor.Email ?><?cs if:Visitor.Remarked.email ?><small>the page says so; not verified</small><?cs /if ?></dd><?cs /if ?>
<?cs if:Visitor.Phone ?><dt>Phone</dt><dd><?cs var:Visitor.Phone ?><?cs if:Visitor.Remarked.phone ?><small>the page says so; not verified</small><?cs /if ?></dd><?cs /if ?>
<?cs each:k = Kept ?><dt><?cs var:k.Name ?></dt><dd><?cs var:k.Value ?><small>told the bot in <a href="/office/chat?id=<?cs var:url(k.Chat) ?>">chat <?cs var:k.Chat ?></a></small></dd>
<?cs /each ?><dt>Site</dt><dd><?cs var:Visitor.Site ?></dd>
<dt>Departments</dt><dd><?cs if:Visitor.Departments ?><?cs var:Visitor.Departments ?><?cs else ?><span class="none">none</span><?cs /if ?></dd>
<dt>Seen by</dt><dd><a href="/office/why?visitor=<?cs var:Visitor.Id ?>"><?cs if:May.lhuser.manage ?>Who can see this visitor?<?cs else ?>Why do you see this visitor?<?cs /if ?></a></dd>
<dt>Place</dt><dd><?cs if:Visitor.Country ?><span data-region="<?cs var:Visitor.Country ?>"><?cs var:Visitor.Country ?></span>, <?cs /if ?><?cs var:Visitor.Address ?></dd>
<dt>Time zone</dt><dd><?cs if:Visitor.Timezone ?><?cs var:Visitor.Timezone ?><small>there it is <span data-zone="<?cs var:Visitor.Timezone ?>">…</span></small><?cs else ?><span class="none">unknown</span><?cs /if ?></dd>
<dt>Language</dt><dd><?cs if:Visitor.Language ?><span data-language="<?cs var:Visitor.Language ?>"><?cs var:Visitor.Language ?></span><?cs else ?><span class="none">unknown</span><?cs /if ?></dd>
<dt>Device</dt><dd title="<?cs var:Visitor.Agent ?>"><?cs if:Visitor.Browser ?><?cs var:Visitor.Browser ?>, <?cs /if ?><?cs if:Visitor.System ?><?cs var:Visitor.System ?>, <?cs /if ?><?cs var:Visitor.Device ?></dd>
<dt>First seen</dt><dd><?cs call:time(Visitor.Created) ?></dd>
<dt>Altogether</dt><dd><?cs var:Visitor.Visits ?> <?cs if:Visitor.Visits == #1 ?>visit<?cs else ?>visits<?cs /if ?>, <?cs var:Visitor.Pages ?> <?cs if:Visitor.Pages == #1 ?>page<?cs else ?>pages<?cs /if ?></dd>
<?cs if:v.Unkept ?><dt>Browser</dt><dd>keeps nothing for us<small>their next page will look like a new visitor</small></dd><?cs /if ?>
<?cs if:Visitor.Erased ?><dt>Erased</dt><dd><?cs call:time(Visitor.Erased) ?></dd><?cs /if ?>
<?cs if:May.lhvisitor.export || May.lhvisitor.erase ?><dt>Their data</dt><dd class="own-data"><?cs if:May.lhvisitor.export ?><form method="post" action="/office/visitor/export"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Visitor.Id ?>"><button class="btn btn-sm">Download</button></form><?cs /if ?><?cs if:May.lhvisitor.erase ?><a class="btn btn-sm" href="/office/visitor/erase?id=<?cs var:url(Visitor.Id) ?>">Erase…</a><?cs /if ?></dd><?cs /if ?>
<?cs if:Visitor.Refused ?><dt>Refused</dt><dd>closed an invitation <?cs call:time(Visitor.Refused) ?></dd><?cs /if ?>
</dl></section>
<?cs if:subcount(Remarks) ?><section class="panel" aria-labelledby="remarks-title"><h2 id="remarks-title">Told by the page</h2>
<dl class="facts">
<?cs each:t = Remarks ?><dt><?cs var:t.Name ?></dt><dd><?cs var:t.Value ?></dd>
<?cs /each ?></dl><p class="none">The page's script says this. Nobody has verified it.</p></section>
<?cs /if ?><?cs if:subcount(Alike) ?><section class="panel" aria-labelledby="alike-title" id="alike"><h2 id="alike-title">Possibly the same visitor</h2>
<ol class="trail"><?cs each:a = Alike ?><li><?cs call:time(a.Since) ?><span><?cs if:a.Id == Visitor.Id ?><?cs call:alike_one(a.Other, a.OtherName) ?>, who was on<?cs else ?><?cs call:alike_one(a.Id, a.Name) ?>, who came from<?cs /if ?> <span title="<?cs var:a.Url ?>"><?cs var:a.Place ?></span><small>same address and browser<?cs if:May.lhvisitor.merge ?> · <a href="/office/alike">merge them, or tell them apart</a><?cs /if ?></small></span></li>
<?cs /each ?></ol></section><?cs /if ?>
<section class="panel" aria-labelledby="visits-title"><h2 id="visits-title">Visits</h2>
<?cs if:subcount(Visits) ?><ol class="trail">
<?cs each:t = Visits ?><li><?cs call:time(t.At) ?><span><?cs var:t.Pages ?> <?cs if:t.Pages == #1 ?>page<?cs else ?>pages<?cs /if ?><?cs if:t.Referrer ?><small title="<?cs var:t.Referrer ?>">from <?cs var:t.From ?></small><?cs /if ?></span></li>
<?cs /each ?></ol><?cs else ?><p class="none">None recorded.</p><?cs /if ?></section>
</div>
<div>
<section class="panel" aria-labelledby="chats-title"><h2 id="chats-title">Chats</h2>
<?cs if:subcount(Chats) ?><ol class="trail">
<?cs each:c = Chats ?><?cs call:earlier(c) ?>
<?cs /each ?></ol><?cs else ?><p class="none">None that you can see.</p><?cs /if ?></section>
<?cs if:subcount(UserChats) ?><section class="panel" aria-labelledby="user-chats-title"><h2 id="user-chats-title">Other chats of <?cs var:Visitor.User ?></h2>
<ol class="trail">
<?cs each:c = UserChats ?><?cs call:earlier(c) ?>
<?cs /each ?></ol></section><?cs /if ?>
<?cs if:subcount(Devices) ?><section class="panel" aria-labelledby="devices-title"><h2 id="devices-title">Other visitors who are <?cs var:Visitor.User ?></h2>
<ol class="trail">
<?cs each:d = Devices ?><li><?cs if:d.Here ?><span class="state"><i class="dot dot-online"></i>here now</span><?cs else ?><?cs call:time(d.Seen) ?><?cs /if ?><span><a href="/office/visitor?id=<?cs var:url(d.Id) ?>">Visitor <?cs var:d.Id ?></a> · <?cs if:d.Browser ?><?cs var:d.Browser ?>, <?cs /if ?><?cs if:d.System ?><?cs var:d.System ?>, <?cs /if ?><?cs var:d.Device ?><?cs if:!d.Signed ?><small>has signed out there</small><?cs /if ?></span></li>
<?cs /each ?></ol></section><?cs /if ?>
<section class="panel" aria-labelledby="invitations-title"><h2 id="invitations-title">Invitations</h2>
<?cs if:subcount(Invitations) ?><ol class="trail">
<?cs each:i = Invitations ?><li<?cs if:i.Untold ?> data-told="<?cs var:i.Id ?>" data-replied="<?cs if:i.Replied ?>1<?cs /if ?>"<?cs /if ?>><?cs call:time(i.At) ?><span><span class="said-text"><?cs var:i.Text ?></span><span class="inv inv-<?cs var:i.Status ?>"><span class="bars" aria-hidden="true"><i></i><i></i><i></i><i></i></span><?cs var:i.Status ?> <?cs call:time(i.Changed) ?><?cs if:i.Operator ?> · <?cs var:i.Operator ?><?cs /if ?></span></span></li>
<?cs /each ?></ol><?cs else ?><p class="none">None sent yet.</p><?cs /if ?></section>
<?cs if:subcount(Events) ?><section class="panel" aria-labelledby="events-title"><h2 id="events-title">Events</h2>
<ol class="trail">
<?cs each:e = Events ?><li><?cs call:time(e.At) ?><span><?cs var:e.Name ?><?cs if:e.Data ?><small><?cs var:e.Data ?></small><?cs /if ?></span></li>
<?cs /each ?></ol></section>
<?cs /if ?><section class="panel" aria-labelledby="views-title"><h2 id="views-title">Pages</h2>
<?cs if:subcount(Views) ?><ol class="trail">
<?cs each:w = Views ?><li><?cs call:time(w.At) ?><span><a href="<?cs var:link(w.Url) ?>" target="_blank" rel="noopener noreferrer"><?cs if:w.Title ?><?cs var:w.Title ?><?cs else ?><?cs var:w.Place ?><?cs /if ?></a><small title="<?cs var:w.Url ?>"><?cs var:w.Place ?></small></span></li>
<?cs /each ?></ol><?cs else ?><p class="none">None recorded.</p><?cs /if ?></section>
</div>
</div>
<?cs /with ?>
</div>
