<?cs # SPDX-License-Identifier: ISC ?>
<?cs include:"_macros.cs" ?>
<?cs include:"_health_test.cs" ?>
