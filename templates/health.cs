<?cs # SPDX-License-Identifier: ISC ?>
<?cs # health.cs: is a site's embed code right? ?>
<?cs set:Title = "Health" ?>
<?cs include:"_head.cs" ?>
<?cs def:mend(what, domain, label) ?><form method="post" action="/office/health/mend"><?cs call:csrf() ?><input type="hidden" name="site" value="<?cs var:Site.Id ?>"><input type="hidden" name="mend" value="<?cs var:what ?>"><input type="hidden" name="domain" value="<?cs var:domain ?>"><button class="btn btn-sm"><?cs var:label ?></button></form><?cs /def ?>
<?cs def:name(c) ?><?cs
if:c == "pages" ?>Pages are seen<?cs
elif:c == "schemes" ?>One scheme<?cs
elif:c == "domain" ?>Site domain<?cs
elif:c == "ssl" ?>Should use SSL<?cs
elif:c == "server" ?>Embed domain is not this server<?cs
elif:c == "foreign" ?>Embed domain is the page's<?cs
elif:c == "refused" ?>Browsers take the domain<?cs
elif:c == "twice" ?>One embed code a page<?cs
elif:c == "unchecked" ?>Check for messages in the tag<?cs
elif:c == "cookies" ?>Cookies<?cs
elif:c == "csp" ?>Content-Security-Policy<?cs
elif:c == "cached" ?>Polls reach the server<?cs
elif:c == "user" ?>Signature of signed-in users<?cs
elif:c == "stale" ?>Age of that signature<?cs
elif:c == "uuid" ?>Users are signed<?cs
elif:c == "tracking" ?>Tracking<?cs
elif:c == "check" ?>Check for messages from operator<?cs
elif:c == "hosts" ?>Hosts are listed<?cs /if ?><?cs /def ?>
<?cs # What is wrong, in words: only where something is. ?>
<?cs def:verdict(c) ?><?cs with:e = c.Seen.0 ?><?cs
if:c.Name == "schemes" ?>Both schemes were seen on <?cs var:e.Host ?>. It is one visitor all the same, but a chat begun on https stays there: redirect http to https.<?cs
elif:c.Name == "domain" ?>Configured <?cs var:Site.Domain ?>, seen on <?cs var:e.Host ?>. It is not used there: the widest domain that the browser takes is.<?cs
elif:c.Name == "ssl" ?>SSL is forced, but pages were seen on http, on <?cs var:e.Host ?>. They work all the same. Redirect them to https, or:<?cs
elif:c.Name == "server" ?>The embed's domain is this server's; it must be the site's. Take <code>data-domain="<?cs var:e.Detail ?>"</code> out of the tag on <?cs var:e.Host ?>.<?cs
elif:c.Name == "foreign" ?>The embed's domain is <?cs var:e.Detail ?>, seen on <?cs var:e.Host ?>. Write <code>data-domain="<?cs var:e.Host ?>"</code>, or take it out of the tag.<?cs
elif:c.Name == "refused" ?>Browsers refuse cookies for <?cs if:e.Detail ?><?cs var:e.Detail ?><?cs else ?><?cs var:Site.Domain ?><?cs /if ?> on <?cs var:e.Host ?>: it belongs to many owners.<?cs
elif:c.Name == "twice" ?>Two embed codes were seen on one page of <?cs var:e.Host ?>. The first one counts: take the other one out.<?cs
elif:c.Name == "unchecked" ?>The tag on <?cs var:e.Host ?> says <code>data-check="off"</code>: messages wait for the next page view.<?cs
elif:c.Name == "cookies" ?>Browsers refused cookies on <?cs var:e.Host ?>. Storage is used instead; a visitor is another one on each host and scheme.<?cs
elif:c.Name == "csp" ?>The policy of pages on <?cs var:e.Host ?> refuses the widget<?cs if:e.Detail ?> (<?cs var:e.Detail ?>)<?cs /if ?>, which is silent there. Add to the Content-Security-Policy that they send: <code>script-src <?cs var:Base ?>; connect-src <?cs var:Base ?></code><?cs
elif:c.Name == "cached" ?>Something between the pages of <?cs var:e.Host ?> and this server answers their polls with old replies: a cache, a proxy or a service worker. Messages still come, up to half a minute late. Let it keep nothing of <code><?cs var:Base ?>/w/</code>.<?cs
elif:c.Name == "user" ?>The <code>data-user</code> of pages on <?cs var:e.Host ?> was signed by no secret of this site, so nobody is signed in by it. Look at the secret and the text that the site’s server signs: <a href="/office/site/signing?site=<?cs var:Site.Id ?>">secrets and examples</a>.<?cs
elif:c.Name == "stale" ?>The <code>data-user</code> of pages on <?cs var:e.Host ?> was signed more than 24 hours ago, or by a clock that is wrong; it signs nobody in. Sign it anew for each page, and keep such pages out of caches.<?cs
elif:c.Name == "uuid" ?>Pages on <?cs var:e.Host ?> name the user as Live Helper Chat’s <code>UUID</code>, which anybody can write: it is ignored. Sign it instead: <a href="/office/site/signing?site=<?cs var:Site.Id ?>">secrets and examples</a>.<?cs /if ?><?cs /with ?><?cs /def ?>
<p class="crumb"><a href="/office/sites">Sites</a> / <a href="/office/site?id=<?cs var:Site.Id ?>"><?cs var:Site.Name ?></a></p>
<div class="head"><h1>Health</h1><div class="c-act"><form method="post" action="/office/health/forget"><?cs call:csrf() ?><input type="hidden" name="site" value="<?cs var:Site.Id ?>"><button class="btn">Look anew</button></form></div></div>
<?cs if:Site.Disabled ?><div class="note note-warn"><?cs call:icon("warn") ?><p>This site is disabled: its pages get no widget, and report nothing.</p></div><?cs /if ?>
<div class="panel"><h2>Test my page</h2>
<form class="trial-form" method="post" action="/office/health/test"><?cs call:csrf() ?><input type="hidden" name="site" value="<?cs var:Site.Id ?>"><label for="test-url">Address of one of your pages</label><div class="f-copy"><input class="form-control" type="url" id="test-url" name="url" maxlength="1000" required placeholder="https://www.shop.example/" value="<?cs if:Trial.Url ?><?cs var:Trial.Url ?><?cs elif:Page.Host ?><?cs var:Page.Scheme ?>://<?cs var:Page.Host ?>/<?cs /if ?>"><button class="btn btn-primary">Test</button></div></form>
<?cs include:"_health_test.cs" ?>
</div>
<div class="sheet">
<table class="rows health">
<caption class="visually-hidden">Checks of <?cs var:Site.Name ?></caption>
<thead><tr><th scope="col">Check</th><th scope="col">State</th><th scope="col">What was seen, and what to do</th></tr></thead>
<tbody>
<?cs each:c = Checks ?><tr id="c-<?cs var:c.Name ?>" data-state="<?cs var:c.State ?>">
<th scope="row"><?cs call:name(c.Name) ?></th>
<td data-label="State"><span class="pill <?cs if:c.State == "ok" ?>pill-on<?cs elif:c.State == "fault" ?>pill-bad<?cs elif:c.State == "advice" ?>pill-off<?cs /if ?>"><?cs if:c.State == "unseen" ?>not seen yet<?cs else ?><?cs var:c.State ?><?cs /if ?></span></td>
<td<?cs if:c.State != "ok" || subcount(c.Seen) ?> data-label="Seen"<?cs /if ?>><?cs
if:c.Name == "pages" && c.State == "unseen" ?>No page view yet. A script that never ran cannot report: open a page of the site, and paste this line into the browser's console. <code>document.querySelector('script[src*="/embed.js"],script[src*="/widgetv2/index.js"]')?.outerHTML ?? 'no embed code'</code> If it prints the code and still nothing comes, the console says in red what refuses it: most often the page's Content-Security-Policy. <a href="/office/embed?site=<?cs var:Site.Id ?>">Embed code</a><?cs
elif:c.Name == "tracking" && c.State != "ok" ?><?cs if:Site.Tracking ?>Tracking is off for the whole installation: <a href="/office/visitors">turn it on above the online visitors</a>.<?cs else ?><p>Nobody is recorded until they start a chat themselves.</p><?cs call:mend("tracking", "", "Turn it on") ?><?cs /if ?><?cs
elif:c.Name == "check" && c.State != "ok" ?><p>What you send waits for the next page view.</p><?cs call:mend("check", "", "Turn it on") ?><?cs
elif:c.Name == "hosts" && subcount(Strays) ?><p>Pages on hosts that are not listed are <?cs if:Site.Strict ?>refused<?cs else ?>served all the same<?cs /if ?>.</p><div class="c-act"><?cs each:y = Strays ?><form method="post" action="/office/site/host"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Site.Id ?>"><input type="hidden" name="host" value="<?cs var:y.Host ?>"><button class="btn btn-sm">Add <?cs var:y.Host ?></button></form><?cs /each ?></div><?cs
elif:c.State == "fault" || c.State == "advice" ?><p><?cs call:verdict(c) ?></p><div class="c-act"><?cs
if:c.Name == "domain" ?><?cs call:mend("domain", "", "Use the widest") ?><?cs call:mend("domain", c.Seen.0.Host, "Use " + c.Seen.0.Host) ?><?cs
elif:c.Name == "refused" && Site.Domain ?><?cs call:mend("domain", "", "Use the widest") ?><?cs
elif:c.Name == "ssl" ?><?cs call:mend("ssl", "", "Turn it off") ?><?cs /if ?></div><?cs /if ?><?cs
if:subcount(c.Seen) ?><ul><?cs each:e = c.Seen ?><li><?cs var:e.Scheme ?>://<?cs var:e.Host ?><small> <?cs var:e.Count ?> × · <?cs call:time(e.Last) ?></small></li><?cs /each ?></ul><?cs /if ?></td>
</tr>
<?cs /each ?>
</tbody>
</table>
</div>
<p class="f-help">Of the last seven days. A page reports each thing once a minute at most, and × counts these minutes.</p>
<?cs include:"_foot.cs" ?>
