<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _form.cs: the fields of a form: Form.* what stands in them, Wrong.* why one does not do, Now.* what is stored where somebody else changed it. ?>
<?cs def:why(code) ?><?cs
if:code == "missing" ?>Please fill this in.<?cs
elif:code == "long" ?>That is too long.<?cs
elif:code == "taken" ?>Another one has this already.<?cs
elif:code == "email" ?>That is no e-mail address.<?cs
elif:code == "login" ?>No blanks, please.<?cs
elif:code == "alias" ?>Small letters, digits, - and _ only, and not just digits.<?cs
elif:code == "timezone" ?>No such time zone is known here. Write it like Europe/Berlin.<?cs
elif:code == "minutes" ?>A whole number of minutes, 1 to 1440.<?cs
elif:code == "priority" ?>A priority is a whole number from -999 to 999.<?cs
elif:code == "hours" ?>Write it like 9:00-12:30, 14:00-18:00: in order, none touching another, six at most. Over midnight it is two, one on each day: 22-24 and 0-2.<?cs
elif:code == "languages" ?>Write them like en,de: small letters, with commas and no blanks.<?cs
elif:code == "number" ?>A whole number that fits, or nothing.<?cs
elif:code == "host" ?>This is no host: “<?cs var:BadHost ?>”. Write it like www.shop.example; names with other letters in their xn-- form.<?cs
elif:code == "domain" ?>Write it like shop.example: the part that all hosts of the site end with.<?cs
elif:code == "own-domain" ?>This is this server's name; it must be the site's.<?cs
elif:code == "many" ?>A hundred hosts are the most.<?cs
elif:code == "strict" ?>Strict hosts would refuse every page: list at least one host.<?cs
elif:code == "days" ?>A whole number of days, 0 to 3650.<?cs
elif:code == "keep" ?>Names of parameters, with blanks between, like utm_* id page; a * stands only at the end of a name.<?cs
elif:code == "lhc" ?>A whole number, or nothing.<?cs
elif:code == "size" ?>280 to 2000 pixels, or nothing.<?cs
elif:code == "color" ?>A colour is written like #1f6feb.<?cs
elif:code == "password" ?>At least 10 characters, and not more than 1000.<?cs
elif:code == "again" ?>The two are not the same.<?cs
elif:code == "old" ?>That is not your present password.<?cs
elif:code == "wait" ?>Too many wrong attempts. Wait <?cs var:Wait ?> s, then try again.<?cs
else ?>This does not fit.<?cs /if ?><?cs /def ?>
<?cs # What stands below a control that is described by why-<field> and help-<field>. ?>
<?cs def:below(field, help) ?><?cs if:Wrong[field] ?><p class="f-why" id="why-<?cs var:field ?>"><?cs call:why(Wrong[field]) ?></p><?cs /if ?><?cs if:Problem == "stale" && Now[field] != Form[field] ?><p class="f-now">Stored now: <b><?cs if:Now[field] == "" ?>nothing<?cs else ?><?cs var:Now[field] ?><?cs /if ?></b></p><?cs /if ?><p class="f-help" id="help-<?cs var:field ?>"><?cs var:help ?></p><?cs /def ?>
<?cs def:text(field, label, max, help) ?><div class="f-row"><label for="f-<?cs var:field ?>"><?cs var:label ?></label><div><input class="form-control<?cs if:Wrong[field] ?> is-invalid<?cs /if ?>" id="f-<?cs var:field ?>" name="<?cs var:field ?>" value="<?cs var:Form[field] ?>" maxlength="<?cs var:max ?>" aria-describedby="why-<?cs var:field ?> help-<?cs var:field ?>"<?cs if:Wrong[field] ?> aria-invalid="true"<?cs /if ?>><?cs call:below(field, help) ?></div></div><?cs /def ?>
<?cs def:tick(field, label, help) ?><div class="f-tick"><input type="checkbox" id="f-<?cs var:field ?>" name="<?cs var:field ?>" value="1"<?cs if:Form[field] ?> checked<?cs /if ?> aria-describedby="help-<?cs var:field ?>"><label for="f-<?cs var:field ?>"><?cs var:label ?></label><p class="f-help" id="help-<?cs var:field ?>"><?cs var:help ?></p><?cs if:Problem == "stale" && Now[field] != Form[field] ?><p class="f-now">Stored now: <b><?cs if:Now[field] ?>on<?cs else ?>off<?cs /if ?></b></p><?cs /if ?></div><?cs /def ?>
<?cs def:same() ?><input type="hidden" name="key" value="<?cs var:Form.key ?>"><?cs if:Id ?><input type="hidden" name="id" value="<?cs var:Id ?>"><input type="hidden" name="version" value="<?cs var:Version ?>"><?cs /if ?><?cs /def ?>
<?cs def:latest() ?><?cs if:Latest.At ?><div class="panel"><h2>Last change</h2><p><?cs call:time(Latest.At) ?><?cs if:Latest.By ?> by <?cs var:Latest.By ?><?cs /if ?><small class="f-detail"><?cs var:Latest.Detail ?></small></p></div><?cs /if ?><?cs /def ?>
<?cs # Which of the departments stand in the form, and the way to the others. "find" is a form of its own: call:pick_form() outside of this one. ?>
<?cs def:pick(what) ?><input type="hidden" name="shown" value="<?cs var:Pick.Shown ?>"><?cs if:Pick.Total > Pick.N || Pick.Find ?><div class="f-find"><p class="f-help"><?cs if:Pick.Find && !Pick.N ?>No <?cs var:what ?> has “<?cs var:Pick.Find ?>” in its name.<?cs elif:Pick.Find ?>With “<?cs var:Pick.Find ?>” in the name: <?cs var:Pick.N ?> of <?cs var:Pick.Total ?>.<?cs else ?><?cs var:Pick.N ?> of <?cs var:Pick.Total ?> stand here, the ticked ones before others.<?cs /if ?> What does not stand here stays as it is. Save before you look for others: that loads the form anew.</p><span><input class="form-control" form="find" name="find" value="<?cs var:Pick.Find ?>" maxlength="100" aria-label="Part of the name"><button class="btn btn-sm" form="find">Find</button><?cs if:Pick.Find ?><a class="btn btn-sm btn-ghost-secondary" href="<?cs var:link(Pick.Path) ?><?cs if:Id ?>?id=<?cs var:url(Id) ?><?cs /if ?>">All</a><?cs /if ?></span></div><?cs /if ?><?cs /def ?>
<?cs def:pick_form() ?><form id="find" method="get" action="<?cs var:link(Pick.Path) ?>"><?cs if:Id ?><input type="hidden" name="id" value="<?cs var:Id ?>"><?cs /if ?></form><?cs /def ?>
