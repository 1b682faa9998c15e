<?cs # SPDX-License-Identifier: ISC ?>
<?cs # why.cs: the rule that decides whom an operator sees; Whys.0 is the one who is asked about, the others are everybody. ?>
<?cs set:Title = "Why?" ?>
<?cs include:"_head.cs" ?>
<?cs include:"_reasons.cs" ?>
<?cs with:w = Whys.0 ?>
<?cs if:Visitor.Id ?><p class="crumb"><a href="/office/visitors">Online visitors</a> / <a href="/office/visitor?id=<?cs var:Visitor.Id ?>"><?cs call:visitor_name() ?></a></p><?cs elif:May.lhuser.manage ?><p class="crumb"><a href="/office/operators">Operators</a> / <a href="/office/operator?id=<?cs var:w.Id ?>"><?cs var:w.Name ?></a></p><?cs else ?><p class="crumb"><a href="/office/visitors">Online visitors</a></p><?cs /if ?>
<div class="head"><h1><?cs if:Visitor.Id ?>Why <?cs if:IsMe ?>do you<?cs else ?><?cs if:w.Sees ?>does <?cs var:w.Name ?><?cs else ?>does <?cs var:w.Name ?> not<?cs /if ?><?cs /if ?> see <?cs call:visitor_name() ?>?<?cs else ?>Whom <?cs if:IsMe ?>do you<?cs else ?>does <?cs var:w.Name ?><?cs /if ?> see, and why?<?cs /if ?></h1></div>
<section class="panel" id="why" data-row="<?cs var:w.Row ?>" data-send="<?cs var:w.Send ?>" aria-labelledby="why-title"><h2 id="why-title"><?cs call:verdict(w) ?></h2>
<div class="f-pad">
<p class="why-reason"><?cs call:reason(w) ?></p>
<?cs if:Visitor.Id && !w.Sees && w.Talks ?><p>They own, or are offered, this visitor’s chat: so they may open this visitor’s panel, but the list and its figures leave the visitor out.</p><?cs /if ?>
<?cs if:w.Disabled ?><p><b>The account is disabled:</b> nobody can sign in with it.</p><?cs elif:!w.UsesOnline ?><p><b>The online visitors section is closed to <?cs if:IsMe ?>you<?cs else ?>them<?cs /if ?>:</b> no role of <?cs if:IsMe ?>yours<?cs else ?>theirs<?cs /if ?> has the permission <code>lhchat, use_onlineusers</code>.</p><?cs /if ?>
<p><?cs call:sending(w) ?></p>
<p class="why-links"><?cs if:May.lhuser.manage ?><a class="btn btn-sm" href="/office/operator?id=<?cs var:w.Id ?>">Change the assignments</a> <?cs /if ?><?cs if:May.lhpermission.manage ?><a class="btn btn-sm" href="<?cs if:w.Role ?>/office/role?id=<?cs var:w.Role ?><?cs else ?>/office/roles<?cs /if ?>"><?cs if:w.Role ?>Change the role <?cs var:w.RoleName ?><?cs else ?>Change a role<?cs /if ?></a> <?cs /if ?><?cs if:Visitor.Id && May.lhsite.manage ?><a class="btn btn-sm" href="/office/sites">Change what the embed code names</a><?cs /if ?><?cs if:!May.lhuser.manage ?>An administrator can change it under Operators.<?cs /if ?></p>
</div></section>
<?cs if:Figures ?><section class="panel" aria-labelledby="figures-title"><h2 id="figures-title">Now</h2><p class="f-pad" id="figures"><?cs call:crowd(IsMe) ?></p></section><?cs /if ?>
<section class="panel" aria-labelledby="table-title"><h2 id="table-title">The rule</h2>
<table class="rows rule">
<thead><tr><th scope="col">Departments</th><th scope="col"><code>sees_all_online_visitors</code></th><th scope="col">Sees</th></tr></thead>
<tbody>
<tr<?cs if:w.Row == "all" ?> aria-current="true"<?cs /if ?>><td data-label="Departments">All departments</td><td data-label="Permission">any</td><td data-label="Sees">every visitor, with and without a department</td></tr>
<tr<?cs if:w.Row == "match" || w.Row == "other" || w.Row == "without" || w.Row == "some" ?> aria-current="true"<?cs /if ?>><td data-label="Departments">some departments</td><td data-label="Permission">no</td><td data-label="Sees">the visitors of those departments only; none without a department</td></tr>
<tr<?cs if:w.Row == "permission" ?> aria-current="true"<?cs /if ?>><td data-label="Departments">some departments</td><td data-label="Permission">yes</td><td data-label="Sees">every visitor</td></tr>
<tr<?cs if:w.Row == "none" ?> aria-current="true"<?cs /if ?>><td data-label="Departments">none</td><td data-label="Permission">no</td><td data-label="Sees">nobody</td></tr>
<tr<?cs if:w.Row == "only-right" ?> aria-current="true"<?cs /if ?>><td data-label="Departments">none</td><td data-label="Permission">yes</td><td data-label="Sees">every visitor</td></tr>
</tbody></table></section>
<?cs if:subcount(Whys) > #1 ?><section class="panel" aria-labelledby="who-title"><h2 id="who-title">Who can see this visitor</h2>
<table class="rows" id="everybody">
<thead><tr><th scope="col">Operator</th><th scope="col">Sees</th><th scope="col">Because</th><th scope="col">Writes</th></tr></thead>
<tbody>
<?cs loop:i = #1, subcount(Whys) - #1, #1 ?><?cs with:o = Whys[i] ?><tr<?cs if:!o.Sees ?> class="is-off"<?cs /if ?> data-operator="<?cs var:o.Login ?>" data-row="<?cs var:o.Row ?>"><th scope="row"><a href="/office/why?operator=<?cs var:o.Id ?>&amp;visitor=<?cs var:Visitor.Id ?>"><?cs var:o.Name ?></a><small><?cs var:o.Login ?></small></th><td data-label="Sees"><?cs if:o.Sees ?>yes<?cs elif:o.Talks ?>the panel only<?cs else ?>no<?cs /if ?></td><td data-label="Because"><?cs call:reason(o) ?></td><td data-label="Writes"><?cs if:o.Send == "sends" ?>yes<?cs elif:o.Send == "read-only" ?>no, read-only<?cs elif:o.Send == "no-right" ?>no, not permitted<?cs else ?>no<?cs /if ?></td></tr>
<?cs /with ?><?cs /loop ?>
</tbody></table>
<?cs if:Full ?><p class="f-help f-pad">The first 200 are shown.</p><?cs /if ?></section><?cs /if ?>
<?cs /with ?>
<?cs include:"_foot.cs" ?>
