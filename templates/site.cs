<?cs # SPDX-License-Identifier: ISC ?>
<?cs # site.cs: one site, or the form for a new one. ?>
<?cs if:Id ?><?cs set:Title = Site.Name ?><?cs else ?><?cs set:Title = "New site" ?><?cs /if ?>
<?cs include:"_head.cs" ?>
<?cs include:"_form.cs" ?>
<p class="crumb"><a href="/office/sites">Sites</a></p>
<div class="head"><h1><?cs var:Title ?></h1><?cs if:Id ?><div class="c-act"><a class="btn" href="/office/site/signing?site=<?cs var:Id ?>">Signed-in users</a><a class="btn" href="/office/health?site=<?cs var:Id ?>">Health</a><a class="btn" href="/office/embed?site=<?cs var:Id ?>">Embed code</a></div><?cs /if ?></div>
<?cs include:"_problem.cs" ?>
<?cs if:Id && !Site.Viewed && !Site.Disabled ?><div class="note note-warn"><?cs call:icon("warn") ?><p><b>No page view yet.</b> <?cs if:Site.Tracking ?>The embed code was not seen on any page of this site. <a href="/office/embed?site=<?cs var:Id ?>">Take it</a>, paste it into your pages and open one of them.<?cs else ?>Tracking is off for this site, so page views are not recorded.<?cs /if ?></p></div><?cs /if ?>
<div class="edit">
<form class="panel form" method="post" action="/office/site"><?cs call:csrf() ?><?cs call:same() ?>
<?cs call:text("name", "Name", #100, "For operators.") ?>
<div class="f-row"><label for="f-hosts">Hosts</label><div><textarea class="form-control<?cs if:Wrong.hosts ?> is-invalid<?cs /if ?>" id="f-hosts" name="hosts" rows="3" maxlength="20000" autocapitalize="none" spellcheck="false" aria-describedby="why-hosts help-hosts"<?cs if:Wrong.hosts ?> aria-invalid="true"<?cs /if ?>><?cs var:Form.hosts ?></textarea><?cs if:Wrong.hosts ?><p class="f-why" id="why-hosts"><?cs call:why(Wrong.hosts) ?></p><?cs /if ?><?cs if:Problem == "stale" && Now.hosts != Form.hosts ?><p class="f-now f-lines">Stored now: <b><?cs if:Now.hosts == "" ?>nothing<?cs else ?><?cs var:Now.hosts ?><?cs /if ?></b></p><?cs /if ?><p class="f-help" id="help-hosts">One a line, like www.shop.example. Pages on other hosts are served and reported here.</p>
<?cs call:tick("strict", "Strict hosts", "Pages on hosts that are not listed are refused.") ?>
<?cs call:tick("is_default", "Default site", "Pages that name no site (they carry Live Helper Chat's snippet), on a host that no site lists, are this one's. Only one site is the default.") ?></div></div>
<div class="f-row"><label for="f-department">Department</label><div><select class="form-select" id="f-department" name="department" aria-describedby="help-department"><option value="">None</option><?cs each:d = Departments ?><option value="<?cs var:d.Id ?>"<?cs if:Form.department == d.Id ?> selected<?cs /if ?>><?cs var:d.Name ?><?cs if:d.Disabled ?> (disabled)<?cs /if ?></option><?cs /each ?></select><?cs if:Problem == "stale" && Now.department != Form.department ?><p class="f-now">Stored now: <b><?cs each:d = Departments ?><?cs if:Now.department == d.Id ?><?cs var:d.Name ?><?cs /if ?><?cs /each ?><?cs if:Now.department == #0 ?>None<?cs /if ?></b></p><?cs /if ?><?cs if:Full ?><p class="f-help">Only the first 200 departments can be chosen here; the stored one stays.</p><?cs /if ?><p class="f-help" id="help-department">Of chats that begin where the embed code names no department.</p></div></div>
<fieldset class="f-row"><legend>Visitors</legend><div>
<?cs call:tick("tracking", "Tracking", "Visitors are recorded and listed. Off: nobody is, until they start a chat themselves.") ?>
<?cs call:tick("check", "Check for messages from operator", "The widget asks for messages while a page is open. Off: what you send waits for the next page view.") ?>
<?cs call:tick("leave", "Leave a message", "Visitors may leave a message while no operator is online.") ?>
</div></fieldset>
<fieldset class="f-row"><legend>Widget</legend><div class="f-grid">
<div><label for="f-title">Title</label><input class="form-control<?cs if:Wrong.title ?> is-invalid<?cs /if ?>" id="f-title" name="title" value="<?cs var:Form.title ?>" maxlength="100" aria-describedby="why-title help-title"<?cs if:Wrong.title ?> aria-invalid="true"<?cs /if ?>><?cs call:below("title", "On top of the chat.") ?></div>
<div><label for="f-color">Colour</label><input class="form-control form-control-color<?cs if:Wrong.color ?> is-invalid<?cs /if ?>" type="color" id="f-color" name="color" value="<?cs var:Form.color ?>" aria-describedby="why-color help-color"<?cs if:Wrong.color ?> aria-invalid="true"<?cs /if ?>><?cs call:below("color", "Of the button.") ?></div>
<div><label for="f-position">Side</label><select class="form-select" id="f-position" name="position" aria-describedby="help-position"><option value="right">Right</option><option value="left"<?cs if:Form.position == "left" ?> selected<?cs /if ?>>Left</option></select><?cs call:below("position", "Of the window.") ?></div>
<div><label for="f-width">Width</label><input class="form-control<?cs if:Wrong.width ?> is-invalid<?cs /if ?>" type="number" min="280" max="2000" id="f-width" name="width" value="<?cs var:Form.width ?>" placeholder="380" aria-describedby="why-width help-width"<?cs if:Wrong.width ?> aria-invalid="true"<?cs /if ?>><?cs call:below("width", "Of the open window, in pixels.") ?></div>
<div><label for="f-height">Height</label><input class="form-control<?cs if:Wrong.height ?> is-invalid<?cs /if ?>" type="number" min="280" max="2000" id="f-height" name="height" value="<?cs var:Form.height ?>" placeholder="600" aria-describedby="why-height help-height"<?cs if:Wrong.height ?> aria-invalid="true"<?cs /if ?>><?cs call:below("height", "Of the open window, in pixels.") ?></div>
<div class="wide"><label for="f-greeting">Greeting</label><textarea class="form-control<?cs if:Wrong.greeting ?> is-invalid<?cs /if ?>" id="f-greeting" name="greeting" rows="2" maxlength="500" aria-describedby="why-greeting help-greeting"<?cs if:Wrong.greeting ?> aria-invalid="true"<?cs /if ?>><?cs var:Form.greeting ?></textarea><?cs call:below("greeting", "Above the form that begins a chat; may stay empty.") ?></div>
</div></fieldset>
<fieldset class="f-row"><legend>One visitor</legend><div>
<div><label for="f-domain">Site domain</label><input class="form-control<?cs if:Wrong.domain ?> is-invalid<?cs /if ?>" id="f-domain" name="domain" value="<?cs var:Form.domain ?>" maxlength="253" autocapitalize="none" spellcheck="false" aria-describedby="why-domain help-domain"<?cs if:Wrong.domain ?> aria-invalid="true"<?cs /if ?>><?cs call:below("domain", "Of the cookies, like shop.example. Empty: the widest that the browser takes, which is right nearly always. One that is not the page's own is not used, and reported.") ?></div>
<?cs call:tick("storage", "HTML5 storage", "A copy of the visitor's cookie, which finds them again where cookies are refused.") ?>
<?cs call:tick("ssl", "Should use SSL", "All pages are meant to be https: those on http go on working, and are reported.") ?>
</div></fieldset>
<?cs include:"_site_privacy.cs" ?>
<fieldset class="f-row"><legend>State</legend><div>
<?cs call:tick("disabled", "Disabled", "The widget does not appear, and nothing is recorded.") ?>
</div></fieldset>
<div class="f-foot"><button class="btn btn-primary"><?cs if:Id ?>Save<?cs else ?>Add the site<?cs /if ?></button><a class="btn btn-ghost-secondary" href="/office/sites">Cancel</a></div>
</form>
<?cs if:Id ?>
<aside>
<div class="panel"><h2>Site</h2><dl class="facts"><dt>Key</dt><dd><code><?cs var:Site.Key ?></code></dd><dt>Last page view</dt><dd><?cs if:Site.Viewed ?><?cs call:time(Site.Viewed) ?><?cs else ?>none yet<?cs /if ?></dd></dl></div>
<?cs if:subcount(Strays) ?><div class="panel"><h2>Seen on hosts that are not listed</h2>
<ul class="strays"><?cs each:y = Strays ?><li><span class="stray-host"><b><?cs var:y.Host ?></b><small><?cs var:y.Seen ?> × · <?cs call:time(y.Last) ?></small></span><form method="post" action="/office/site/host"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Id ?>"><input type="hidden" name="host" value="<?cs var:y.Host ?>"><button class="btn btn-sm">Add<span class="visually-hidden"> <?cs var:y.Host ?></span></button></form></li><?cs /each ?></ul>
<p class="f-help f-pad"><?cs if:Site.Strict ?>Strict hosts is on: pages there are refused.<?cs else ?>Pages there are served all the same. Add a host if it is yours.<?cs /if ?></p></div><?cs /if ?>
<?cs call:latest() ?>
</aside>
<?cs /if ?>
</div>
<?cs include:"_foot.cs" ?>
