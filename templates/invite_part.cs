<?cs # SPDX-License-Identifier: ISC ?>
<?cs # invite_part.cs: the send dialog for htmx. ?>
<?cs include:"_macros.cs" ?>
<?cs include:"_invite.cs" ?>
