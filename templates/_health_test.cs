<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _health_test.cs: how the test of a page stands. Include _macros.cs first. ?>
<?cs def:found(good, label, state) ?><li><span class="pill <?cs if:good ?>pill-on<?cs else ?>pill-bad<?cs /if ?>"><?cs if:good ?>ok<?cs else ?>look<?cs /if ?></span> <b><?cs var:label ?></b> <?cs var:state ?></li><?cs /def ?>
<div id="test" class="live trial" hx-get="/office/health/test?site=<?cs var:Trial.For ?>" hx-include="#test-have" hx-trigger="every 2s, refresh" hx-swap="morph:outerHTML" hx-sync="this:replace">
<input type="hidden" id="test-have" name="have" value="<?cs var:Have ?>">
<?cs if:Trial.Seen ?><p><b role="status">The page was seen</b> <?cs call:since(Trial.Seen) ?> ago on <?cs var:Trial.Scheme ?>://<?cs var:Trial.Host ?>.</p>
<ul class="verdict">
<?cs if:Trial.Refused ?><?cs call:found(#0, "Content-Security-Policy", "of the page refuses something of ours: " + Trial.Refused + ". The table below says what to add.") ?><?cs else ?><?cs call:found(#1, "Content-Security-Policy", "refuses nothing of ours.") ?><?cs /if ?>
<?cs if:!Trial.Site ?><?cs call:found(#0, "Site:", "the code on the page names none that is here and enabled. Take the embed code anew.") ?><?cs elif:Trial.Other ?><?cs call:found(#0, "Site:", "the page carries the code of another one, " + Trial.Site + ".") ?><?cs else ?><?cs call:found(#1, "Site:", Trial.Site + ".") ?><?cs /if ?>
<?cs if:!Trial.Refused || Trial.Codes ?>
<?cs if:Trial.Codes > #1 ?><?cs call:found(#0, "Embed code:", "there are several on the page. The first one counts: take the others out.") ?><?cs else ?><?cs call:found(#1, "Embed code:", "one on the page.") ?><?cs /if ?>
<?cs if:Trial.Private ?><?cs call:found(#1, "Tracking:", "this browser, or the code, asks that nobody is recorded, and so nothing is kept.") ?><?cs elif:Trial.Cookie && Trial.Storage ?><?cs call:found(#1, "Cookie and storage:", "kept by the browser.") ?><?cs elif:Trial.Cookie ?><?cs call:found(#1, "Cookie:", "kept by the browser; its storage is refused, which does no harm.") ?><?cs elif:Trial.Storage ?><?cs call:found(#0, "Cookie:", "not kept; the browser's storage is used instead. A page that waits for consent keeps none before it is given.") ?><?cs else ?><?cs call:found(#0, "Cookie:", "not kept, and no storage either: a visitor is another one on every page.") ?><?cs /if ?>
<?cs if:Trial.Unchecked ?><?cs call:found(#0, "Messages:", "the code says not to check for them; they wait for the next page view.") ?><?cs else ?><?cs call:found(#1, "Messages:", "checked for while the page is open.") ?><?cs /if ?>
<?cs if:Trial.Departments ?><?cs call:found(#1, "Departments:", Trial.Departments + ".") ?><?cs elif:Trial.Tag ?><?cs call:found(#0, "Departments:", "nothing here is called “" + Trial.Tag + "”. The site's default counts, if it has one.") ?><?cs else ?><?cs call:found(#1, "Departments:", "none named; the site's default counts, if it has one.") ?><?cs /if ?>
<?cs /if ?>
</ul>
<?cs elif:Trial.Open ?><p role="status"><b>Open the page:</b> <a href="<?cs var:link(Trial.Link) ?>" target="_blank" rel="noopener"><?cs var:Trial.Url ?></a></p><p class="f-help">Its address carries a code that is good once, for ten minutes, and that the page takes out of it. What the page says appears here.</p>
<?cs elif:Trial.Url ?><p role="status"><b>Nothing was heard of</b> <?cs var:Trial.Url ?> within ten minutes. If you did open it, no embed code ran there: look for it in the page's source, and in the browser's console for what refuses it.</p>
<?cs /if ?>
</div>
