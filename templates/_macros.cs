<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _macros.cs: small pieces that many pages use. Included by _head.cs, and by each fragment that stands alone. ?>
<?cs # A time of the database; office.js writes it in the reader's own zone. ?>
<?cs def:time(t) ?><time datetime="<?cs var:t ?>Z"><?cs var:t ?> UTC</time><?cs /def ?>
<?cs # The same as "4 min": how long ago; ticks by itself. ?>
<?cs def:since(t) ?><time datetime="<?cs var:t ?>Z" data-since="1"><?cs var:t ?> UTC</time><?cs /def ?>
<?cs def:csrf() ?><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><?cs /def ?>
<?cs def:icon(name) ?><svg class="ico" viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><?cs
if:name == "home" ?><path d="M4 11l8-7 8 7v9h-6v-6h-4v6H4z"/><?cs
elif:name == "visitors" ?><circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.6-4 3-6 6.5-6s5.9 2 6.5 6"/><path d="M16 4.8a3.5 3.5 0 010 6.400M18.5 14.5c1.700.9 2.700 2.700 3 5.5"/><?cs
elif:name == "chats" ?><path d="M4 5h16v11h-9l-5 4v-4H4z"/><path d="M8 9.5h8M8 12.5h5"/><?cs
elif:name == "departments" ?><rect x="9" y="3" width="6" height="5" rx="1"/><rect x="3" y="16" width="6" height="5" rx="1"/><rect x="15" y="16" width="6" height="5" rx="1"/><path d="M12 8v4M6 16v-4h12v4"/><?cs
elif:name == "operators" ?><path d="M5 13v-1a7 7 0 0114 0v1"/><rect x="3" y="13" width="4" height="6" rx="1.5"/><rect x="17" y="13" width="4" height="6" rx="1.5"/><path d="M19 19c0 1.5-2 2.5-5 2.5"/><?cs
elif:name == "roles" ?><path d="M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z"/><path d="M9 12l2 2 4-4"/><?cs
elif:name == "sites" ?><circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"/><?cs
elif:name == "theme" ?><circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 000-17z" fill="currentColor"/><?cs
elif:name == "search" ?><circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/><?cs
elif:name == "send" ?><path d="M4 12L20 4l-5 16-4-6z"/><path d="M11 14l9-10"/><?cs
elif:name == "desktop" ?><rect x="3" y="4" width="18" height="12" rx="1.5"/><path d="M9 20h6M12 16v4"/><?cs
elif:name == "phone" ?><rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 18h2"/><?cs
elif:name == "tablet" ?><rect x="5" y="3" width="14" height="18" rx="2"/><path d="M11 18h2"/><?cs
elif:name == "bot" ?><rect x="4" y="8" width="16" height="11" rx="2"/><path d="M12 4v4M9 13v1M15 13v1"/><?cs
elif:name == "warn" ?><path d="M12 4l9 16H3z"/><path d="M12 10v4M12 17v.1"/><?cs
elif:name == "down" ?><path d="M7 10l5 5 5-5"/><?cs
/if ?></svg><?cs /def ?>
