<?cs # SPDX-License-Identifier: ISC ?>
<?cs # chats_list.cs: tabs and rows of the chats, as the page refreshes them. ?>
<?cs include:"_macros.cs" ?><?cs include:"_chats.cs" ?>
