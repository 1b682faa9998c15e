<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _visitors.cs: figures and rows of the online visitors. Include _macros.cs first. ?>
<div id="visitors" class="live" data-hold="tbody" hx-get="/office/visitors/list" hx-include="#filter, #visitors-page, #visitors-have" hx-trigger="every 2s, refresh, input delay:250ms from:#filter, change from:#filter" hx-swap="morph:outerHTML" hx-sync="this:queue last">
<input type="hidden" id="visitors-have" name="have" value="<?cs var:Have ?>">
<input type="hidden" id="visitors-page" name="page" value="<?cs var:Page ?>">
<?cs if:!Tracking ?>
<div class="note note-warn" id="tracking-off" role="status"><?cs call:icon("warn") ?><p><b>Tracking is off.</b> No visitor is recorded until they start a chat themselves, and no message can be sent to anybody else. <?cs if:May.lhchat.administrate_tracking ?>Turn it on with the switch above.<?cs else ?>Somebody with the permission <code>lhchat, administrate_tracking</code> can turn it on.<?cs /if ?></p></div>
<?cs /if ?>
<p class="figures"><b class="figure" id="total"><?cs var:Total.Now ?></b> <?cs if:Total.Now == #1 ?>visitor<?cs else ?>visitors<?cs /if ?> now<span><i class="dot dot-online"></i><?cs var:Total.Online ?> online</span><span><i class="dot dot-idle"></i><?cs var:Total.Idle ?> idle</span><?cs if:Total.Left ?><span><i class="dot dot-left"></i><?cs var:Total.Left ?> just left</span><?cs /if ?><?cs if:Total.Bots ?><span id="bots" title="Search engines, previews, checks: those that say that they are no person">and <?cs var:Total.Bots ?> <?cs if:Total.Bots == #1 ?>bot<?cs else ?>bots<?cs /if ?></span><?cs /if ?><?cs if:Filtered ?><span class="matching"><?cs if:Total.More ?>more than <?cs /if ?><?cs var:Total.Matching ?> <?cs if:Total.Matching == #1 && !Total.More ?>matches<?cs else ?>match<?cs /if ?> the filter</span><a class="unfilter" href="/office/visitors">Clear</a><?cs /if ?></p>
<?cs if:Fresh.Silent ?><div class="note note-warn" id="fresh" role="status"><?cs call:icon("warn") ?><p><b>Nobody follows the visitors at the moment.</b> Who comes is still listed; who goes or turns idle is noticed late. The program <code>pulse</code> does not run on this server.</p></div><?cs elif:Fresh.Seconds ?><div class="note note-warn" id="fresh" role="status"><?cs call:icon("warn") ?><p><b>The server is busy.</b> Pages report every <?cs var:Fresh.Seconds ?> seconds for now, so the list may be that far behind, and a message takes that long to appear.</p></div><?cs /if ?><?cs if:Fresh.Full ?><div class="note note-warn" id="full" role="status"><?cs call:icon("warn") ?><p><b>No more visitors can be followed.</b> Newcomers stay on the list for a moment only, until others leave. An administrator can raise <code>visitors.max</code>.</p></div><?cs /if ?>
<?cs include:"_send.cs" ?>
<?cs if:subcount(Visitors) ?>
<div class="sheet">
<table class="people">
<caption class="visually-hidden">Visitors on your sites now</caption>
<thead><tr><th scope="col">Visitor</th><th scope="col">Page</th><th scope="col">Came from</th><th scope="col">On site</th><th scope="col">Device</th><th scope="col">Department</th><th scope="col"><span class="visually-hidden">Message</span></th></tr></thead>
<tbody>
<?cs each:v = Visitors ?>
<tr id="v<?cs var:v.Id ?>" class="is-<?cs var:v.State ?>">
<th scope="row" class="c-who"><span class="name"><a href="/office/visitor?id=<?cs var:v.Id ?>"><?cs if:v.Name ?><?cs var:v.Name ?><?cs else ?>Visitor <?cs var:v.Id ?><?cs /if ?></a><?cs call:state(v) ?></span><?cs if:v.User ?><small class="user" title="<?cs if:v.Signed ?>Signed in on the site, verified by its server.<?cs else ?>Was signed in before in this browser, and has signed out.<?cs /if ?>"><?cs if:v.Signed ?>✓ <?cs else ?>signed out: <?cs /if ?><?cs var:v.User ?></small><?cs /if ?><?cs if:v.Claimed ?><small title="The page's script gave this name. Nobody has verified it.">name not verified</small><?cs /if ?><small><span data-region="<?cs var:v.Country ?>"><?cs var:v.Country ?></span> <?cs var:v.Address ?><?cs if:v.Unkept ?> · <span title="Their browser keeps nothing for us. Their next page will look like a new visitor.">this page only</span><?cs /if ?></small><?cs if:v.Alike ?><small><a class="alike" href="/office/visitor?id=<?cs var:url(v.Id) ?>#alike">possibly the same visitor</a></small><?cs /if ?></th>
<td class="c-page" data-label="Page"><a href="<?cs var:link(v.Url) ?>" target="_blank" rel="noopener noreferrer" title="<?cs var:v.Url ?>"><?cs if:v.Title ?><?cs var:v.Title ?><?cs else ?><?cs var:v.Place ?><?cs /if ?></a><small title="<?cs var:v.Url ?>"><?cs var:v.Place ?></small></td>
<td class="c-from" data-label="Came from"><?cs if:v.Referrer ?><span title="<?cs var:v.Referrer ?>"><?cs var:v.From ?></span><?cs else ?><span class="none">directly</span><?cs /if ?></td>
<td class="c-time" data-label="On site"><?cs call:since(v.Since) ?><small><?cs var:v.Pages ?> <?cs if:v.Pages == #1 ?>page<?cs else ?>pages<?cs /if ?> · <?cs if:v.Visits <= #1 ?>first visit<?cs else ?><?cs var:v.Visits ?> visits<?cs /if ?></small></td>
<td class="c-device" data-label="Device"><span class="device"><?cs call:icon(v.Device) ?><span class="visually-hidden"><?cs var:v.Device ?>,</span><span><?cs if:v.Device == "bot" ?>Bot<?cs if:v.Browser ?> · <?cs /if ?><?cs /if ?><?cs var:v.Browser ?><?cs if:v.System ?> · <?cs var:v.System ?><?cs /if ?></span></span><small title="<?cs var:v.Language ?> · <?cs var:v.Timezone ?>"><span data-language="<?cs var:v.Language ?>"><?cs var:v.Language ?></span><?cs if:v.Timezone ?> · <?cs var:v.Timezone ?><?cs /if ?></small></td>
<td class="c-dep" data-label="Department"><?cs if:v.Departments ?><?cs var:v.Departments ?><?cs else ?><span class="none">none</span><?cs /if ?><small><?cs var:v.SiteName ?></small></td>
<td class="c-act"><?cs call:send(v) ?></td>
</tr>
<?cs /each ?>
</tbody>
</table>
</div>
<?cs if:PageCount > #1 ?>
<?cs def:page_link(n, label) ?><a class="btn btn-sm" href="/office/visitors?q=<?cs var:url(Q) ?>&amp;state=<?cs var:url(State) ?>&amp;department=<?cs var:url(Department) ?>&amp;site=<?cs var:url(Site) ?><?cs if:Bots ?>&amp;bots=1<?cs /if ?>&amp;sort=<?cs var:url(Sort) ?>&amp;page=<?cs var:url(n) ?>"><?cs var:label ?></a><?cs /def ?>
<nav class="pages" aria-label="Pages of the list">
<?cs if:PageBefore ?><?cs call:page_link(PageBefore, "Previous") ?><?cs /if ?>
<span>Page <?cs var:Page ?> of <?cs if:Total.More ?>more than <?cs /if ?><?cs var:PageCount ?></span>
<?cs if:PageAfter ?><?cs call:page_link(PageAfter, "Next") ?><?cs /if ?>
</nav>
<?cs /if ?>
<?cs elif:Filtered || Page > #1 ?>
<div class="empty"><h2>Nobody matches</h2><p>No visitor fits this filter at the moment. <a href="/office/visitors">Show all</a></p><?cs if:subcount(Crowd) ?><p id="figures"><b><?cs var:Total.Now ?></b> online: <?cs each:c = Crowd ?><?cs if:c.Name ?><?cs var:c.Name ?><?cs else ?>no department<?cs /if ?> <?cs var:c.N ?><?cs if:!last(c) ?>, <?cs /if ?><?cs /each ?>.</p><?cs /if ?></div>
<?cs else ?>
<?cs include:"_why.cs" ?>
<?cs /if ?>
</div>
