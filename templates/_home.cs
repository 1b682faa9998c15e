<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _home.cs: figures of this moment, and what keeps the system from working, each with the link that mends it. ?>
<div id="now" class="live" hx-get="/office/" hx-include="#now-have" hx-trigger="every 3s, refresh" hx-swap="morph:outerHTML" hx-sync="this:queue last">
<input type="hidden" id="now-have" name="have" value="<?cs var:Have ?>">
<div class="tiles">
<?cs if:May.lhchat.use_onlineusers ?><a class="tile" href="/office/visitors"><b><?cs var:Now.Visitors ?></b><?cs if:Now.Visitors == #1 ?>visitor<?cs else ?>visitors<?cs /if ?> now<small><?cs var:Now.Idle ?> idle</small></a><?cs /if ?>
<?cs if:May.lhchat.use ?><a class="tile<?cs if:Now.Pending ?> wants<?cs /if ?>" href="/office/chats?tab=pending"><b><?cs var:Now.Pending ?></b>waiting for an operator<small>pending chats</small></a>
<a class="tile" href="/office/chats?tab=mine"><b><?cs var:Now.Mine ?></b>yours<small>chats not closed</small></a>
<a class="tile" href="/office/chats?tab=active"><b><?cs var:Now.Active ?></b>being held<small>by everybody you see</small></a>
<a class="tile<?cs if:Now.Messages ?> wants<?cs /if ?>" href="/office/chats?tab=messages"><b><?cs var:Now.Messages ?></b>left <?cs if:Now.Messages == #1 ?>message<?cs else ?>messages<?cs /if ?><small>not yet closed</small></a><?cs /if ?>
<div class="tile"><b><?cs var:Now.Operators ?></b><?cs if:Now.Operators == #1 ?>operator<?cs else ?>operators<?cs /if ?> online<small>as visitors are told</small></div>
</div>
<?cs def:hint(id) ?><li class="note note-warn" id="<?cs var:id ?>"><?cs call:icon("warn") ?><?cs /def ?>
<ul class="hints" aria-label="What needs attention">
<?cs if:!Sites.All ?><?cs call:hint("hint-site") ?><p><b>There is no site yet.</b> Nobody can be seen before a page carries the embed code. <?cs if:May.lhsite.manage ?><a href="/office/sites">Add a site</a><?cs else ?>An administrator adds sites.<?cs /if ?></p></li>
<?cs elif:Sites.Unseen ?><?cs call:hint("hint-snippet") ?><p><b>The embed code was not seen yet</b> on <?cs if:Sites.Unseen == Sites.All ?>any page<?cs else ?><?cs var:Sites.Unseen ?> of <?cs var:Sites.All ?> sites<?cs /if ?>. <?cs if:May.lhsite.manage ?><a href="/office/sites">Take the code from Sites</a><?cs else ?>An administrator finds it under Sites.<?cs /if ?></p></li><?cs /if ?>
<?cs if:!Tracking ?><?cs call:hint("hint-tracking") ?><p><b>Tracking is off.</b> No visitor is listed until they start a chat themselves. <?cs if:May.lhchat.administrate_tracking ?><a href="/office/visitors">Turn it on in Online visitors</a><?cs /if ?></p></li><?cs /if ?>
<?cs if:Sites.Untracked ?><?cs call:hint("hint-untracked") ?><p><b>Tracking is off for <?cs var:Sites.Untracked ?> <?cs if:Sites.Untracked == #1 ?>site<?cs else ?>sites<?cs /if ?>.</b> Their visitors are not listed. <?cs if:May.lhsite.manage ?><a href="/office/sites">Look at Sites</a><?cs /if ?></p></li><?cs /if ?>
<?cs if:Sites.Unchecked ?><?cs call:hint("hint-check") ?><p><b>Check for messages is off for <?cs var:Sites.Unchecked ?> <?cs if:Sites.Unchecked == #1 ?>site<?cs else ?>sites<?cs /if ?>.</b> What you send there waits for the next page view. <?cs if:May.lhsite.manage ?><a href="/office/sites">Look at Sites</a><?cs /if ?></p></li><?cs /if ?>
<?cs if:!Now.Operators ?><?cs call:hint("hint-operator") ?><p><b>No operator is online.</b> Visitors are asked to leave a message instead.<?cs if:May.lhuser.change_state && (!Me.Online || !Me.Visible) ?> Change your state in the menu under your name.<?cs /if ?></p></li><?cs /if ?>
<?cs if:!MyDepartments && !May.lhchat.sees_all_online_visitors ?><?cs call:hint("hint-departments") ?><p><b>You have no departments,</b> so you see no visitors. <?cs if:May.lhuser.manage ?><a href="/office/operators">Assign them under Operators</a><?cs else ?>An administrator assigns them under Operators.<?cs /if ?></p></li><?cs /if ?>
</ul>
</div>
