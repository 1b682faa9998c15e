<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _reasons.cs: why an operator sees a visitor, or does not, in words. ?>
<?cs def:visitor_name() ?><?cs if:Visitor.Name ?><?cs var:Visitor.Name ?><?cs else ?>visitor <?cs var:Visitor.Id ?><?cs /if ?><?cs /def ?>
<?cs def:department(d) ?><?cs if:May.lhdepartment.manage ?><a href="/office/department?id=<?cs var:d.Id ?>"><?cs var:d.Name ?></a><?cs else ?><?cs var:d.Name ?><?cs /if ?><?cs /def ?>
<?cs def:named() ?><?cs each:d = Visitor.Departments ?><?cs call:department(d) ?><?cs if:!last(d) ?>, <?cs /if ?><?cs /each ?><?cs /def ?>
<?cs def:role_of(w) ?><?cs if:May.lhpermission.manage ?><a href="/office/role?id=<?cs var:w.Role ?>"><?cs var:w.RoleName ?></a><?cs else ?><?cs var:w.RoleName ?><?cs /if ?><?cs /def ?>
<?cs # By which assignment: by its own name, or by a group. ?>
<?cs def:by_group(y) ?><?cs if:y.Group ?>by the group <?cs if:May.lhdepartment.manage ?><a href="/office/group?id=<?cs var:url(y.Group) ?>"><?cs var:y.GroupName ?></a><?cs else ?><b><?cs var:y.GroupName ?></b><?cs /if ?><?cs /if ?><?cs /def ?>
<?cs def:common(w) ?><?cs if:subcount(w.Ways) ?><?cs each:y = w.Ways ?><b><?cs var:y.Department ?></b>, which is assigned<?cs if:y.Group ?> <?cs call:by_group(y) ?><?cs /if ?><?cs if:!last(y) ?>; to <?cs /if ?><?cs /each ?><?cs else ?><b><?cs var:w.Common ?></b>, which is assigned<?cs /if ?><?cs /def ?>
<?cs def:assigned(w) ?><?cs if:subcount(w.Ways) && subcount(w.Ways) < #100 ?><?cs each:y = w.Ways ?><b><?cs var:y.Department ?></b><?cs if:y.Group ?> (<?cs call:by_group(y) ?>)<?cs /if ?><?cs if:!last(y) ?>, <?cs /if ?><?cs /each ?><?cs else ?><b><?cs var:w.Departments ?></b><?cs /if ?><?cs /def ?>
<?cs def:reason(w) ?><?cs
if:w.Row == "all" ?>Assigned to <b>All departments</b><?cs if:w.All == #2 ?>, read-only<?cs /if ?>: every visitor is seen, with and without a department.<?cs
elif:w.Row == "permission" ?>The role <?cs call:role_of(w) ?> has the permission <code>lhchat, sees_all_online_visitors</code>, which overrides the assigned departments: every visitor is seen.<?cs
elif:w.Row == "only-right" ?>No department is assigned, but the role <?cs call:role_of(w) ?> has the permission <code>lhchat, sees_all_online_visitors</code>: every visitor is seen.<?cs
elif:w.Row == "match" ?>The visitor belongs to <?cs call:common(w) ?>.<?cs
elif:w.Row == "other" ?>The visitor belongs to <?cs call:named() ?>. Assigned: <?cs if:w.Departments ?><?cs call:assigned(w) ?><?cs else ?>groups without departments<?cs /if ?>. None is the same.<?cs
elif:w.Row == "without" ?>The visitor belongs to <b>no department</b>: who is assigned to some departments does not see such visitors.<?cs
elif:w.Row == "some" ?>Assigned to some departments: <?cs if:w.Departments ?><?cs call:assigned(w) ?>. Their visitors are seen, none of other departments and none without a department.<?cs else ?>only groups that hold no department yet. So nobody is seen.<?cs /if ?><?cs
else ?><b>No department is assigned</b>, as for every new operator: no visitor is seen.<?cs /if ?><?cs /def ?>
<?cs def:verdict(w) ?><?cs if:Visitor.Id ?><?cs if:w.Sees ?>Seen<?cs elif:w.Talks ?>Seen in the chat only<?cs else ?>Not seen<?cs /if ?><?cs elif:w.Row == "some" ?>The visitors of some departments<?cs elif:w.Sees ?>Every visitor<?cs else ?>Nobody<?cs /if ?><?cs /def ?>
<?cs def:sending(w) ?><?cs
if:w.Send == "read-only" ?>Writing: no. All assignments that match are read-only.<?cs
elif:w.Send == "no-right" ?>Writing: no. No role has the permission <code>lhchat, send_message</code>.<?cs
elif:w.Send == "sends" ?>Writing: yes.<?cs
elif:w.Row == "some" && w.Departments ?>Writing: to those visitors, where an assignment that matches is not read-only.<?cs
else ?>Writing: no. Who does not see a visitor cannot write to them.<?cs /if ?><?cs /def ?>
<?cs def:crowd_places() ?><?cs each:c = Crowd ?><?cs if:c.Name ?><?cs var:c.Name ?><?cs else ?>no department<?cs /if ?> <?cs var:c.N ?><?cs if:!last(c) ?>, <?cs /if ?><?cs /each ?><?cs /def ?>
<?cs def:crowd(me) ?><b><?cs var:Figures.Online ?></b> online<?cs if:!Figures.Hidden ?>, all of them seen by <?cs if:me ?>you<?cs else ?>them<?cs /if ?>.<?cs else ?>: <b><?cs var:Figures.Seen ?></b> in <?cs if:me ?>your<?cs else ?>their<?cs /if ?> departments, <b><?cs var:Figures.Hidden ?></b> hidden from <?cs if:me ?>you<?cs else ?>them<?cs /if ?><?cs if:subcount(Crowd) ?> (<?cs call:crowd_places() ?>)<?cs /if ?>.<?cs /if ?><?cs /def ?>
