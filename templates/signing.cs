<?cs # SPDX-License-Identifier: ISC ?>
<?cs # signing.cs: what a site's server signs with, and how. ?>
<?cs set:Title = "Signed-in users" ?>
<?cs include:"_head.cs" ?>
<p class="crumb"><a href="/office/sites">Sites</a> / <a href="/office/site?id=<?cs var:Site.Id ?>"><?cs var:Site.Name ?></a></p>
<div class="head"><h1>Signed-in users</h1></div>
<div class="edit">
<div>
<div class="panel"><h2>What it does</h2>
<p>Where people sign in on the site, its server can say who they are: operators see the user’s id, and the chats of all their devices together. When they sign out, or somebody else signs in, the chat before is out of reach of that browser.</p>
<p>The id is believed only with a signature that the site’s server makes with a secret of this page. It is good for 24 hours, so make it anew for each page.</p>
</div>
<?cs if:!subcount(Secrets) ?><div class="note"><p><b>There is no secret yet.</b> Make one, and the examples appear.</p></div><?cs else ?>
<div class="panel"><h2>PHP</h2>
<div class="snippet"><pre tabindex="0" aria-label="Example in PHP"><code id="php">$time = time();
$mac = hash_hmac('sha256',
    "beckon-user\n<?cs var:Site.Key ?>\n$user\n$time",
    getenv('BECKON_SECRET'));
$claim = htmlspecialchars("$user:$time:$mac");</code></pre><button type="button" class="btn" data-copy="#php" hidden>Copy</button></div></div>
<div class="panel"><h2>Python</h2>
<div class="snippet"><pre tabindex="0" aria-label="Example in Python"><code id="python">import hashlib, hmac, html, os, time
now = int(time.time())
text = f'beckon-user\n<?cs var:Site.Key ?>\n{user}\n{now}'
mac = hmac.new(os.environ['BECKON_SECRET'].encode(),
    text.encode(), hashlib.sha256).hexdigest()
claim = html.escape(f'{user}:{now}:{mac}')</code></pre><button type="button" class="btn" data-copy="#python" hidden>Copy</button></div></div>
<div class="panel"><h2>Node</h2>
<div class="snippet"><pre tabindex="0" aria-label="Example in Node"><code id="node">const {createHmac} = require('node:crypto');
const now = Math.floor(Date.now() / 1000);
const mac = createHmac('sha256', process.env.BECKON_SECRET)
    .update(['beckon-user', '<?cs var:Site.Key ?>', user, now].join('\n'))
    .digest('hex');
const claim = [user, now, mac].join(':');</code></pre><button type="button" class="btn" data-copy="#node" hidden>Copy</button></div></div>
<div class="panel"><h2>In the page</h2>
<div class="snippet"><pre tabindex="0" aria-label="The tag of a page"><code id="tag">&lt;script async src=&quot;<?cs var:Base ?>/embed.js&quot; data-site=&quot;<?cs var:Site.Key ?>&quot; data-user=&quot;CLAIM&quot;&gt;&lt;/script&gt;</code></pre><button type="button" class="btn" data-copy="#tag" hidden>Copy</button></div>
<p class="f-help f-pad">Put the claim, escaped for HTML, in the place of <code>CLAIM</code>; leave <code>data-user</code> out where nobody is signed in. The id is any text of 1 to 100 characters that never changes for a user: better a number than an e-mail address, which other scripts of the page can read.</p>
<p class="f-help f-pad">Without another page: <code>beckon('identify', claim)</code> and <code>beckon('reset')</code>.</p></div>
<?cs /if ?>
</div>
<aside>
<?cs each:k = Secrets ?><div class="panel"><h2><?cs if:k.Id == Newest ?>Secret<?cs else ?>Older secret<?cs /if ?></h2>
<dl class="facts"><dt>Made</dt><dd><?cs call:time(k.Made) ?></dd></dl>
<details class="f-pad"><summary>Show it</summary><p><code id="s-<?cs var:k.Id ?>"><?cs var:k.Text ?></code></p><p><button type="button" class="btn btn-sm" data-copy="#s-<?cs var:k.Id ?>" hidden>Copy</button></p></details>
<form method="post" action="/office/site/signing/end"><?cs call:csrf() ?><input type="hidden" name="site" value="<?cs var:Site.Id ?>"><input type="hidden" name="secret" value="<?cs var:k.Id ?>"><p>Ended, it signs nobody in any more: whoever did by it is signed out at the next page.</p><p><button class="btn btn-outline-danger btn-sm">End it</button></p></form></div>
<?cs /each ?>
<div class="panel"><h2>New secret</h2><?cs if:Room ?>
<form method="post" action="/office/site/signing/add"><?cs call:csrf() ?><input type="hidden" name="site" value="<?cs var:Site.Id ?>"><input type="hidden" name="newest" value="<?cs var:Newest ?>"><?cs if:subcount(Secrets) ?><p>Both are believed, until you end the older one: give the new one to the site’s server first.</p><?cs else ?><p>It is for the site’s server alone, and never in a page.</p><?cs /if ?><p><button class="btn btn-primary btn-sm">Make a secret</button></p></form>
<?cs else ?><p>There are two, and no more are believed at a time. End one first.</p><?cs /if ?></div>
</aside>
</div>
<?cs include:"_foot.cs" ?>
