<?cs # SPDX-License-Identifier: ISC ?>
<?cs # signin.cs: the way in. ?>
<?cs set:Title = "Sign in" ?>
<?cs include:"_head.cs" ?>
<section class="narrow">
<h1>Sign in</h1>
<?cs if:Wrong == "wrong" ?><p class="fault" role="alert" id="why">That login and password do not belong together. Check both and try again.</p>
<?cs elif:Wrong == "wait" ?><p class="fault" role="alert" id="why">Too many wrong attempts. Wait <?cs var:Wait ?> s, then try again.</p>
<?cs elif:Wrong == "missing" ?><p class="fault" role="alert" id="why">Enter your login and your password.</p><?cs /if ?>
<form method="post" action="/office/signin" class="card card-body">
<input type="hidden" name="to" value="<?cs var:To ?>">
<label class="form-label" for="login">Login</label>
<input class="form-control" id="login" name="login" value="<?cs var:Login ?>" maxlength="64" required autocomplete="username" autocapitalize="none" spellcheck="false"<?cs if:!Login ?> autofocus<?cs /if ?><?cs if:Wrong ?> aria-describedby="why"<?cs /if ?>>
<label class="form-label" for="password">Password</label>
<input class="form-control" id="password" name="password" type="password" maxlength="1000" required autocomplete="current-password"<?cs if:Login ?> autofocus<?cs /if ?><?cs if:Wrong ?> aria-describedby="why"<?cs /if ?>>
<button class="btn btn-primary w-100">Sign in</button>
</form>
<p class="hint">Forgotten? Whoever runs this server sets a new one with <code>beckonctl operator reset LOGIN</code>.</p>
</section>
<?cs include:"_foot.cs" ?>
