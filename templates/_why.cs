<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _why.cs: why the list of visitors is empty, and what mends it; Why names the first reason that holds. ?>
<div class="empty" id="why">
<?cs if:Why == "no-site" ?>
<h2>There is no site yet</h2>
<p>Visitors appear here once a page of yours carries the embed code. <?cs if:May.lhsite.manage ?><a href="/office/sites">Add your site</a> to get its code.<?cs else ?>Ask an administrator to add your site.<?cs /if ?></p>
<?cs elif:Why == "no-snippet" ?>
<h2>No page has reported yet</h2>
<p>The embed code has not been seen on any page. <?cs if:May.lhsite.manage ?>Take it from <a href="/office/sites">Sites</a> and paste it into your pages, then open one of them.<?cs else ?>Ask an administrator to paste it into your pages.<?cs /if ?></p>
<?cs elif:Why == "no-tracking" ?>
<h2>Nobody is recorded</h2>
<p>Tracking is off, so visitors are not listed until they start a chat themselves.</p>
<?cs elif:Why == "departments" ?>
<h2>Nobody from your departments is here</h2>
<p>Visitors are shown by department. Who should see visitors needs one of three things:</p>
<ol>
<li>to be assigned <b>All departments</b>: sees everybody, with and without a department;</li>
<li>to be assigned the <b>departments</b> whose visitors they should see; visitors without a department stay hidden;</li>
<li>a role with the permission <code>lhchat, sees_all_online_visitors</code>: sees everybody, whatever the assignments.</li>
</ol>
<p><a href="/office/why">Why do you see nobody?</a> <?cs if:May.lhuser.manage ?><a href="/office/operators">Change it under Operators</a>.<?cs else ?>An administrator can change it under Operators.<?cs /if ?></p>
<?cs else ?>
<h2>Nobody is on your sites right now</h2>
<p>Whoever opens a page appears here within two seconds. Leave this page open.</p>
<?cs /if ?>
</div>
