-- SPDX-License-Identifier: ISC
-- 0011_privacy.sql: what is kept of visitors and for how long, declared bots,
-- and records that may be of one visitor.

ALTER TABLE site
	-- Of a visitor's address: all, its network, or nothing.
	ADD COLUMN IF NOT EXISTS address_kept ENUM('whole', 'part', 'none')
	    NOT NULL DEFAULT 'whole',
	-- Names of the parameters that addresses of pages keep, blanks between.
	ADD COLUMN IF NOT EXISTS query_keep VARCHAR(500) CHARACTER SET ascii
	    NOT NULL DEFAULT 'utm_* id p page product category lang',
	-- What stands behind "#" names the page.
	ADD COLUMN IF NOT EXISTS hash_router BOOLEAN NOT NULL DEFAULT FALSE;

-- They said that they are one; counted apart.
ALTER TABLE presence
	ADD COLUMN IF NOT EXISTS bot BOOLEAN NOT NULL DEFAULT FALSE;

UPDATE presence p JOIN visitor v ON v.id = p.visitor_id
	SET p.bot = v.device = 'bot';

ALTER TABLE visitor
	ADD COLUMN IF NOT EXISTS erased_at DATETIME(3) DEFAULT NULL,
	ADD KEY IF NOT EXISTS visitor_address (site_id, address);

-- Possibly the same visitor: a first contact, and the record it came from.
-- Each is in one pair of a kind, so that a crowd behind one address is none.
CREATE TABLE IF NOT EXISTS visitor_alike (
	visitor_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
	other_id BIGINT UNSIGNED NOT NULL,
	at DATETIME(3) NOT NULL DEFAULT NOW(3),
	apart_at DATETIME(3) DEFAULT NULL, -- somebody said that they are two
	UNIQUE KEY visitor_alike_other (other_id),
	KEY visitor_alike_at (apart_at, at),
	FOREIGN KEY (visitor_id) REFERENCES visitor (id) ON DELETE CASCADE,
	FOREIGN KEY (other_id) REFERENCES visitor (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- What is not kept for ever goes by these.
ALTER TABLE chat
	ADD KEY IF NOT EXISTS chat_closed (closed_at);

ALTER TABLE invitation
	ADD KEY IF NOT EXISTS invitation_created (created_at);
