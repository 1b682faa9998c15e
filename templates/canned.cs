<?cs # SPDX-License-Identifier: ISC ?>
<?cs # canned.cs: texts that operators keep ready. ?>
<?cs set:Title = "Texts kept ready" ?>
<?cs include:"_head.cs" ?>
<?cs include:"_form.cs" ?>
<p class="crumb"><a href="/office/departments">Departments</a><?cs if:Department.Id ?> / <a href="/office/department?id=<?cs var:url(Department.Id) ?>"><?cs var:Department.Name ?></a><?cs /if ?></p>
<div class="head"><h1>Texts kept ready <?cs if:Department.Id ?>for <?cs var:Department.Name ?><?cs else ?>for all departments<?cs /if ?></h1></div>
<?cs include:"_problem.cs" ?>
<?cs def:fields(id, title, text) ?><?cs call:csrf() ?><input type="hidden" name="key" value="<?cs var:Form.key ?>"><input type="hidden" name="department" value="<?cs var:Department.Id ?>"><?cs if:id ?><input type="hidden" name="id" value="<?cs var:id ?>"><?cs /if ?>
<div class="f-row"><label for="title<?cs var:id ?>">Title</label><div><input class="form-control" id="title<?cs var:id ?>" name="title" maxlength="100" required value="<?cs var:title ?>"></div></div>
<div class="f-row"><label for="text<?cs var:id ?>">Text</label><div><textarea class="form-control" id="text<?cs var:id ?>" name="text" rows="3" maxlength="2000" required><?cs var:text ?></textarea></div></div><?cs /def ?>
<div class="edit">
<div>
<?cs each:c = Canned ?>
<details class="panel form" id="canned<?cs var:c.Id ?>"><summary><b><?cs var:c.Title ?></b> <small class="none"><?cs var:c.Text ?></small></summary>
<form method="post" action="/office/canned"><?cs call:fields(c.Id, c.Title, c.Text) ?>
<div class="f-foot"><button class="btn btn-primary">Save</button></div></form>
<form method="post" action="/office/canned/delete"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:c.Id ?>"><input type="hidden" name="department" value="<?cs var:Department.Id ?>"><p><button class="btn btn-outline-danger btn-sm">Delete</button></p></form>
</details>
<?cs /each ?>
<?cs if:!subcount(Canned) ?><div class="empty"><h2>None yet</h2><p>What stands here can be put into a message or a chat with one choice.</p></div><?cs /if ?>
<?cs if:Full ?><p class="f-help">The first 200 are shown.</p><?cs /if ?>
</div>
<aside>
<form class="panel form" method="post" action="/office/canned"><h2><?cs if:Id ?>Change it<?cs else ?>Add a text<?cs /if ?></h2><?cs call:fields(Id, Form.title, Form.text) ?>
<?cs if:Wrong.title ?><p class="f-why">Title: <?cs call:why(Wrong.title) ?></p><?cs /if ?><?cs if:Wrong.text ?><p class="f-why">Text: <?cs call:why(Wrong.text) ?></p><?cs /if ?>
<div class="f-foot"><button class="btn btn-primary"><?cs if:Id ?>Save<?cs else ?>Add<?cs /if ?></button></div></form>
<?cs if:Department.Id ?><div class="panel"><p>Texts for all departments can be used here too: <a href="/office/canned">see them</a>.</p></div><?cs /if ?>
</aside>
</div>
<?cs include:"_foot.cs" ?>
