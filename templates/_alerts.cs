<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _alerts.cs: what waits for this operator, and what became of their invitations, in the head of every page; office-chats.js sounds it. Include _macros.cs and _outcomes.cs first. ?>
<div id="alerts" class="alerts" hx-get="/office/alerts?have=<?cs if:Alerts ?><?cs var:url(Have) ?><?cs /if ?>" hx-trigger="<?cs if:!Alerts ?>load, <?cs /if ?>every 3s" hx-swap="morph:outerHTML" data-unread="<?cs var:Counts.Unread ?>" data-pending="<?cs var:Counts.MayTake ?>" data-newest="<?cs var:Counts.Newest ?>" data-words="<?cs if:Counts.MayTake == #1 ?>1 chat waits for an operator. <?cs elif:Counts.MayTake ?><?cs var:Counts.MayTake ?> chats wait for an operator. <?cs /if ?><?cs if:Counts.Unread == #1 ?>1 line is unread.<?cs elif:Counts.Unread ?><?cs var:Counts.Unread ?> lines are unread.<?cs /if ?>">
<?cs if:Counts.MayTake ?><a class="alert-link" href="/office/chats?tab=pending"><b><?cs var:Counts.MayTake ?></b> <span>waiting</span></a><?cs /if ?>
<?cs if:Counts.Unread ?><a class="alert-link" href="/office/chats?tab=mine"><b><?cs var:Counts.Unread ?></b> <span>unread</span></a><?cs /if ?>
<?cs if:subcount(Outcomes) ?>
<section class="told" aria-label="What became of your invitations">
<ul class="told-list">
<?cs each:o = Outcomes ?><li id="told-<?cs var:o.Id ?>" class="<?cs if:o.Replied ?>told-reply<?cs /if ?>"<?cs if:o.Chat ?> data-told-chat="<?cs var:o.Chat ?>"<?cs /if ?> data-id="<?cs var:o.Id ?>" data-replied="<?cs var:o.Replied ?>">
<p id="told-what-<?cs var:o.Id ?>"><?cs call:outcome(o) ?></p>
<form id="told-form-<?cs var:o.Id ?>" method="post" action="/office/told" hx-post="/office/told" hx-target="#alerts" hx-swap="morph:outerHTML"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:o.Id ?>"><input type="hidden" name="replied" value="<?cs var:o.Replied ?>"><button class="btn-close" aria-label="Dismiss" aria-describedby="told-what-<?cs var:o.Id ?>"></button></form>
</li>
<?cs /each ?></ul>
<?cs if:Outcomes.1.Id ?><div class="told-all">
<?cs if:MoreOutcomes ?><a href="/office/outcomes">and <?cs var:MoreOutcomes ?> more</a><?cs /if ?>
<form id="told-all" method="post" action="/office/told" hx-post="/office/told" hx-target="#alerts" hx-swap="morph:outerHTML"><?cs call:csrf() ?><input type="hidden" name="until" value="<?cs var:Outcomes.0.Ms ?>"><button class="btn btn-sm">Dismiss all</button></form>
</div><?cs /if ?>
</section>
<?cs /if ?>
</div>
