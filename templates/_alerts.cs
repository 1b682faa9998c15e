<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _alerts.cs: what waits for this operator, in the head of every page; office-chats.js sounds it. ?>
<div id="alerts" class="alerts" hx-get="/office/alerts?have=<?cs if:Alerts ?><?cs var:url(Have) ?><?cs /if ?>" hx-trigger="<?cs if:!Alerts ?>load, <?cs /if ?>every 3s" hx-swap="morph:outerHTML" data-unread="<?cs var:Counts.Unread ?>" data-pending="<?cs var:Counts.MayTake ?>" data-newest="<?cs var:Counts.Newest ?>">
<?cs if:Counts.MayTake ?><a class="alert-link" href="/office/chats?tab=pending"><b><?cs var:Counts.MayTake ?></b> <span>waiting</span></a><?cs /if ?>
<?cs if:Counts.Unread ?><a class="alert-link" href="/office/chats?tab=mine"><b><?cs var:Counts.Unread ?></b> <span>unread</span></a><?cs /if ?>
</div>
