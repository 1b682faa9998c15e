<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _bot_try.cs: a conversation with the bot of the form, which nobody else hears. Its controls belong to the form. ?>
<section class="panel bot-try" id="bot-try" aria-labelledby="try-title"><h2 id="try-title">Try it</h2>
<?cs each:h = Try.Heard ?><input type="hidden" form="bot" name="heard" value="<?cs var:h ?>">
<?cs /each ?>
<div class="try-lines" id="try-lines" role="log" aria-label="Conversation">
<?cs if:!Try.State ?><p class="f-help">Write as a visitor would. The bot answers as it stands in the form, saved or not; no chat begins.</p><?cs /if ?>
<?cs each:l = Try.Lines ?><p class="try-line by-<?cs var:l.Who ?>"><b class="visually-hidden"><?cs if:l.Who == "bot" ?><?cs if:Try.Title ?><?cs var:Try.Title ?><?cs else ?>Bot<?cs /if ?><?cs else ?>You<?cs /if ?>: </b><?cs var:l.Text ?></p>
<?cs /each ?>
<?cs if:Try.State == "handed" ?><p class="try-state"><b>Handed over.</b> The chat waits for an operator now.</p>
<?cs elif:Try.State == "gaveup" ?><p class="try-state"><b><?cs if:Try.Missed ?>Gave up.<?cs else ?>Lost its way.<?cs /if ?></b> The chat waits for an operator now.</p>
<?cs elif:Try.State == "ended" ?><p class="try-state"><b>Ended.</b> The chat is closed.</p>
<?cs elif:Try.State ?><p class="try-state">Waits at <a href="#step-<?cs var:Try.Number ?>"><?cs if:Try.Step ?><?cs var:Try.Step ?><?cs else ?>a step without a name<?cs /if ?></a><?cs if:Try.Missed ?>: that fitted nothing<?cs /if ?></p><?cs /if ?>
</div>
<?cs if:subcount(Try.Kept) ?><dl class="facts try-kept"><?cs each:k = Try.Kept ?><dt><?cs if:k.Field == "name" ?>Name<?cs elif:k.Field == "email" ?>E-mail<?cs elif:k.Field == "phone" ?>Phone<?cs else ?><?cs var:k.Label ?><?cs /if ?></dt><dd><?cs var:k.Value ?></dd><?cs /each ?></dl><?cs /if ?>
<?cs if:!Try.State || Try.State == "waits" ?>
<?cs if:subcount(Try.Choices) ?><div class="try-picks"><?cs each:c = Try.Choices ?><button class="btn btn-sm" form="bot" formaction="/office/bot/preview#bot-try" name="pick" value="<?cs var:c ?>" hx-post="/office/bot/preview" hx-target="#bot-try" hx-swap="morph:outerHTML"><?cs var:c ?></button><?cs /each ?></div><?cs /if ?>
<div class="try-say"><input class="form-control" form="bot" name="line" id="try-line" maxlength="2000" aria-label="A line of the visitor's" placeholder="<?cs if:Try.State ?>Answer<?cs else ?>Hello, I have a question<?cs /if ?>" autocomplete="off" data-press="try-send" value=""><button class="btn btn-primary" id="try-send" form="bot" formaction="/office/bot/preview#bot-try" hx-post="/office/bot/preview" hx-target="#bot-try" hx-swap="morph:outerHTML"><?cs call:icon("send") ?><span class="visually-hidden">Send</span></button></div><?cs /if ?>
<?cs if:Try.State ?><p class="try-again"><button class="btn btn-sm" form="bot" formaction="/office/bot/preview#bot-try" name="afresh" value="1" hx-post="/office/bot/preview" hx-target="#bot-try" hx-swap="morph:outerHTML">Start again</button></p><?cs /if ?>
</section>
