<?cs # SPDX-License-Identifier: ISC ?>
<?cs # _problem.cs: why a form was not taken; above the form. Used says it for one kind of thing. ?>
<?cs if:IsWrong ?><p class="fault" role="alert"><b>Nothing was changed.</b> Look at the fields that are marked.</p><?cs
elif:Problem == "stale" ?><div class="fault" role="alert"><p><b>Nothing was changed: somebody else was quicker.</b> <?cs if:Latest.By ?><?cs var:Latest.By ?> changed this<?cs else ?>This was changed<?cs /if ?><?cs if:Latest.At ?> at <?cs call:time(Latest.At) ?><?cs /if ?> while your form was open<?cs if:Latest.Detail ?> (<?cs var:Latest.Detail ?>)<?cs /if ?>.</p><p>What you entered is still here, and below each field that differs stands what is stored now. Save again to put yours in its place.</p></div><?cs
elif:Problem == "last" ?><p class="fault" role="alert"><b>Nothing was changed: no administrator would be left.</b> At least one operator who is not disabled must be able to manage operators and roles. Make somebody else an administrator first.</p><?cs
elif:Problem == "above" ?><p class="fault" role="alert"><b>Nothing was changed: this goes beyond your own permissions.</b> You can give only what your roles include, and not change who, or what, may do more than you.</p><?cs
elif:Problem == "unknown" ?><p class="fault" role="alert"><b>Nothing was changed.</b> Something that you chose is gone: look at the choice again.</p><?cs
elif:Problem == "used" ?><p class="fault" role="alert"><b>Nothing was deleted.</b> <?cs var:Used ?></p><?cs
/if ?>
