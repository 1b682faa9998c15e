<?cs # SPDX-License-Identifier: ISC ?>
<?cs # erase.cs: is it meant that a visitor is erased? ?>
<?cs def:who() ?><?cs if:Visitor.Name ?><?cs var:Visitor.Name ?><?cs else ?>Visitor <?cs var:Visitor.Id ?><?cs /if ?><?cs /def ?>
<?cs set:Title = "Erase a visitor" ?>
<?cs include:"_head.cs" ?>
<p class="crumb"><a href="/office/visitors">Online visitors</a> / <a href="/office/visitor?id=<?cs var:Visitor.Id ?>"><?cs call:who() ?></a></p>
<div class="head"><h1>Erase <?cs call:who() ?>?</h1></div>
<div class="edit">
<form class="panel form" method="post" action="/office/visitor/erase"><?cs call:csrf() ?>
<input type="hidden" name="id" value="<?cs var:Visitor.Id ?>">
<dl class="facts"><?cs if:Visitor.Email ?><dt>E-mail</dt><dd><?cs var:Visitor.Email ?></dd><?cs /if ?><?cs if:Visitor.Phone ?><dt>Phone</dt><dd><?cs var:Visitor.Phone ?></dd><?cs /if ?><dt>Site</dt><dd><?cs var:Visitor.Site ?></dd><dt>Last seen</dt><dd><?cs call:time(Visitor.Seen) ?></dd></dl>
<p class="f-pad">Who they are, their addresses, visits and page views, what they wrote in every chat and what they told a bot are deleted, also in chats that you do not see. An open chat ends. Their chats stay as entries without words. <b>This cannot be undone.</b></p>
<p class="f-pad">If their page is still open, or they come again, they are a new visitor.</p>
<div class="f-row"><span></span><div class="f-tick"><input type="checkbox" id="f-replies" name="replies" value="1" checked aria-describedby="help-replies"><label for="f-replies">What was written to them, too</label><p class="f-help" id="help-replies">Lines and notes of operators and bots may say who they were.</p></div></div>
<div class="f-foot"><button class="btn btn-danger">Erase</button><a class="btn btn-ghost-secondary" href="/office/visitor?id=<?cs var:Visitor.Id ?>">Cancel</a></div>
</form>
</div>
<?cs include:"_foot.cs" ?>
