<?cs # SPDX-License-Identifier: ISC ?>
<?cs # bot_try.cs: the conversation with a bot, as the page refreshes it. ?>
<?cs include:"_macros.cs" ?><?cs include:"_bot_try.cs" ?>
