<?cs # SPDX-License-Identifier: ISC ?>
<?cs # invite_edit_part.cs: the form that changes an invitation for htmx. ?>
<?cs include:"_macros.cs" ?>
<?cs include:"_invite_edit.cs" ?>
