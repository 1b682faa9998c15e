<?cs # SPDX-License-Identifier: ISC ?>
<?cs # bot_part.cs: the form of a bot, as the page refreshes it. ?>
<?cs include:"_macros.cs" ?><?cs include:"_form.cs" ?><?cs include:"_bot.cs" ?>
