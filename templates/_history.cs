<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _history.cs: what happened to a chat, in words, by the kind of its event. ?>
<?cs def:history(e) ?><?cs
if:e.Kind == "begun" ?><?cs if:e.Who ?><b><?cs var:e.Who ?></b> began the chat<?cs else ?>The visitor began the chat<?cs /if ?><?cs
elif:e.Kind == "replied" ?>The visitor replied to the invitation<?cs if:e.Other ?> by <b><?cs var:e.Other ?></b><?cs elif:e.Who ?> by <b><?cs var:e.Who ?></b><?cs /if ?><?cs
elif:e.Kind == "message left" ?>The visitor left a message<?cs
elif:e.Kind == "offered" ?>Offered to <b><?cs var:e.Other ?></b><?cs
elif:e.Kind == "lapsed" ?><b><?cs var:e.Other ?></b> did not accept in time<?cs
elif:e.Kind == "released" ?>Nobody accepted in time: open to all who may take it<?cs
elif:e.Kind == "accepted" ?><b><?cs var:e.Who ?></b> accepted the chat<?cs
elif:e.Kind == "accepted automatically" ?>Accepted automatically for <b><?cs var:e.Who ?></b><?cs
elif:e.Kind == "taken over" ?><b><?cs var:e.Who ?></b> accepted the chat, which was offered to <b><?cs var:e.Other ?></b><?cs
elif:e.Kind == "replied late" ?>The visitor replied to an invitation that had ended<?cs if:e.Other ?>, by <b><?cs var:e.Other ?></b><?cs /if ?><?cs
elif:e.Kind == "sender disabled" ?><?cs if:e.Other ?><b><?cs var:e.Other ?></b>, who sent the invitation,<?cs else ?>Who sent the invitation<?cs /if ?> is no longer an operator: open to all who may take it<?cs
elif:e.Kind == "done" ?><b><?cs var:e.Who ?></b> marked the message as done<?cs
elif:e.Kind == "closed" ?><?cs if:e.Who ?><b><?cs var:e.Who ?></b> ended the chat<?cs else ?>The visitor ended the chat<?cs /if ?><?cs
elif:e.Kind == "bot began" ?>The department's bot took the chat<?cs
elif:e.Kind == "bot handed over" ?>The bot handed over<?cs
elif:e.Kind == "bot missed" ?>The bot gave up: too many answers fitted nothing<?cs
elif:e.Kind == "bot lost its way" ?>The bot gave up: the step that it waited at is gone<?cs
elif:e.Kind == "person wished" ?>The visitor asked for a person<?cs
elif:e.Kind == "bot ended" ?>The bot ended the chat<?cs
elif:e.Kind == "taken from the bot" ?><b><?cs var:e.Who ?></b> took the chat from the bot<?cs if:e.Other ?>; it was to be offered to <b><?cs var:e.Other ?></b><?cs /if ?><?cs
elif:e.Kind == "no reply" ?>Ended: the visitor never answered<?cs
else ?><?cs if:e.Who ?><b><?cs var:e.Who ?></b>: <?cs /if ?><?cs var:e.Kind ?><?cs if:e.Other ?> (<?cs var:e.Other ?>)<?cs /if ?><?cs
/if ?><?cs /def ?>
