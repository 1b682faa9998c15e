-- SPDX-License-Identifier: ISC
-- 0013_presence.sql: no statement looks for visitors by when they changed, and
-- each page view paid for being found so.

SET STATEMENT max_statement_time = 0 FOR
ALTER TABLE presence DROP KEY IF EXISTS presence_changed;
