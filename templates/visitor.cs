<?cs # SPDX-License-Identifier: ISC ?>
<?cs # visitor.cs: one visitor. ?>
<?cs set:Title = "Visitor " + Visitor.Id ?>
<?cs if:Visitor.Name ?><?cs set:Title = Visitor.Name ?><?cs /if ?>
<?cs include:"_head.cs" ?>
<?cs include:"_visitor.cs" ?>
<?cs include:"_foot.cs" ?>
