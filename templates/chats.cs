<?cs # SPDX-License-Identifier: ISC ?>
<?cs # chats.cs: the chats that an operator sees, by tab. ?>
<?cs set:Title = "Chats" ?>
<?cs include:"_head.cs" ?>
<div class="head"><h1>Chats</h1></div>
<?cs include:"_chats.cs" ?>
<?cs include:"_foot.cs" ?>
