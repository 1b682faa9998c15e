<?cs # SPDX-License-Identifier: ISC ?>
<?cs # sent.cs: the life of an invitation as a page of its own. ?>
<?cs set:Title = "Invitation" ?>
<?cs include:"_head.cs" ?>
<h1 class="visually-hidden"><?cs var:Title ?></h1>
<div class="say-page"><?cs include:"_sent.cs" ?></div>
<?cs include:"_foot.cs" ?>
