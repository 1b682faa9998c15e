<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _embed.cs: the tag as chosen, how it looks, and whether it was seen. Include _macros.cs first. ?>
<div id="code" class="live" hx-get="/office/embed/code" hx-include="#options, #look, #code-have" hx-params="not csrf" hx-trigger="every 3s, refresh, change from:#options, change from:#look" hx-swap="morph:outerHTML" hx-sync="this:replace">
<input type="hidden" id="code-have" name="have" value="<?cs var:Have ?>">
<?cs if:Variant == "lhc" ?><div class="panel"><h2>Pages that carry Live Helper Chat's snippet</h2>
<ol class="howto">
<li>The pages stay as they are: this server answers their script. Let the old server's name lead here, with its certificate, or write this address into the snippet in place of the old one:
<div class="snippet"><pre tabindex="0" aria-label="Address of the script"><code id="snippet"><?cs var:Bare ?>/design/defaulttheme/js/widgetv2/index.js</code></pre><button type="button" class="btn btn-primary" data-copy="#snippet" hidden>Copy</button></div></li>
<li><?cs if:Site.Hosts ?>A page belongs to the site that lists its host. <a href="/office/site?id=<?cs var:Site.Id ?>">This site's hosts</a>.<?cs else ?>A page belongs to the site that lists its host, and <a href="/office/site?id=<?cs var:Site.Id ?>">this one lists none yet</a>.<?cs /if ?> <?cs if:Site.Default ?>This site is the default one: pages on hosts that none lists are its own.<?cs else ?>Pages on other hosts belong to the default site, which this one is not.<?cs /if ?></li>
<li>Departments that the snippet names by number are found by what stands in the <a href="/office/departments">department's</a> field <i>Number in Live Helper Chat</i>, those by alias by its alias.</li>
<li>The snippet's own settings count before this page's. What has no meaning here is told in the browser's console, and its unsigned user (UUID) is ignored.</li>
</ol></div>
<?cs else ?><div class="panel"><h2>The code</h2>
<?cs if:Variant == "sri" && !Widget ?><p>The build of this server did not say what its script is, so there is no code with integrity. The plain one works.</p><?cs else ?>
<div class="snippet"><pre tabindex="0" aria-label="Embed code"><code id="snippet"><?cs var:Snippet ?></code></pre><button type="button" class="btn btn-primary" data-copy="#snippet" hidden>Copy</button></div><?cs /if ?>
<?cs if:Variant == "nonce" ?><p class="f-help f-pad">Put the nonce of each reply in the place of <code>NONCE</code>.</p>
<?cs elif:Variant == "sri" ?><p class="f-help f-pad">The browser runs this script and no other. It goes on working after this server is updated, but stays as it is: take the code anew then. What it loads later lies below the same address, whose name is made of its contents.</p>
<?cs elif:Variant == "query" ?><p class="f-help f-pad">As a custom HTML tag on all pages. Settings may stand in <code>window.beckonSettings</code> instead, before it.</p><?cs /if ?>
<?cs if:Mode == "box" ?><p class="f-help f-pad">The chat fills the page's element <code><?cs if:Box ?><?cs var:Box ?><?cs else ?>&lt;div id="beckon-box"&gt;&lt;/div&gt;<?cs /if ?></code>; give it a height.</p>
<?cs elif:Mode == "popup" ?><p class="f-help f-pad">The button opens the page once more in a small window, which the chat fills. Where the browser refuses the window, the chat opens in the page.</p>
<?cs elif:Mode == "api" ?><p class="f-help f-pad">There is no button. The page opens the chat by <code>beckon('open')</code>; messages of operators appear all the same.</p><?cs /if ?>
</div><?cs /if ?>
<div class="panel"><h2>Preview</h2>
<?cs if:Widget ?><iframe class="preview" id="preview" title="Preview of the widget" src="/office/embed/preview?site=<?cs var:Site.Id ?>&amp;color=<?cs var:url(Site.Color) ?>&amp;position=<?cs if:Site.Left ?>left<?cs else ?>right<?cs /if ?>&amp;width=<?cs var:url(Site.Width) ?>&amp;height=<?cs var:url(Site.Height) ?>&amp;mode=<?cs var:url(Mode) ?>&amp;leave_off=<?cs var:url(LeaveOff) ?>"></iframe>
<p class="f-help f-pad">The real widget, which keeps and sends nothing here.</p><?cs else ?><p>The build of this server did not say where the widget is.</p><?cs /if ?></div>
<?cs if:Site.Disabled ?><div class="note note-warn" role="status"><?cs call:icon("warn") ?><p><b>The site is disabled.</b> The widget does not appear. <a href="/office/site?id=<?cs var:Site.Id ?>">Change it</a></p></div>
<?cs elif:Site.Viewed ?><div class="note note-good"><p><b role="status">A page was seen.</b> The last page view was <?cs call:since(Site.Viewed) ?> ago. <a href="/office/health?site=<?cs var:Site.Id ?>">Is all of it right?</a></p></div>
<?cs elif:!Site.Tracking ?><div class="note note-warn" role="status"><?cs call:icon("warn") ?><p><b>Tracking is off for this site,</b> so page views are not recorded. <a href="/office/site?id=<?cs var:Site.Id ?>">Turn it on</a></p></div>
<?cs else ?><div class="note note-warn" role="status"><?cs call:icon("warn") ?><p><b>No page view yet.</b> Paste the code, open a page of the site, and this note changes by itself. <a href="/office/health?site=<?cs var:Site.Id ?>">Test a page</a></p></div><?cs /if ?>
<?cs if:!Site.Check ?><div class="note note-warn"><?cs call:icon("warn") ?><p><b>Check for messages is off for the whole site,</b> whatever the code says. <a href="/office/site?id=<?cs var:Site.Id ?>">Change it</a></p></div><?cs /if ?>
</div>
