<?cs # SPDX-License-Identifier: ISC ?>
<?cs # bot.cs: one bot, or the form for a new one; beside it a conversation with it. ?>
<?cs set:Title = "New bot" ?><?cs if:Id ?><?cs set:Title = Form.name ?><?cs /if ?>
<?cs include:"_head.cs" ?>
<?cs include:"_form.cs" ?>
<p class="crumb"><a href="/office/bots">Bots</a></p>
<div class="head"><h1><?cs if:Title ?><?cs var:Title ?><?cs else ?>Bot<?cs /if ?></h1></div>
<?cs set:Used = "A department uses this bot, or a visitor talks to it now. Untick its departments and save first." ?>
<?cs if:Problem == "stale" ?><div class="fault" role="alert"><p><b>Nothing was changed: somebody else was quicker.</b> <?cs if:Latest.By ?><?cs var:Latest.By ?> changed this bot<?cs else ?>This bot was changed<?cs /if ?><?cs if:Latest.At ?> at <?cs call:time(Latest.At) ?><?cs /if ?> while your form was open.</p><p>What you entered is still here. <a href="/office/bot?id=<?cs var:Id ?>" target="_blank">See what is stored now</a>; save again to put yours in its place.</p></div>
<?cs elif:IsWrong ?><p class="fault" role="alert"><b>Nothing was changed.</b> Look at what is marked<?cs if:subcount(Steps) ?><?cs each:s = Steps ?><?cs if:s.IsWrong ?> · <a href="#step-<?cs var:s.Number ?>">step <?cs var:s.Place ?><?cs if:s.Name ?>, <?cs var:s.Name ?><?cs /if ?></a><?cs /if ?><?cs /each ?><?cs /if ?></p>
<?cs else ?><?cs include:"_problem.cs" ?><?cs /if ?>
<div class="edit bot-edit">
<?cs include:"_bot.cs" ?>
<aside>
<?cs include:"_bot_try.cs" ?>
<?cs if:Id ?>
<?cs call:latest() ?>
<div class="panel"><h2>Delete</h2>
<form method="post" action="/office/bot/delete"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Id ?>"><input type="hidden" name="version" value="<?cs var:Version ?>"><p>Only where no department uses it. Chats that it had stay as they are.</p><p><button class="btn btn-outline-danger btn-sm">Delete the bot</button></p></form>
</div>
<?cs /if ?>
</aside>
</div>
<?cs include:"_foot.cs" ?>
