<?cs # SPDX-License-Identifier: ISC ?>
<?cs # sent_part.cs: the life of an invitation for htmx. ?>
<?cs include:"_macros.cs" ?>
<?cs include:"_sent.cs" ?>
