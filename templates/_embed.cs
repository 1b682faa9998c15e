<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _embed.cs: the tag as chosen, and whether it was seen. Include _macros.cs first. ?>
<div id="code" class="live" hx-get="/office/embed/code" hx-include="#options, #code-have" hx-trigger="every 3s, refresh, change from:#options" hx-swap="morph:outerHTML" hx-sync="this:replace">
<input type="hidden" id="code-have" name="have" value="<?cs var:Have ?>">
<div class="panel"><h2>The code</h2>
<div class="snippet"><pre tabindex="0" aria-label="Embed code"><code id="snippet"><?cs var:Snippet ?></code></pre><button type="button" class="btn btn-primary" data-copy="#snippet" hidden>Copy</button></div>
<?cs if:Nonce ?><p class="f-help f-pad">Put the nonce of each reply in the place of <code>NONCE</code>.</p><?cs /if ?>
<p class="f-help f-pad">Pages that ask for consent first, and pages whose own script opens the widget or says who the visitor is: see the manual, <code>man beckon-widget</code>.</p>
</div>
<?cs if:Site.Disabled ?><div class="note note-warn" role="status"><?cs call:icon("warn") ?><p><b>The site is disabled.</b> The widget does not appear. <a href="/office/site?id=<?cs var:Site.Id ?>">Change it</a></p></div>
<?cs elif:Site.Viewed ?><div class="note note-good" role="status"><p><b>A page was seen.</b> The last page view was <?cs call:since(Site.Viewed) ?> ago.</p></div>
<?cs elif:!Site.Tracking ?><div class="note note-warn" role="status"><?cs call:icon("warn") ?><p><b>Tracking is off for this site,</b> so page views are not recorded. <a href="/office/site?id=<?cs var:Site.Id ?>">Turn it on</a></p></div>
<?cs else ?><div class="note note-warn" role="status"><?cs call:icon("warn") ?><p><b>No page view yet.</b> Paste the code, open a page of the site, and this note changes by itself.</p></div><?cs /if ?>
<?cs if:!Site.Check ?><div class="note note-warn"><?cs call:icon("warn") ?><p><b>Check for messages is off for the whole site,</b> whatever the code says. <a href="/office/site?id=<?cs var:Site.Id ?>">Change it</a></p></div><?cs /if ?>
</div>
