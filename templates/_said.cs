<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _said.cs: what was just done, in words; the query's "said" names it. Other words say nothing. ?>
<?cs def:done(text) ?><p class="said" role="status"><?cs var:text ?></p><?cs /def ?>
<?cs if:Said == "signed-out" ?><?cs call:done("You are signed out.") ?>
<?cs elif:Said == "tracking-on" ?><?cs call:done("Tracking is on: visitors are recorded from their next page view.") ?>
<?cs elif:Said == "tracking-off" ?><?cs call:done("Tracking is off: no visitor is recorded until they start a chat themselves.") ?>
<?cs elif:Said == "saved" ?><?cs call:done("Saved.") ?>
<?cs elif:Said == "deleted" ?><?cs call:done("Deleted.") ?>
<?cs elif:Said == "site-added" ?><?cs call:done("The site is added. Here is its embed code.") ?>
<?cs elif:Said == "host-added" ?><?cs call:done("The host is listed.") ?>
<?cs elif:Said == "secret-made" ?><?cs call:done("The secret is made. Give it to the site's server.") ?>
<?cs elif:Said == "secret-ended" ?><?cs call:done("The secret is ended: nobody is signed in by it any more.") ?>
<?cs elif:Said == "forgotten" ?><?cs call:done("What pages have reported is forgotten: open one, and it is looked at anew.") ?>
<?cs elif:Said == "look-wrong" ?><?cs call:done("Nothing was changed: a colour is written like #1f6feb, and a size is 280 to 2000 pixels, or nothing.") ?>
<?cs elif:Said == "look-stale" ?><?cs call:done("Nothing was changed: somebody else was quicker. Here is what is stored now.") ?>
<?cs elif:Said == "no-address" ?><?cs call:done("That is no address. Write it like https://www.shop.example/.") ?>
<?cs elif:Said == "password" ?><?cs call:done("The password is set, and they are signed out everywhere.") ?>
<?cs elif:Said == "own-password" ?><?cs call:done("Your password is changed, and you are signed out everywhere else.") ?>
<?cs elif:Said == "online" ?><?cs call:done("You are online: visitors are told that somebody is there, and chats come to you.") ?>
<?cs elif:Said == "offline" ?><?cs call:done("You are offline; your invitations still come to you first.") ?>
<?cs elif:Said == "visible" ?><?cs call:done("You are visible.") ?>
<?cs elif:Said == "invisible" ?><?cs call:done("You are invisible; your invitations still come to you first.") ?>
<?cs elif:Said == "merged" ?><?cs call:done("The two are one visitor now.") ?>
<?cs elif:Said == "erased" ?><?cs call:done("The visitor is erased.") ?>
<?cs elif:Said == "sent" ?><?cs call:done("Sent.") ?>
<?cs /if ?>
