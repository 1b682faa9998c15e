<?cs # SPDX-License-Identifier: ISC ?>
<?cs # visitors_list.cs: the list of online visitors alone, as the page refreshes it. ?>
<?cs include:"_macros.cs" ?><?cs include:"_visitors.cs" ?>
