<?cs # SPDX-License-Identifier: ISC ?>
<?cs # alerts_part.cs: what waits for this operator, for htmx. ?>
<?cs include:"_macros.cs" ?><?cs include:"_outcomes.cs" ?><?cs include:"_alerts.cs" ?>
