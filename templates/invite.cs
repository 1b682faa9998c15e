<?cs # SPDX-License-Identifier: ISC ?>
<?cs # invite.cs: the send dialog as a page of its own. ?>
<?cs set:Title = "Send message" ?>
<?cs include:"_head.cs" ?>
<h1 class="visually-hidden"><?cs var:Title ?></h1>
<div class="say-page"><?cs include:"_invite.cs" ?></div>
<?cs include:"_foot.cs" ?>
