<?cs # SPDX-License-Identifier: ISC ?>
<?cs # home_now.cs: the figures and hints of the first page, as the page refreshes them. ?>
<?cs include:"_macros.cs" ?><?cs include:"_home.cs" ?>
