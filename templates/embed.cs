<?cs # SPDX-License-Identifier: ISC ?>
<?cs # embed.cs: the one line for a site's pages, its options, and where it goes. ?>
<?cs set:Title = "Embed code" ?>
<?cs include:"_head.cs" ?>
<p class="crumb"><a href="/office/sites">Sites</a> / <a href="/office/site?id=<?cs var:Site.Id ?>"><?cs var:Site.Name ?></a></p>
<div class="head"><h1>Embed code</h1></div>
<div class="edit">
<div>
<?cs include:"_embed.cs" ?>
<div class="panel"><h2>Where it goes</h2>
<ol class="howto">
<li>Paste the line into every page of the site, before <code>&lt;/head&gt;</code> or <code>&lt;/body&gt;</code>: best into the template that all pages share. It loads beside the page and never holds it up.</li>
<li>Where pages send a Content-Security-Policy, let it have <code>script-src <?cs var:Base ?></code> (or the nonce, with <code>'strict-dynamic'</code>) and <code>connect-src <?cs var:Base ?></code>. Nothing else is needed.</li>
<li>Open a page of the site. You see yourself under <a href="/office/visitors">Online visitors</a> within two seconds.</li>
</ol></div>
</div>
<aside>
<form class="panel form form-side" id="options" method="get" action="/office/embed"><h2>In the code</h2><input type="hidden" name="site" value="<?cs var:Site.Id ?>">
<?cs def:choice(value, chosen, label) ?><option value="<?cs var:value ?>"<?cs if:value == chosen ?> selected<?cs /if ?>><?cs var:label ?></option><?cs /def ?>
<div class="f-row"><label for="o-variant">For</label><select class="form-select" id="o-variant" name="variant"><?cs call:choice("", Variant, "pages of any kind") ?><?cs call:choice("nonce", Variant, "a policy that asks for a nonce") ?><?cs call:choice("sri", Variant, "a script checked by its integrity") ?><?cs call:choice("query", Variant, "a tag manager") ?><?cs call:choice("lhc", Variant, "Live Helper Chat's snippet") ?></select></div>
<div class="f-row"><label for="o-mode">The chat is</label><select class="form-select" id="o-mode" name="mode"><?cs call:choice("", Mode, "in a window above the page") ?><?cs call:choice("box", Mode, "in a box of the page") ?><?cs call:choice("popup", Mode, "in a browser window of its own") ?><?cs call:choice("api", Mode, "opened by the page's script alone") ?></select></div>
<div class="f-row f-box"><label for="o-box">Box</label><div><input class="form-control" id="o-box" name="box" maxlength="100" value="<?cs var:Box ?>" placeholder="#beckon-box" autocapitalize="none" spellcheck="false" aria-describedby="help-box"><p class="f-help" id="help-box">The element that the chat fills, as a selector.</p></div></div>
<?cs if:subcount(Departments) ?><fieldset class="f-row"><legend>Departments</legend><div>
<?cs each:d = Departments ?><div class="f-tick"><input type="checkbox" id="d-<?cs var:d.Id ?>" name="department" value="<?cs var:d.Id ?>"<?cs if:d.On ?> checked<?cs /if ?>><label for="d-<?cs var:d.Id ?>"><?cs var:d.Name ?><?cs if:d.Disabled ?> <span class="pill pill-off">disabled</span><?cs /if ?></label></div><?cs /each ?>
<p class="f-help">Visitors of pages with this code belong to these. None: to the site's default, if it has one.</p></div></fieldset><?cs /if ?>
<fieldset class="f-row"><legend>Without</legend><div>
<div class="f-tick"><input type="checkbox" id="o-check" name="check_off" value="1"<?cs if:CheckOff ?> checked<?cs /if ?>><label for="o-check">Do not check for messages</label><p class="f-help">On pages with this code, what operators send waits for the next page view.</p></div>
<div class="f-tick"><input type="checkbox" id="o-tracking" name="tracking_off" value="1"<?cs if:TrackingOff ?> checked<?cs /if ?>><label for="o-tracking">Do not track</label><p class="f-help">Nobody is recorded until they start a chat themselves.</p></div>
<div class="f-tick"><input type="checkbox" id="o-leave" name="leave_off" value="1"<?cs if:LeaveOff ?> checked<?cs /if ?>><label for="o-leave">No message to leave</label><p class="f-help">While nobody is online, a chat may begin all the same.</p></div></div></fieldset>
<div class="f-row"><label for="o-lang">Language</label><div><input class="form-control" id="o-lang" name="lang" maxlength="35" value="<?cs var:Lang ?>" placeholder="as the page says" autocapitalize="none" spellcheck="false" aria-describedby="help-lang"><p class="f-help" id="help-lang">Of the pages, like de: the widget speaks it, and chats go to operators who speak it, where a department asks for that.</p></div></div>
<div class="f-foot" data-noscript><button class="btn btn-sm">Show the code</button></div>
</form>
<form class="panel form form-side" id="look" method="post" action="/office/embed/look"><?cs call:csrf() ?><h2>Look, for the whole site</h2><input type="hidden" name="site" value="<?cs var:Site.Id ?>"><input type="hidden" name="version" value="<?cs var:Site.Version ?>">
<div class="f-row"><div class="f-grid f-look">
<div><label for="l-color">Colour</label><input class="form-control form-control-color" type="color" id="l-color" name="color" value="<?cs var:Site.Color ?>"></div>
<div><label for="l-position">Side</label><select class="form-select" id="l-position" name="position"><option value="right">Right</option><option value="left"<?cs if:Site.Left ?> selected<?cs /if ?>>Left</option></select></div>
<div><label for="l-width">Width</label><input class="form-control" type="number" min="280" max="2000" id="l-width" name="width" value="<?cs var:Site.Width ?>" placeholder="380"></div>
<div><label for="l-height">Height</label><input class="form-control" type="number" min="280" max="2000" id="l-height" name="height" value="<?cs var:Site.Height ?>" placeholder="600"></div>
</div></div>
<div class="f-foot"><button class="btn btn-primary btn-sm">Save the look</button><span class="f-help">The preview shows it at once; pages do once it is saved.</span></div>
</form>
</aside>
</div>
<?cs include:"_foot.cs" ?>
