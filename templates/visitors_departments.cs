<?cs # SPDX-License-Identifier: ISC ?>
<?cs # visitors_departments.cs: the departments to filter the online visitors by, as their search asks for them. ?>
<?cs include:"_choose.cs" ?><?cs call:choose_list("filter-department", "Any department") ?>
