<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _bot.cs: the form of a bot, as each button of it brings it again. Include _macros.cs and _form.cs first. ?>
<?cs include:"_bot_words.cs" ?>
<?cs include:"_bot_step.cs" ?>
<?cs set:Kinds.0 = "say" ?><?cs set:Kinds.1 = "ask" ?><?cs set:Kinds.2 = "store" ?><?cs set:Kinds.3 = "match" ?><?cs set:Kinds.4 = "goto" ?><?cs set:Kinds.5 = "handover" ?><?cs set:Kinds.6 = "end" ?>
<form class="bot-form" id="bot" method="post" action="/office/bot"><?cs call:csrf() ?><?cs call:same() ?>
<input type="hidden" name="top" value="<?cs var:Form.top ?>">
<button class="visually-hidden" name="do" value="save" tabindex="-1" aria-hidden="true">Save</button>
<div class="panel form">
<?cs def:headline(field, label, max, help) ?><div class="f-row"><label for="f-<?cs var:field ?>"><?cs var:label ?></label><div><input class="form-control<?cs if:Wrong[field] ?> is-invalid<?cs /if ?>" id="f-<?cs var:field ?>" name="<?cs var:field ?>" value="<?cs var:Form[field] ?>" maxlength="<?cs var:max ?>" aria-describedby="why-<?cs var:field ?> help-<?cs var:field ?>"<?cs if:Wrong[field] ?> aria-invalid="true"<?cs /if ?>><?cs call:wrong(field, Wrong[field]) ?><p class="f-help" id="help-<?cs var:field ?>"><?cs var:help ?></p></div></div><?cs /def ?>
<?cs call:headline("name", "Name", #100, "Operators read it.") ?>
<?cs call:headline("title", "Visitors see", #60, "Above its lines.") ?>
<?cs call:headline("again", "If nothing fits", #500, "Said where a step has no words of its own for it.") ?>
<?cs call:headline("misses", "Gives up after", #2, "So many answers in a row that fit nothing, 1 to 10: then it hands over.") ?>
<?cs call:headline("person", "When it gives up", #500, "Said then, and when the visitor asks for a person.") ?>
<fieldset class="f-row"><legend>Used by</legend><div>
<?cs each:d = Departments ?><div class="f-tick"><input type="checkbox" id="d-<?cs var:d.Id ?>" name="department" value="<?cs var:d.Id ?>"<?cs if:d.On ?> checked<?cs /if ?>><label for="d-<?cs var:d.Id ?>"><?cs var:d.Name ?><?cs if:d.Disabled ?> <span class="pill pill-off">disabled</span><?cs /if ?></label><?cs if:d.Other ?><p class="f-help">Has the bot <?cs var:d.Other ?> now.</p><?cs /if ?></div>
<?cs /each ?><?cs if:!subcount(Departments) ?><p class="f-help">There is no department yet, so no visitor meets it.</p><?cs /if ?>
</div></fieldset>
</div>
<h2 class="bot-title">Steps</h2>
<?cs call:wrong("steps", Wrong.step) ?>
<ol class="bot-steps">
<?cs each:s = Steps ?><?cs call:bstep(s) ?>
<?cs /each ?></ol>
<div class="bot-add"><?cs if:Full ?><p class="f-help">These are <?cs var:Most ?> steps, the most a bot can have.</p><?cs else ?><label class="visually-hidden" for="new">Kind of the new step</label><select class="form-select" id="new" name="new"><?cs each:k = Kinds ?><option value="<?cs var:k ?>"><?cs call:kind(k) ?></option><?cs /each ?></select><button class="btn" name="do" value="add" formaction="/office/bot#new" hx-post="/office/bot" hx-target="#bot" hx-swap="morph:outerHTML"><?cs call:icon("plus") ?><span>Add a step</span></button><?cs /if ?></div>
<div class="panel bot-save"><button class="btn btn-primary" name="do" value="save"><?cs if:Id ?>Save<?cs else ?>Add the bot<?cs /if ?></button><a class="btn btn-ghost-secondary" href="/office/bots">Cancel</a></div>
</form>
