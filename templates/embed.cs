<?cs # SPDX-License-Identifier: ISC ?>
<?cs # embed.cs: the one line for a site's pages, its options, and where it goes. ?>
<?cs set:Title = "Embed code" ?>
<?cs include:"_head.cs" ?>
<p class="crumb"><a href="/office/sites">Sites</a> › <a href="/office/site?id=<?cs var:Site.Id ?>"><?cs var:Site.Name ?></a></p>
<div class="head"><h1>Embed code</h1></div>
<div class="edit">
<div>
<?cs include:"_embed.cs" ?>
<div class="panel"><h2>Where it goes</h2>
<ol class="howto">
<li>Paste the line into every page of the site, before <code>&lt;/head&gt;</code> or <code>&lt;/body&gt;</code>: best into the template that all pages share. It loads beside the page and never holds it up.</li>
<li>With a tag manager: as a custom HTML tag on all pages.</li>
<li>Where pages send a Content-Security-Policy, let it have <code>script-src <?cs var:Base ?></code> (or the nonce, with <code>'strict-dynamic'</code>) and <code>connect-src <?cs var:Base ?></code>. Nothing else is needed.</li>
<li>Open a page of the site. You see yourself under <a href="/office/visitors">Online visitors</a> within two seconds.</li>
</ol></div>
</div>
<aside>
<form class="panel form form-side" id="options" method="get" action="/office/embed"><h2>Options</h2><input type="hidden" name="site" value="<?cs var:Site.Id ?>">
<?cs if:subcount(Departments) ?><fieldset class="f-row"><legend>Departments</legend><div>
<?cs each:d = Departments ?><div class="f-tick"><input type="checkbox" id="d-<?cs var:d.Id ?>" name="department" value="<?cs var:d.Id ?>"<?cs if:d.On ?> checked<?cs /if ?>><label for="d-<?cs var:d.Id ?>"><?cs var:d.Name ?><?cs if:d.Disabled ?> <span class="pill pill-off">disabled</span><?cs /if ?></label></div><?cs /each ?>
<p class="f-help">Visitors of pages with this code belong to these. None: to the site's default, if it has one.</p></div></fieldset><?cs /if ?>
<fieldset class="f-row"><legend>Messages</legend><div><div class="f-tick"><input type="checkbox" id="o-check" name="check_off" value="1"<?cs if:CheckOff ?> checked<?cs /if ?>><label for="o-check">Do not check for messages</label><p class="f-help">On pages with this code, what operators send waits for the next page view.</p></div></div></fieldset>
<fieldset class="f-row"><legend>Security</legend><div><div class="f-tick"><input type="checkbox" id="o-nonce" name="nonce" value="1"<?cs if:Nonce ?> checked<?cs /if ?>><label for="o-nonce">With a nonce</label><p class="f-help">For pages whose Content-Security-Policy asks for one.</p></div></div></fieldset>
<div class="f-foot" data-noscript><button class="btn btn-sm">Show the code</button></div>
</form>
</aside>
</div>
<?cs include:"_foot.cs" ?>
