-- SPDX-License-Identifier: ISC
-- 0006_sender.sql: what became of an invitation is told to its sender; which
-- chats are given out before others.

ALTER TABLE invitation
	-- The sender has seen the outcome, or put its notice away.
	ADD COLUMN IF NOT EXISTS told_at DATETIME(3) DEFAULT NULL;
ALTER TABLE invitation
	-- The sender while they are still to be told: not of what they did
	-- themselves, but of a reply that came after it.
	ADD COLUMN IF NOT EXISTS untold_operator_id INT UNSIGNED AS
	    (IF(status IN ('replied', 'closed', 'expired', 'revoked')
	    AND told_at IS NULL
	    AND (chat_id IS NOT NULL OR NOT ended_by <=> operator_id),
	    operator_id, NULL)) STORED,
	ADD KEY IF NOT EXISTS invitation_untold (untold_operator_id, changed_at);

ALTER TABLE department
	-- Of the chats that begin in it.
	ADD COLUMN IF NOT EXISTS chat_priority SMALLINT NOT NULL DEFAULT 0;
