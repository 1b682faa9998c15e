<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _history.cs: what happened to a chat, in words, by the kind of its event. ?>
<?cs def:history(e) ?><?cs
if:e.Kind == "begun" ?><?cs if:e.Who ?><b><?cs var:e.Who ?></b> began the chat<?cs else ?>The visitor began the chat<?cs /if ?><?cs
elif:e.Kind == "replied" ?>The visitor replied to the invitation<?cs if:e.Other ?> by <b><?cs var:e.Other ?></b><?cs elif:e.Who ?> by <b><?cs var:e.Who ?></b><?cs /if ?><?cs
elif:e.Kind == "message left" ?>The visitor left a message<?cs
elif:e.Kind == "offered" ?>Offered to <?cs
  if:e.Why == "sender" ?>the sender of the invitation, <b><?cs var:e.Other ?></b><?cs
  elif:e.Why == "sender offline" ?>the sender of the invitation, <b><?cs var:e.Other ?></b>, who is offline<?cs
  elif:e.Why == "sender invisible" ?>the sender of the invitation, <b><?cs var:e.Other ?></b>, who is invisible<?cs
  elif:e.Why == "sender away" ?>the sender of the invitation, <b><?cs var:e.Other ?></b>, who is away<?cs
  elif:e.Why == "only" ?><b><?cs var:e.Other ?></b>, the only operator available<?cs
  elif:e.Why == "not yet" ?><b><?cs var:e.Other ?></b>, who has not had the offer before<?cs
  elif:e.Why == "language" ?><b><?cs var:e.Other ?></b>, who speaks the visitor’s language<?cs
  elif:e.Why == "priority" ?><b><?cs var:e.Other ?></b>, who comes first in the department<?cs
  elif:e.Why == "fewest" ?><b><?cs var:e.Other ?></b>, the operator with the fewest chats<?cs
  elif:e.Why == "longest" ?><b><?cs var:e.Other ?></b>, whose last chat is the longest ago<?cs
  else ?><b><?cs var:e.Other ?></b><?cs /if ?><?cs if:e.Seconds ?>, to accept in <?cs var:e.Seconds ?> s<?cs /if ?><?cs
elif:e.Kind == "lapsed" ?><b><?cs var:e.Other ?></b> did not accept<?cs if:e.Seconds ?> in <?cs var:e.Seconds ?> s<?cs else ?> in time<?cs /if ?><?cs
elif:e.Kind == "unanswered" ?><b><?cs var:e.Other ?></b> left it unanswered<?cs if:e.Seconds ?> for <?cs var:e.Seconds ?> s<?cs /if ?><?cs
elif:e.Kind == "released" ?><?cs if:e.Why == "unanswered" ?>Unanswered for too long<?cs else ?>No other operator is available<?cs /if ?>: open to all who may take it<?cs
elif:e.Kind == "operator disabled" ?><b><?cs var:e.Other ?></b> is no longer an operator: the offer is withdrawn<?cs
elif:e.Kind == "transferred" ?><b><?cs var:e.Who ?></b> handed the chat to <b><?cs var:e.Other ?></b><?cs if:e.Note ?>: “<?cs var:e.Note ?>”<?cs /if ?><?cs
elif:e.Kind == "moved" ?><b><?cs var:e.Who ?></b> moved the chat to <b><?cs var:e.Department ?></b><?cs if:e.Note ?>: “<?cs var:e.Note ?>”<?cs /if ?><?cs
elif:e.Kind == "took over" ?><b><?cs var:e.Who ?></b> took the chat over from <b><?cs var:e.Other ?></b><?cs
elif:e.Kind == "accepted" ?><b><?cs var:e.Who ?></b> accepted the chat<?cs
elif:e.Kind == "accepted automatically" ?>Accepted automatically for <b><?cs var:e.Who ?></b><?cs
elif:e.Kind == "taken over" ?><b><?cs var:e.Who ?></b> accepted the chat, which was offered to <b><?cs var:e.Other ?></b><?cs
elif:e.Kind == "replied late" ?>The visitor replied to an invitation that had ended<?cs if:e.Other ?>, by <b><?cs var:e.Other ?></b><?cs /if ?><?cs
elif:e.Kind == "sender disabled" ?><?cs if:e.Other ?><b><?cs var:e.Other ?></b>, who sent the invitation,<?cs else ?>Who sent the invitation<?cs /if ?> is no longer an operator: open to all who may take it<?cs
elif:e.Kind == "priority" ?><b><?cs var:e.Who ?></b> <?cs if:e.Why == "lowered" ?>lowered<?cs else ?>raised<?cs /if ?> the chat’s priority to <?cs var:e.Note ?><?cs
elif:e.Kind == "done" ?><b><?cs var:e.Who ?></b> marked the message as done<?cs
elif:e.Kind == "erased" ?><b><?cs var:e.Who ?></b> erased the visitor and what was said<?cs
elif:e.Kind == "closed" ?><?cs if:e.Who ?><b><?cs var:e.Who ?></b> ended the chat<?cs else ?>The visitor ended the chat<?cs /if ?><?cs
elif:e.Kind == "bot began" ?>The department's bot took the chat<?cs
elif:e.Kind == "bot handed over" ?>The bot handed over<?cs
elif:e.Kind == "bot missed" ?>The bot gave up: too many answers fitted nothing<?cs
elif:e.Kind == "bot lost its way" ?>The bot gave up: the step that it waited at is gone<?cs
elif:e.Kind == "person wished" ?>The visitor asked for a person<?cs
elif:e.Kind == "address left" ?>The visitor left an e-mail address<?cs
elif:e.Kind == "left the bot" ?>Ended: the visitor left the bot<?cs
elif:e.Kind == "bot ended" ?>The bot ended the chat<?cs
elif:e.Kind == "taken from the bot" ?><b><?cs var:e.Who ?></b> took the chat from the bot<?cs if:e.Other ?>; it was to be offered to <b><?cs var:e.Other ?></b><?cs /if ?><?cs
elif:e.Kind == "signed out" ?>Ended: the visitor signed out on the site<?cs
elif:e.Kind == "signed in" ?>Ended: the visitor signed in on the site, and goes on as that user<?cs
elif:e.Kind == "other user" ?>Ended: another user signed in on the site, in the same browser<?cs
elif:e.Kind == "no reply" ?>Ended: the visitor never answered<?cs
else ?><?cs if:e.Who ?><b><?cs var:e.Who ?></b>: <?cs /if ?><?cs var:e.Kind ?><?cs if:e.Other ?> (<?cs var:e.Other ?>)<?cs /if ?><?cs
/if ?><?cs /def ?>
