<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _invite_chatting.cs: why no message goes to a visitor who is in a chat. Part of _invite.cs. ?>
<div class="note note-warn" role="alert"><?cs call:icon("warn") ?><div>This visitor is in a chat<?cs if:Chat.Owner ?> with <strong><?cs var:Chat.Owner ?></strong><?cs else ?> that nobody has accepted yet<?cs /if ?>.<?cs if:Chat.Id ?> <a href="/office/chat?id=<?cs var:url(Chat.Id) ?>">Open the chat</a><?cs /if ?></div></div>
