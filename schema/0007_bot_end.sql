-- SPDX-License-Identifier: ISC
-- 0007_bot_end.sql: how long a bot keeps a chat that its visitor has left.

ALTER TABLE department
	ADD COLUMN IF NOT EXISTS bot_minutes SMALLINT UNSIGNED NOT NULL
	    DEFAULT 60 AFTER no_reply_minutes;
