-- SPDX-License-Identifier: ISC
-- 0002_assign.sql: who gets a chat: what departments ask for, what operators
-- are offered, and the texts that they keep ready.

ALTER TABLE department
	ADD COLUMN IF NOT EXISTS auto_assign BOOLEAN NOT NULL DEFAULT FALSE,
	-- To accept an offer; NULL: an offer has no end.
	ADD COLUMN IF NOT EXISTS accept_seconds SMALLINT UNSIGNED DEFAULT 60,
	-- Active and offered chats of one operator, and of the department.
	ADD COLUMN IF NOT EXISTS max_operator_chats SMALLINT UNSIGNED DEFAULT NULL,
	ADD COLUMN IF NOT EXISTS max_department_chats SMALLINT UNSIGNED
	    DEFAULT NULL,
	ADD COLUMN IF NOT EXISTS min_delay_seconds SMALLINT UNSIGNED NOT NULL
	    DEFAULT 0,
	ADD COLUMN IF NOT EXISTS fewest_first BOOLEAN NOT NULL DEFAULT TRUE,
	ADD COLUMN IF NOT EXISTS use_priority BOOLEAN NOT NULL DEFAULT FALSE,
	ADD COLUMN IF NOT EXISTS match_language BOOLEAN NOT NULL DEFAULT FALSE,
	-- Chats without a line for so long do not count for the maximum.
	ADD COLUMN IF NOT EXISTS inactive_minutes SMALLINT UNSIGNED DEFAULT NULL,
	-- An offer without an end is released so long after the first line.
	ADD COLUMN IF NOT EXISTS unanswered_minutes SMALLINT UNSIGNED DEFAULT NULL;

ALTER TABLE operator
	ADD COLUMN IF NOT EXISTS languages VARCHAR(190) CHARACTER SET ascii
	    NOT NULL DEFAULT '', -- as "en,de"
	ADD COLUMN IF NOT EXISTS away_minutes SMALLINT UNSIGNED DEFAULT NULL,
	-- From then on they count as away: moved on by whatever they do.
	ADD COLUMN IF NOT EXISTS away_at DATETIME(3) DEFAULT NULL,
	ADD KEY IF NOT EXISTS operator_there (online, visible, disabled);

ALTER TABLE chat
	ADD COLUMN IF NOT EXISTS priority SMALLINT NOT NULL DEFAULT 0,
	ADD COLUMN IF NOT EXISTS offered_at DATETIME(3) DEFAULT NULL,
	ADD COLUMN IF NOT EXISTS offer_round INT UNSIGNED NOT NULL DEFAULT 0;

-- Who was offered which chat, when, why, and what became of it.
CREATE TABLE IF NOT EXISTS offer (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	chat_id BIGINT UNSIGNED NOT NULL,
	operator_id INT UNSIGNED NOT NULL,
	round INT UNSIGNED NOT NULL DEFAULT 0,
	offered_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	until_at DATETIME(3) DEFAULT NULL,
	ended_at DATETIME(3) DEFAULT NULL,
	outcome ENUM('accepted', 'lapsed', 'withdrawn', 'transferred')
	    DEFAULT NULL,
	why VARCHAR(40) CHARACTER SET ascii NOT NULL,
	open_chat_id BIGINT UNSIGNED AS (IF(ended_at IS NULL, chat_id, NULL)) STORED,
	UNIQUE KEY offer_open (open_chat_id),
	KEY offer_chat (chat_id, operator_id, ended_at),
	KEY offer_operator (operator_id, offered_at),
	FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE,
	FOREIGN KEY (operator_id) REFERENCES operator (id)
) ENGINE=InnoDB;

ALTER TABLE chat_event
	ADD COLUMN IF NOT EXISTS why VARCHAR(40) CHARACTER SET ascii DEFAULT NULL,
	ADD COLUMN IF NOT EXISTS seconds INT UNSIGNED DEFAULT NULL,
	ADD COLUMN IF NOT EXISTS department_id INT UNSIGNED DEFAULT NULL,
	ADD COLUMN IF NOT EXISTS note VARCHAR(500) DEFAULT NULL,
	-- The line it came after: milliseconds do not tell.
	ADD COLUMN IF NOT EXISTS after_seq INT UNSIGNED NOT NULL DEFAULT 0;
ALTER TABLE chat_event
	ADD FOREIGN KEY IF NOT EXISTS chat_event_department (department_id)
	    REFERENCES department (id);

-- Whoever gives out chats by a department's rules holds this row: capacities
-- are counted by one at a time.
CREATE TABLE IF NOT EXISTS assign_turn (
	id TINYINT UNSIGNED NOT NULL PRIMARY KEY CHECK (id = 1)
) ENGINE=InnoDB;

INSERT IGNORE INTO assign_turn (id) VALUES (1);

-- Texts that operators keep ready.  Without a department: for all.
CREATE TABLE IF NOT EXISTS canned_message (
	id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	department_id INT UNSIGNED DEFAULT NULL,
	title VARCHAR(100) NOT NULL,
	text VARCHAR(2000) NOT NULL,
	created_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	form_key BINARY(8) DEFAULT NULL, -- of the form that made it
	UNIQUE KEY canned_form (form_key),
	KEY canned_department (department_id, title),
	FOREIGN KEY (department_id) REFERENCES department (id) ON DELETE CASCADE
) ENGINE=InnoDB;
