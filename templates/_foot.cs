<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _foot.cs: what stands below every page. The dialog is filled by htmx (hx-target="#dialog") and opened by office.js. ?>
</main>
<dialog id="dialog" class="dialog" aria-labelledby="say-title"></dialog>
<div id="live" class="visually-hidden" aria-live="polite"></div>
</body>
</html>
