<?cs # SPDX-License-Identifier: ISC ?>
<?cs # home.cs: what needs attention now. ?>
<?cs set:Title = "Home" ?>
<?cs include:"_head.cs" ?>
<div class="head"><h1>Hello, <?cs var:Me.Name ?></h1></div>
<?cs include:"_home.cs" ?>
<?cs include:"_foot.cs" ?>
