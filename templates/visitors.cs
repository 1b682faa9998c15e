<?cs # SPDX-License-Identifier: ISC ?>
<?cs # visitors.cs: the online visitors section: switch, filter, list. ?>
<?cs set:Title = "Online visitors" ?>
<?cs include:"_head.cs" ?>
<div class="head">
<h1>Online visitors</h1>
<?cs if:May.lhchat.administrate_tracking ?>
<form method="post" action="/office/tracking" class="switch"><?cs call:csrf() ?>
<input type="hidden" name="on" value="<?cs if:Tracking ?>0<?cs else ?>1<?cs /if ?>">
<button class="toggle" role="switch" aria-checked="<?cs if:Tracking ?>true<?cs else ?>false<?cs /if ?>" title="<?cs if:Tracking ?>Stop recording visitors<?cs else ?>Record visitors again<?cs /if ?>"><span class="toggle-track" aria-hidden="true"></span>Tracking is <?cs if:Tracking ?>on<?cs else ?>off<?cs /if ?></button>
</form>
<?cs else ?><p class="switch text-secondary">Tracking is <?cs if:Tracking ?>on<?cs else ?>off<?cs /if ?></p><?cs /if ?>
</div>
<form id="filter" class="filter" method="get" action="/office/visitors" role="search" aria-label="Filter visitors">
<span class="find"><?cs call:icon("search") ?><input class="form-control" type="search" name="q" value="<?cs var:Q ?>" maxlength="100" placeholder="Name, page, address…" aria-label="Search in names, pages, addresses"></span>
<select class="form-select" name="state" aria-label="State">
<option value="">Any state</option>
<?cs def:state_choice(word, label) ?><option value="<?cs var:word ?>"<?cs if:State == word ?> selected<?cs /if ?>><?cs var:label ?></option><?cs /def ?>
<?cs call:state_choice("online", "Online") ?><?cs call:state_choice("idle", "Idle") ?><?cs call:state_choice("left", "Left") ?>
</select>
<?cs include:"_choose.cs" ?><?cs if:subcount(Choice.List) || Choice.Find ?><?cs call:choose_find("filter-department", "filter", "/office/visitors/departments") ?>
<?cs call:choose_list("filter-department", "Any department") ?><?cs /if ?>
<?cs if:subcount(Sites) > #1 ?><select class="form-select" name="site" aria-label="Site">
<option value="">Any site</option>
<?cs each:s = Sites ?><option value="<?cs var:s.Id ?>"<?cs if:Site == s.Id ?> selected<?cs /if ?>><?cs var:s.Name ?></option><?cs /each ?>
</select><?cs /if ?>
<select class="form-select" name="sort" aria-label="Order">
<?cs def:sort_choice(word, label) ?><option value="<?cs var:word ?>"<?cs if:Sort == word ?> selected<?cs /if ?>><?cs var:label ?></option><?cs /def ?>
<?cs call:sort_choice("newest", "Newest first") ?><?cs call:sort_choice("longest", "Longest on site") ?><?cs call:sort_choice("pages", "Most pages") ?><?cs call:sort_choice("visits", "Most visits") ?><?cs call:sort_choice("title", "By page") ?><?cs call:sort_choice("place", "By country") ?>
</select>
<label class="filter-tick"><input type="checkbox" name="bots" value="1"<?cs if:Bots ?> checked<?cs /if ?>> Show bots</label>
<a class="btn btn-ghost-secondary" href="/office/alike">Possibly the same</a>
<button class="btn" data-noscript>Apply</button>
</form>
<?cs include:"_visitors.cs" ?>
<?cs include:"_foot.cs" ?>
