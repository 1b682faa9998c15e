<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _outcomes.cs: what became of an invitation, in words for who sent it. Include _macros.cs first. ?>
<?cs # Who: a name, or a number, with the way to them where one may see them. ?>
<?cs def:whom(o, capital) ?><?cs if:o.Visitor ?><a href="/office/visitor?id=<?cs var:url(o.Visitor) ?>"><?cs if:o.Name ?><?cs var:o.Name ?><?cs else ?>Visitor <?cs var:o.Visitor ?><?cs /if ?></a><?cs elif:o.Chat && o.Name ?><b><?cs var:o.Name ?></b><?cs elif:capital ?>A visitor<?cs else ?>a visitor<?cs /if ?><?cs if:!o.Visitor && !o.Chat ?> you no longer see<?cs /if ?><?cs if:o.Title ?> (on “<?cs var:o.Title ?>”)<?cs elif:o.Site ?> (<?cs var:o.Site ?>)<?cs /if ?><?cs /def ?>
<?cs def:outcome(o) ?><span class="told-what"><?cs
if:o.Status == "replied" ?><?cs call:whom(o, #1) ?> replied to your invitation.<?cs
elif:o.Late ?><?cs call:whom(o, #1) ?> replied after your invitation had <?cs if:o.Status == "expired" ?>expired<?cs elif:o.Status == "closed" ?>been closed<?cs else ?>been revoked<?cs /if ?>: an ordinary chat began.<?cs
elif:o.Status == "closed" ?><?cs call:whom(o, #1) ?> closed your invitation.<?cs
elif:o.Status == "expired" ?>Your invitation to <?cs call:whom(o, #0) ?> expired without a reply.<?cs
elif:o.EndedBy ?><b><?cs var:o.EndedBy ?></b> revoked your invitation to <?cs call:whom(o, #0) ?>.<?cs
else ?><?cs call:whom(o, #1) ?> began a chat: your invitation was withdrawn.<?cs
/if ?></span><?cs if:o.Chat ?> <a class="told-go" href="/office/chat?id=<?cs var:url(o.Chat) ?>">Open the chat</a><?cs /if ?> <small><?cs call:time(o.At) ?></small><?cs /def ?>
