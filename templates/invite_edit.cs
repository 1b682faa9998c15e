<?cs # SPDX-License-Identifier: ISC ?>
<?cs # invite_edit.cs: the form that changes an invitation as a page of its own. ?>
<?cs set:Title = "Edit invitation" ?>
<?cs include:"_head.cs" ?>
<h1 class="visually-hidden"><?cs var:Title ?></h1>
<div class="say-page"><?cs include:"_invite_edit.cs" ?></div>
<?cs include:"_foot.cs" ?>
