<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _said.cs: what was just done, in words; the query's "said" names it. Other words say nothing. ?>
<?cs def:done(text) ?><p class="said" role="status"><?cs var:text ?></p><?cs /def ?>
<?cs if:Said == "signed-out" ?><?cs call:done("You are signed out.") ?>
<?cs elif:Said == "tracking-on" ?><?cs call:done("Tracking is on: visitors are recorded from their next page view.") ?>
<?cs elif:Said == "tracking-off" ?><?cs call:done("Tracking is off: no visitor is recorded until they start a chat themselves.") ?>
<?cs elif:Said == "saved" ?><?cs call:done("Saved.") ?>
<?cs elif:Said == "state" ?><?cs call:done("Your state is changed.") ?>
<?cs elif:Said == "sent" ?><?cs call:done("Sent.") ?>
<?cs /if ?>
