<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _macros.cs: small pieces that many pages use. Included by _head.cs, and by each fragment that stands alone. ?>
<?cs # A time of the database; office.js writes it in the reader's own zone. ?>
<?cs def:time(t) ?><time datetime="<?cs var:t ?>Z"><?cs var:t ?> UTC</time><?cs /def ?>
<?cs # The same as "4 min": how long ago; ticks by itself. ?>
<?cs def:since(t) ?><time datetime="<?cs var:t ?>Z" data-since="1"><?cs var:t ?> UTC</time><?cs /def ?>
<?cs def:csrf() ?><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><?cs /def ?>
<?cs # Drawn once per page, by _icons.cs. ?>
<?cs def:icon(name) ?><svg class="ico" width="18" height="18" aria-hidden="true"><use href="#i-<?cs var:name ?>"/></svg><?cs /def ?>
