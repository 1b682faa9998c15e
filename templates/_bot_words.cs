<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _bot_words.cs: the words of a bot's form: kinds of steps, and what is wrong with one. ?>
<?cs def:kind(k) ?><?cs
if:k == "say" ?>Say<?cs
elif:k == "ask" ?>Ask with buttons<?cs
elif:k == "store" ?>Ask and keep the answer<?cs
elif:k == "match" ?>Look for words<?cs
elif:k == "goto" ?>Go to a step<?cs
elif:k == "handover" ?>Hand over to a person<?cs
else ?>End the chat<?cs /if ?><?cs /def ?>
<?cs def:fault(code) ?><?cs
if:code == "empty" ?>Please fill this in.<?cs
elif:code == "long" ?>That is too long.<?cs
elif:code == "twice" ?>Another one is called so already.<?cs
elif:code == "taken" ?>Another bot has this name.<?cs
elif:code == "nosteps" ?>A bot needs at least one step.<?cs
elif:code == "gone" ?>That step is gone. Choose another.<?cs
elif:code == "past" ?>There is no step below this one: choose where it goes on, or add a hand-over or an end.<?cs
elif:code == "noway" ?>From here the conversation comes neither to a hand-over nor to an end.<?cs
elif:code == "loop" ?>From here the bot comes round to this step again without waiting for an answer.<?cs
else ?>This does not fit.<?cs /if ?><?cs /def ?>
<?cs def:wrong(id, code) ?><?cs if:code ?><p class="f-why" id="why-<?cs var:id ?>"><?cs call:fault(code) ?></p><?cs /if ?><?cs /def ?>
