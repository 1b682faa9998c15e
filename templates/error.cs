<?cs # SPDX-License-Identifier: ISC ?>
<?cs # error.cs: what went wrong, in calm words, and what to do; a fragment gets one line. ?>
<?cs def:words() ?><?cs
if:Status == #400 ?><?cs set:Title = "That request cannot be read" ?><?cs set:Advice = "Something in the address or the form is not as it should be. Go back and try again." ?><?cs
elif:Status == #401 ?><?cs set:Title = "Please sign in" ?><?cs set:Advice = "Your session has ended. Sign in again to go on." ?><?cs
elif:Status == #403 ?><?cs set:Title = "That is not open to you" ?><?cs set:Advice = "Either your roles do not include it, or the form was not sent from this back office's own page. Reload the page and try again; if it stays so, ask an administrator." ?><?cs
elif:Status == #404 ?><?cs set:Title = "There is nothing here" ?><?cs set:Advice = "The page is gone or was never there, or it belongs to people you do not see." ?><?cs
elif:Status == #405 ?><?cs set:Title = "Not that way" ?><?cs set:Advice = "This address exists but cannot be asked for like this. Use the links and buttons of the pages." ?><?cs
elif:Status == #409 ?><?cs set:Title = "Something changed meanwhile" ?><?cs set:Advice = "Somebody else was quicker, or other things depend on this. Look at how it stands now and decide again." ?><?cs
elif:Status == #413 || Status == #414 ?><?cs set:Title = "That is too much at once" ?><?cs set:Advice = "The text is longer than can be taken. Shorten it and send it again." ?><?cs
elif:Status == #422 ?><?cs set:Title = "Something is missing" ?><?cs set:Advice = "A field is empty or does not fit. Go back and look at the form again." ?><?cs
elif:Status == #429 ?><?cs set:Title = "A little slower, please" ?><?cs set:Advice = "There were many requests in a short time. Wait a moment and try again." ?><?cs
elif:Status == #503 ?><?cs set:Title = "The database does not answer" ?><?cs set:Advice = "Nothing you did is lost that was confirmed. Try again in a moment; whoever runs this server finds the reason in the log." ?><?cs
else ?><?cs set:Title = "Something went wrong" ?><?cs set:Advice = "It is our fault, not yours, and it is in the log. Try again in a moment." ?><?cs
/if ?><?cs /def ?><?cs call:words() ?>
<?cs if:Fragment ?>
<p class="fault" role="alert"><b><?cs var:Title ?>.</b> <?cs var:Advice ?></p>
<?cs else ?>
<?cs include:"_head.cs" ?>
<section class="narrow error">
<p class="code"><?cs var:Status ?></p>
<h1><?cs var:Title ?></h1>
<p><?cs var:Advice ?></p>
<p><?cs if:Status == #503 || Status == #500 || Status == #429 ?><a class="btn btn-primary" href="">Try again</a><?cs elif:Me.Id ?><a class="btn btn-primary" href="/office/">Go to the first page</a><?cs else ?><a class="btn btn-primary" href="/office/signin">Sign in</a><?cs /if ?></p>
</section>
<?cs include:"_foot.cs" ?>
<?cs /if ?>
