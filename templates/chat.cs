<?cs # SPDX-License-Identifier: ISC ?>
<?cs # chat.cs: one chat: its lines, the form that writes to it, and who it is with. ?>
<?cs set:Title = "Chat with visitor " + Chat.Visitor ?>
<?cs if:Chat.Name ?><?cs set:Title = "Chat with " + Chat.Name ?><?cs /if ?>
<?cs include:"_head.cs" ?>
<?cs include:"_history.cs" ?>
<?cs include:"_canned.cs" ?>
<div class="talk">
<section class="talk-main panel" aria-label="Chat">
<?cs include:"_lines.cs" ?>
<?cs if:!Before && Chat.MayAct && !Chat.Message ?>
<form class="talk-say" id="talk-say" method="post" action="/office/chat/say" hx-post="/office/chat/say" hx-target="#talk-live" hx-swap="morph:outerHTML" hx-sync="this:drop" data-typing="/office/chat/typing" data-read="/office/chat/read">
<?cs call:csrf() ?>
<input type="hidden" name="id" value="<?cs var:Chat.Id ?>">
<input type="hidden" name="key" value="<?cs var:Form.Key ?>">
<input type="hidden" name="read" value="<?cs var:Chat.LastSeq ?>">
<label class="visually-hidden" for="talk-text">Your line</label>
<textarea class="form-control" id="talk-text" name="text" rows="1" maxlength="2000" required placeholder="<?cs if:Chat.Status == "pending" ?>Write a line to accept<?cs else ?>Write a line<?cs /if ?>"><?cs var:Form.Text ?></textarea>
<button class="btn btn-primary"><?cs call:icon("send") ?><span>Send</span></button>
<p class="talk-hint"><span id="talk-sent" role="status"></span><span class="if-script">Enter sends, Shift + Enter begins a new line</span></p>
</form>
<?cs call:canned("/office/chat", "id", Chat.Id, "talk-text") ?>
<?cs elif:!Before ?>
<form id="talk-say" hidden data-read="/office/chat/read"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Chat.Id ?>"></form>
<?cs /if ?>
</section>
<aside class="talk-side" aria-label="Visitor">
<div hx-get="/office/visitor/panel?id=<?cs var:url(Chat.Visitor) ?>" hx-trigger="load" hx-swap="innerHTML">
<div class="panel"><h2>Visitor</h2>
<dl class="facts">
<dt>Name</dt><dd><?cs if:Chat.Name ?><?cs var:Chat.Name ?><?cs else ?><span class="none">not given</span><?cs /if ?></dd>
<?cs if:Chat.Email ?><dt>E-mail</dt><dd><?cs var:Chat.Email ?></dd><?cs /if ?>
<?cs if:Chat.Phone ?><dt>Phone</dt><dd><?cs var:Chat.Phone ?></dd><?cs /if ?>
<dt>Site</dt><dd><?cs var:Chat.Site ?></dd>
</dl>
<p><a href="/office/visitor?id=<?cs var:url(Chat.Visitor) ?>">All about this visitor</a></p></div>
</div>
<div class="panel"><h2>Chat</h2>
<dl class="facts">
<dt>Began</dt><dd><?cs call:time(Chat.CreatedAt) ?><br><?cs if:Chat.Begun == "visitor" ?>by the visitor<?cs elif:Chat.Begun == "invitation" ?>with a reply to an invitation<?cs else ?>by an operator<?cs /if ?></dd>
<?cs if:Chat.AcceptedAt ?><dt>Accepted</dt><dd><?cs call:time(Chat.AcceptedAt) ?></dd><?cs /if ?>
<?cs if:Chat.Department ?><dt>Department</dt><dd><?cs var:Chat.Department ?></dd><?cs /if ?>
</dl>
<?cs if:Chat.MayAct && Chat.MayRaise && !Chat.Message && Chat.Status != "closed" ?><form class="talk-raise" id="talk-raise" method="post" action="/office/chat/priority" hx-post="/office/chat/priority" hx-target="#talk-live" hx-swap="morph:outerHTML"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Chat.Id ?>">
<label for="talk-priority">Priority</label><span><input class="form-control" id="talk-priority" name="priority" value="<?cs var:Chat.Priority ?>" maxlength="4" inputmode="text" aria-describedby="help-raise"><button class="btn">Set</button></span>
<p class="f-help" id="help-raise">-999 to 999. While the chat waits, the higher number is offered first, then who waits longest.</p></form><?cs /if ?>
</div>
<?cs if:subcount(Kept) ?><div class="panel"><h2>Told the bot</h2>
<dl class="facts"><?cs each:k = Kept ?><dt><?cs var:k.Name ?></dt><dd><?cs var:k.Value ?></dd><?cs /each ?></dl></div><?cs /if ?>
</aside>
</div>
<?cs include:"_foot.cs" ?>
