<?cs # SPDX-License-Identifier: ISC ?>
<?cs # chat_lines.cs: the part of a chat that moves, as the page refreshes it. ?>
<?cs include:"_macros.cs" ?><?cs include:"_history.cs" ?><?cs include:"_lines.cs" ?>
