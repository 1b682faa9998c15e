<?cs # SPDX-License-Identifier: ISC ?>
<?cs # outcomes.cs: what became of the invitations that one sent, in the last day. ?>
<?cs set:Title = "Your invitations" ?>
<?cs include:"_head.cs" ?>
<div class="head"><h1>What became of your invitations</h1></div>
<?cs if:subcount(All) ?>
<section class="panel" aria-label="The last 24 hours, the newest first"<?cs if:Untold ?> data-told-until="<?cs var:All.0.Ms ?>"<?cs /if ?>>
<ul class="told-page">
<?cs each:o = All ?><li class="<?cs if:o.Replied ?>told-reply<?cs /if ?>"><p><?cs call:outcome(o) ?></p></li>
<?cs /each ?></ul>
<?cs if:Untold ?><form class="told-done" method="post" action="/office/told"><?cs call:csrf() ?><input type="hidden" name="until" value="<?cs var:All.0.Ms ?>"><button class="btn btn-sm" data-noscript>Dismiss the notices</button></form><?cs /if ?>
</section>
<p class="none">The last 24 hours, at most 50. What an invitation said stands on its visitor’s page.</p>
<?cs else ?>
<div class="empty"><h2>Nothing in the last 24 hours</h2><p>When a visitor replies to an invitation of yours or closes it, when it expires, or when somebody else revokes it, it stands here for a day.</p></div>
<?cs /if ?>
<?cs include:"_foot.cs" ?>
