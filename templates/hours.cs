<?cs # SPDX-License-Identifier: ISC ?>
<?cs # hours.cs: the online hours of a department. ?>
<?cs set:Title = "Online hours" ?>
<?cs include:"_head.cs" ?>
<?cs include:"_form.cs" ?>
<p class="crumb"><a href="/office/departments">Departments</a> / <a href="/office/department?id=<?cs var:Id ?>"><?cs var:Department.Name ?></a></p>
<div class="head"><h1>Online hours</h1></div>
<?cs include:"_problem.cs" ?>
<?cs def:weekday(field, label) ?><div class="f-row"><label for="f-<?cs var:field ?>"><?cs var:label ?></label><div><input class="form-control" id="f-<?cs var:field ?>" name="<?cs var:field ?>" value="<?cs var:Form[field] ?>" maxlength="78" placeholder="closed" autocomplete="off" aria-describedby="why-<?cs var:field ?> hours-how"<?cs if:Wrong[field] ?> aria-invalid="true"<?cs /if ?>><?cs if:Wrong[field] ?><p class="f-why" id="why-<?cs var:field ?>"><?cs call:why(Wrong[field]) ?></p><?cs /if ?><?cs if:Problem == "stale" && Now[field] != Form[field] ?><p class="f-now">Stored now: <b><?cs if:Now[field] == "" ?>closed<?cs else ?><?cs var:Now[field] ?><?cs /if ?></b></p><?cs /if ?></div></div><?cs /def ?>
<div class="edit">
<form class="panel form" method="post" action="/office/department/hours"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Id ?>"><input type="hidden" name="version" value="<?cs var:Version ?>">
<p class="f-help f-pad" id="hours-how">When visitors are told that somebody is there, if an operator is. Several spans a day are fine: 9:00-12:30, 14:00-18:00. An empty day is closed; all seven empty: always open.</p>
<?cs call:weekday("day0", "Monday") ?>
<?cs call:weekday("day1", "Tuesday") ?>
<?cs call:weekday("day2", "Wednesday") ?>
<?cs call:weekday("day3", "Thursday") ?>
<?cs call:weekday("day4", "Friday") ?>
<?cs call:weekday("day5", "Saturday") ?>
<?cs call:weekday("day6", "Sunday") ?>
<div class="f-foot"><button class="btn btn-primary">Save</button><a class="btn btn-ghost-secondary" href="/office/department?id=<?cs var:Id ?>">Cancel</a></div>
</form>
<aside>
<div class="panel"><h2>Now</h2>
<dl class="facts">
<dt>State</dt><dd><?cs if:Department.Open ?>open<?cs else ?>closed<?cs /if ?><?cs if:Department.Next ?>, until <?cs call:time(Department.Next) ?><?cs elif:!Department.Hours ?>, always<?cs /if ?></dd>
<dt>Time zone</dt><dd><?cs var:Department.Timezone ?>, <a href="/office/department?id=<?cs var:Id ?>">change</a></dd>
</dl></div>
<?cs call:latest() ?>
</aside>
</div>
<?cs include:"_foot.cs" ?>
