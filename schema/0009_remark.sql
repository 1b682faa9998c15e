-- SPDX-License-Identifier: ISC
-- 0009_remark.sql: what a page's script tells of its visitor, and whose browser
-- keeps nothing.

ALTER TABLE visitor
	-- Told by the last page view: one row for the life of the page.
	ADD COLUMN IF NOT EXISTS unkept BOOLEAN NOT NULL DEFAULT FALSE;

-- beckon('set', ...): nobody has verified it.
CREATE TABLE IF NOT EXISTS visitor_attribute (
	visitor_id BIGINT UNSIGNED NOT NULL,
	name VARCHAR(40) NOT NULL,
	value VARCHAR(255) NOT NULL,
	set_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	PRIMARY KEY (visitor_id, name),
	FOREIGN KEY (visitor_id) REFERENCES visitor (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- beckon('event', ...)
CREATE TABLE IF NOT EXISTS visitor_event (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	visitor_id BIGINT UNSIGNED NOT NULL,
	-- Made by the page: the same event told twice is one row.
	event_key BINARY(8) NOT NULL,
	name VARCHAR(40) NOT NULL,
	data VARCHAR(255) NOT NULL DEFAULT '',
	at DATETIME(3) NOT NULL DEFAULT NOW(3),
	UNIQUE KEY visitor_event_once (visitor_id, event_key),
	KEY visitor_event_visitor (visitor_id, at),
	KEY visitor_event_at (at),
	FOREIGN KEY (visitor_id) REFERENCES visitor (id) ON DELETE CASCADE
) ENGINE=InnoDB;
