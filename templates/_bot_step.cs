<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _bot_step.cs: one step in the form of a bot: bstep(s). Include _bot_words.cs first. ?>
<?cs # Chooses a step; none: what stands for no step. ?>
<?cs def:target(name, id, label, next, gone, none, why) ?><select class="form-select<?cs if:why ?> is-invalid<?cs /if ?>" id="<?cs var:id ?>" name="<?cs var:name ?>" aria-label="<?cs var:label ?>"<?cs if:why ?> aria-invalid="true" aria-describedby="why-<?cs var:id ?>"<?cs /if ?>>
<option value=""><?cs var:none ?></option>
<?cs if:gone ?><option value="<?cs var:next ?>" selected>(a step that is gone)</option><?cs /if ?>
<?cs each:t = Steps ?><option value="<?cs var:t.Number ?>"<?cs if:t.Number == next ?> selected<?cs /if ?>><?cs var:t.Place ?> <?cs var:t.Name ?></option>
<?cs /each ?></select><?cs call:wrong(id, why) ?><?cs /def ?>
<?cs # A button that changes the form: by itself, or as a page of its own. ?>
<?cs def:does(what, at, step, title, picture) ?><button class="bot-do" name="do" value="<?cs var:what ?>.<?cs var:at ?>" formaction="/office/bot#step-<?cs var:step ?>" hx-post="/office/bot" hx-target="#bot" hx-swap="morph:outerHTML" title="<?cs var:title ?>" aria-label="<?cs var:title ?>, step <?cs var:#at + #1 ?>"><?cs call:icon(picture) ?></button><?cs /def ?>
<?cs def:words(s, label, help) ?><div class="f-row"><label for="text-<?cs var:s.Number ?>"><?cs var:label ?></label><div><textarea class="form-control<?cs if:s.Wrong.text ?> is-invalid<?cs /if ?>" id="text-<?cs var:s.Number ?>" name="s<?cs var:s.At ?>.text" rows="2" maxlength="1000"<?cs if:s.Wrong.text ?> aria-invalid="true" aria-describedby="why-text-<?cs var:s.Number ?>"<?cs /if ?>><?cs var:s.Text ?></textarea><?cs call:wrong("text-" + s.Number, s.Wrong.text) ?><?cs if:help ?><p class="f-help"><?cs var:help ?></p><?cs /if ?></div></div><?cs /def ?>
<?cs def:pardon(s) ?><div class="f-row"><label for="again-<?cs var:s.Number ?>">If it does not fit</label><div><input class="form-control<?cs if:s.Wrong.again ?> is-invalid<?cs /if ?>" id="again-<?cs var:s.Number ?>" name="s<?cs var:s.At ?>.again" value="<?cs var:s.Again ?>" maxlength="500" placeholder="<?cs var:Form.again ?>"><?cs call:wrong("again-" + s.Number, s.Wrong.again) ?></div></div><?cs /def ?>
<?cs def:onward(s, label, none) ?><div class="f-row"><label for="next-<?cs var:s.Number ?>"><?cs var:label ?></label><div><?cs call:target("s" + s.At + ".next", "next-" + s.Number, label, s.Next, s.Gone, none, s.Wrong.next) ?></div></div><?cs /def ?>
<?cs def:choices(s, label, one, max) ?><fieldset class="f-row bot-choices"><legend><?cs var:label ?></legend><div>
<?cs each:c = s.Choices ?><div class="bot-choice">
<div><input class="form-control<?cs if:c.WrongText ?> is-invalid<?cs /if ?>" id="c<?cs var:c.At ?>-<?cs var:s.Number ?>" name="s<?cs var:s.At ?>.c<?cs var:c.At ?>" value="<?cs var:c.Text ?>" maxlength="<?cs var:max ?>" aria-label="<?cs var:one ?> <?cs var:c.Place ?>"<?cs if:c.WrongText ?> aria-invalid="true" aria-describedby="why-c<?cs var:c.At ?>-<?cs var:s.Number ?>"<?cs /if ?>><?cs call:wrong("c" + c.At + "-" + s.Number, c.WrongText) ?></div>
<span class="bot-to" aria-hidden="true">→</span>
<div><?cs call:target("s" + s.At + ".g" + c.At, "g" + c.At + "-" + s.Number, "Step after " + one + " " + c.Place, c.Next, c.Gone, "choose a step…", c.WrongNext) ?></div>
<button class="bot-do" name="do" value="less.<?cs var:s.At ?>.<?cs var:c.At ?>" formaction="/office/bot#step-<?cs var:s.Number ?>" hx-post="/office/bot" hx-target="#bot" hx-swap="morph:outerHTML" title="Remove" aria-label="Remove <?cs var:one ?> <?cs var:c.Place ?> of step <?cs var:s.Place ?>"><?cs call:icon("cross") ?></button>
</div><?cs /each ?>
<?cs if:s.NoChoices ?><p class="f-why">At least one is needed.</p><?cs /if ?>
<?cs if:!s.Full ?><button class="btn btn-sm" name="do" value="more.<?cs var:s.At ?>" formaction="/office/bot#step-<?cs var:s.Number ?>" hx-post="/office/bot" hx-target="#bot" hx-swap="morph:outerHTML">Add a <?cs var:one ?></button><?cs /if ?>
</div></fieldset><?cs /def ?>
<?cs def:option(value, now) ?><option value="<?cs var:value ?>"<?cs if:value == now ?> selected<?cs /if ?>><?cs /def ?>
<?cs def:bstep(s) ?><li class="panel bot-step<?cs if:s.IsWrong ?> is-wrong<?cs /if ?>" id="step-<?cs var:s.Number ?>">
<input type="hidden" name="s<?cs var:s.At ?>.number" value="<?cs var:s.Number ?>">
<div class="bot-head">
<span class="bot-place" aria-hidden="true"><?cs var:s.Place ?></span>
<div class="bot-name"><input class="form-control<?cs if:s.Wrong.name ?> is-invalid<?cs /if ?>" id="name-<?cs var:s.Number ?>" name="s<?cs var:s.At ?>.name" value="<?cs var:s.Name ?>" maxlength="60" placeholder="Name of the step" aria-label="Name of step <?cs var:s.Place ?>"<?cs if:s.Wrong.name ?> aria-invalid="true" aria-describedby="why-name-<?cs var:s.Number ?>"<?cs /if ?>><?cs call:wrong("name-" + s.Number, s.Wrong.name) ?></div>
<div class="bot-kind"><select class="form-select" id="kind-<?cs var:s.Number ?>" name="s<?cs var:s.At ?>.kind" aria-label="What step <?cs var:s.Place ?> does" data-press="turn-<?cs var:s.Number ?>"><?cs
each:k = Kinds ?><?cs call:option(k, s.Kind) ?><?cs call:kind(k) ?></option><?cs /each ?></select><button class="btn btn-sm unless-script" id="turn-<?cs var:s.Number ?>" name="do" value="turn.<?cs var:s.At ?>" formaction="/office/bot#step-<?cs var:s.Number ?>" hx-post="/office/bot" hx-target="#bot" hx-swap="morph:outerHTML">Change</button></div>
<div class="bot-dos"><?cs if:s.At ?><?cs call:does("up", s.At, s.Number, "Move up", "up") ?><?cs /if ?><?cs if:!s.Last ?><?cs call:does("down", s.At, s.Number, "Move down", "down") ?><?cs /if ?><?cs if:!Full ?><?cs call:does("below", s.At, s.Number, "Add a step below", "plus") ?><?cs /if ?><?cs call:does("remove", s.At, s.Number, "Remove", "trash") ?></div>
</div>
<?cs if:s.Wrong.step ?><p class="f-why bot-note"><?cs call:fault(s.Wrong.step) ?></p><?cs /if ?>
<?cs if:s.Unreached ?><p class="f-now bot-note">No step leads here.</p><?cs /if ?>
<?cs if:s.Kind == "say" ?>
<?cs call:words(s, "Says", "") ?>
<?cs call:onward(s, "Then", "the step below") ?>
<?cs elif:s.Kind == "ask" ?>
<?cs call:words(s, "Asks", "") ?>
<?cs call:choices(s, "Buttons", "button", #60) ?>
<?cs call:onward(s, "Any other answer", "ask again") ?>
<?cs call:pardon(s) ?>
<?cs elif:s.Kind == "store" ?>
<?cs call:words(s, "Asks", "") ?>
<div class="f-row"><label for="field-<?cs var:s.Number ?>">Keeps it as</label><div class="bot-field"><select class="form-select" id="field-<?cs var:s.Number ?>" name="s<?cs var:s.At ?>.field" data-press="turn-<?cs var:s.Number ?>"><?cs call:option("name", s.Field) ?>the visitor's name</option><?cs call:option("email", s.Field) ?>the visitor's e-mail address</option><?cs call:option("phone", s.Field) ?>the visitor's phone number</option><?cs call:option("other", s.Field) ?>another field</option></select></div></div>
<?cs if:s.Field == "other" ?>
<div class="f-row"><label for="label-<?cs var:s.Number ?>">Field</label><div class="bot-pair"><div><input class="form-control<?cs if:s.Wrong.label ?> is-invalid<?cs /if ?>" id="label-<?cs var:s.Number ?>" name="s<?cs var:s.At ?>.label" value="<?cs var:s.Label ?>" maxlength="60" placeholder="Order number"><?cs call:wrong("label-" + s.Number, s.Wrong.label) ?></div>
<select class="form-select" name="s<?cs var:s.At ?>.form" aria-label="Must be"><?cs call:option("text", s.Form) ?>any text</option><?cs call:option("email", s.Form) ?>an e-mail address</option><?cs call:option("phone", s.Form) ?>a phone number</option></select></div></div>
<?cs else ?><input type="hidden" name="s<?cs var:s.At ?>.label" value="<?cs var:s.Label ?>"><input type="hidden" name="s<?cs var:s.At ?>.form" value="<?cs var:s.Form ?>"><?cs /if ?>
<?cs call:onward(s, "Then", "the step below") ?>
<?cs call:pardon(s) ?>
<?cs elif:s.Kind == "match" ?>
<?cs call:words(s, "Asks", "Said only where it has to wait. The first step of this kind sees the line that began the chat.") ?>
<?cs call:choices(s, "Words", "list", #500) ?>
<p class="f-help bot-note">Words with commas between, like <code>parcel, delivery, where is*</code>. A star at the end stands for any ending.</p>
<?cs call:onward(s, "None of them", "ask again") ?>
<?cs call:pardon(s) ?>
<?cs elif:s.Kind == "goto" ?>
<?cs call:onward(s, "Goes to", "choose a step…") ?>
<?cs elif:s.Kind == "handover" ?>
<?cs call:words(s, "Says", "May stay empty. The chat then waits for an operator, first for whoever sent the invitation.") ?>
<?cs else ?>
<?cs call:words(s, "Says", "May stay empty. The chat is closed, and no operator is asked.") ?>
<?cs /if ?>
</li><?cs /def ?>
