<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _head.cs: what stands above every page: set Title first, include this, then _foot.cs. ?>
<?cs include:"_macros.cs" ?>
<?cs include:"_outcomes.cs" ?>
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="htmx-config" content="{&quot;allowEval&quot;:false,&quot;includeIndicatorStyles&quot;:false,&quot;historyEnabled&quot;:false,&quot;timeout&quot;:8000}">
<title><?cs var:Title ?> · Beckon</title>
<link rel="icon" href="/a/<?cs var:Assets ?>/office.svg">
<link rel="stylesheet" href="/a/<?cs var:Assets ?>/tabler.min.css">
<link rel="stylesheet" href="/a/<?cs var:Assets ?>/office.css">
<link rel="stylesheet" href="/a/<?cs var:Assets ?>/office-chats.css">
<link rel="stylesheet" href="/a/<?cs var:Assets ?>/office-people.css">
<?cs if:Section == "bots" ?><link rel="stylesheet" href="/a/<?cs var:Assets ?>/office-bots.css">
<script src="/a/<?cs var:Assets ?>/office-bots.js"></script><?cs /if ?>
<link rel="stylesheet" href="/a/<?cs var:Assets ?>/office-forced.css">
<script src="/a/<?cs var:Assets ?>/office.js"></script>
<script src="/a/<?cs var:Assets ?>/office-chats.js"></script>
<script src="/a/<?cs var:Assets ?>/office-everybody.js"></script>
<script src="/a/<?cs var:Assets ?>/htmx.min.js" defer></script>
<script src="/a/<?cs var:Assets ?>/idiomorph-ext.min.js" defer></script>
</head>
<body hx-ext="morph" data-section="<?cs var:Section ?>"<?cs if:Me.Sound ?> data-sound="1"<?cs /if ?>>
<?cs include:"_icons.cs" ?>
<a class="skip" href="#main">Skip to content</a>
<header class="bar">
<a class="brand" href="/office/"><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><rect width="24" height="24" rx="6" class="mark"/><circle cx="8" cy="16" r="2.6" fill="#fff"/><path d="M8 9.5A6.5 6.5 0 0114.5 16M8 4.5A11.5 11.5 0 0119.5 16" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/></svg><span>Beckon</span></a>
<?cs if:Me.Id ?>
<nav class="menu" aria-label="Main">
<?cs def:place(name, path, label) ?><a href="<?cs var:link(path) ?>"<?cs if:Section == name ?> aria-current="page"<?cs /if ?>><?cs call:icon(name) ?><span><?cs var:label ?></span></a><?cs /def ?>
<?cs call:place("home", "/office/", "Home") ?>
<?cs if:May.lhchat.use_onlineusers ?><?cs call:place("visitors", "/office/visitors", "Online visitors") ?><?cs /if ?>
<?cs if:May.lhchat.use ?><?cs call:place("chats", "/office/chats", "Chats") ?><?cs /if ?>
<?cs if:May.lhdepartment.manage || May.lhuser.manage || May.lhpermission.manage || May.lhsite.manage || May.lhaudit.read || May.lhbot.manage || May.lhsystem.retention ?>
<?cs set:Managing = Section == "departments" || Section == "operators" || Section == "roles" || Section == "sites" || Section == "audit" || Section == "retention" || Section == "bots" ?>
<details class="places<?cs if:Managing ?> is-here<?cs /if ?>"><summary><?cs call:icon("settings") ?><span>Settings</span><?cs call:icon("down") ?></summary>
<div class="drop">
<?cs if:May.lhdepartment.manage ?><?cs call:place("departments", "/office/departments", "Departments") ?><?cs /if ?>
<?cs if:May.lhbot.manage ?><?cs call:place("bots", "/office/bots", "Bots") ?><?cs /if ?>
<?cs if:May.lhuser.manage ?><?cs call:place("operators", "/office/operators", "Operators") ?><?cs /if ?>
<?cs if:May.lhpermission.manage ?><?cs call:place("roles", "/office/roles", "Roles") ?><?cs /if ?>
<?cs if:May.lhsite.manage ?><?cs call:place("sites", "/office/sites", "Sites") ?><?cs /if ?>
<?cs if:May.lhsystem.retention ?><?cs call:place("retention", "/office/retention", "Data kept") ?><?cs /if ?>
<?cs if:May.lhaudit.read ?><?cs call:place("audit", "/office/audit", "Audit") ?><?cs /if ?>
</div></details>
<?cs /if ?>
</nav>
<?cs /if ?>
<div class="tools">
<?cs if:May.lhchat.use ?><?cs include:"_alerts.cs" ?><?cs /if ?>
<button type="button" class="tool" id="theme" hidden aria-label="Change between light and dark"><?cs call:icon("theme") ?></button>
<?cs if:Me.Id ?>
<details class="who">
<summary><span class="dot <?cs if:!Me.Visible ?>dot-hidden<?cs elif:Me.Online ?>dot-online<?cs else ?>dot-left<?cs /if ?>"></span><span class="who-name"><?cs var:Me.Name ?></span><?cs call:icon("down") ?></summary>
<div class="drop">
<p class="drop-head"><b><?cs var:Me.Name ?></b><br><span class="text-secondary"><?cs var:Me.Login ?> · <?cs if:!Me.Visible ?>invisible<?cs elif:Me.Online ?>online<?cs else ?>offline<?cs /if ?></span></p>
<?cs if:May.lhuser.change_state ?><form class="drop-state" method="post" action="/office/state"><?cs call:csrf() ?><input type="hidden" name="to" value="<?cs var:Here ?>">
<button class="toggle" role="switch" name="online" value="<?cs if:Me.Online ?>0<?cs else ?>1<?cs /if ?>" aria-checked="<?cs if:Me.Online ?>true<?cs else ?>false<?cs /if ?>"><span class="toggle-track" aria-hidden="true"></span>Online</button>
<button class="toggle" role="switch" name="visible" value="<?cs if:Me.Visible ?>0<?cs else ?>1<?cs /if ?>" aria-checked="<?cs if:Me.Visible ?>true<?cs else ?>false<?cs /if ?>"><span class="toggle-track" aria-hidden="true"></span>Visible</button>
<p><?cs if:!Me.Visible ?>You are invisible: for visitors you are not there, and no chat is assigned to you. Your invitations still come to you first.<?cs elif:!Me.Online ?>You are offline: for visitors you are not there, and no chat is assigned to you. Your invitations still come to you first.<?cs else ?>Visitors are told that somebody is there, and chats come to you.<?cs /if ?></p></form><?cs /if ?>
<a class="drop-item" href="/office/account">Account</a>
<form method="post" action="/office/signout"><?cs call:csrf() ?><button class="drop-item" id="signout">Sign out</button></form>
</div>
</details>
<?cs /if ?>
</div>
</header>
<p class="lost" id="lost" role="status" hidden>No connection to the server. Trying again…</p>
<main id="main" class="main" tabindex="-1">
<?cs include:"_said.cs" ?>
