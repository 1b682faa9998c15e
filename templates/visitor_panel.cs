<?cs # SPDX-License-Identifier: ISC ?>
<?cs # visitor_panel.cs: one visitor, as the page refreshes it and as a chat shows it beside its lines. ?>
<?cs include:"_macros.cs" ?><?cs include:"_visitor.cs" ?>
