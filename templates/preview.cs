<?cs # SPDX-License-Identifier: ISC ?>
<?cs # preview.cs: a page with the real widget, in a frame of the embed code's page. ?>
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Preview</title>
<link rel="stylesheet" href="/a/<?cs var:Assets ?>/office-preview.css">
<script src="/a/<?cs var:Assets ?>/office-preview.js" defer></script>
</head>
<body data-widget="<?cs var:Widget ?>" data-name="<?cs var:Site.Name ?>" data-title="<?cs var:Site.Title ?>" data-greeting="<?cs var:Site.Greeting ?>" data-color="<?cs var:Site.Color ?>" data-position="<?cs if:Site.Left ?>left<?cs else ?>right<?cs /if ?>" data-width="<?cs var:Site.Width ?>" data-height="<?cs var:Site.Height ?>" data-mode="<?cs var:Mode ?>" data-leave="<?cs if:Site.Leave && !LeaveOff ?>1<?cs /if ?>">
<p class="line"></p><p class="line"></p><p class="line short"></p>
<?cs if:Mode == "api" ?><p><button type="button" id="open" data-command="open">beckon('open')</button></p><?cs /if ?>
<?cs if:Mode == "box" ?><div id="beckon-box" class="box"></div><?cs /if ?>
<p class="line"></p><p class="line short"></p>
</body>
</html>
