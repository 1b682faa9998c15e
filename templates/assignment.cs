<?cs # SPDX-License-Identifier: ISC ?>
<?cs # assignment.cs: how a department gives out its chats. ?>
<?cs set:Title = "Assignment" ?>
<?cs include:"_head.cs" ?>
<?cs include:"_form.cs" ?>
<p class="crumb"><a href="/office/departments">Departments</a> / <a href="/office/department?id=<?cs var:url(Id) ?>"><?cs var:Name ?></a></p>
<div class="head"><h1>Who gets the chats of <?cs var:Name ?></h1></div>
<?cs include:"_problem.cs" ?>
<div class="edit">
<form class="panel form" method="post" action="/office/department/assignment"><?cs call:csrf() ?><?cs call:same() ?>
<fieldset class="f-row"><legend>Auto-assignment</legend><div>
<?cs call:tick("on", "Offer chats to operators", "Chats with a higher priority are first, then who waits longest. Operators of the department and of All departments take part who are online, visible and seen in the last two minutes. Off: chats wait until somebody accepts them; your own invitations still come to you first.") ?>
</div></fieldset>
<?cs call:text("accept", "Accept time", #4, "Seconds to accept an offer before it goes to the next. Empty: an offer is never forwarded.") ?>
<?cs call:text("max_operator", "Most of one operator", #4, "Active and offered chats; who has so many is offered no more. Empty: as many as come.") ?>
<?cs call:text("max_department", "Most of the department", #4, "Active and offered chats of all its operators. Empty: as many as come.") ?>
<?cs call:text("delay", "Delay", #4, "Seconds after an operator's last accepted chat before the next offer. Empty: none.") ?>
<?cs call:text("inactive", "Inactive after", #4, "Minutes without a line after which a chat does not count for the maximum. Empty: all count.") ?>
<fieldset class="f-row"><legend>Order</legend><div>
<?cs call:tick("language", "Languages first", "First who speaks the visitor's language.") ?>
<?cs call:tick("priority", "Then priority", "Then by the priority of the operator's assignment, the highest first.") ?>
<?cs call:tick("fewest", "Then fewest chats", "Then who has the fewest chats. At last whose last accepted chat is the longest ago.") ?>
</div></fieldset>
<?cs call:text("unanswered", "Unanswered after", #4, "Minutes from the visitor's first line after which a chat that was offered without an end is released to all. Empty: off.") ?>
<?cs call:text("chats", "Its chats", #4, "Priority of the chats that begin here, -999 to 999: of all chats that wait for the same operators the higher number is offered first, then who waits longest. 0 is usual.") ?>
<div class="f-foot"><button class="btn btn-primary">Save</button><a class="btn btn-ghost-secondary" href="/office/department?id=<?cs var:url(Id) ?>">Cancel</a></div>
</form>
<aside>
<div class="panel"><h2>First right</h2><p>The chat that comes of an invitation with “Assign the chat to me” is offered to its sender first, whatever their state, and whatever is set here. Only the accept time is used: then it goes to the next.</p></div>
<?cs call:latest() ?>
</aside>
</div>
<?cs include:"_foot.cs" ?>
