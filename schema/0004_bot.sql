-- SPDX-License-Identifier: ISC
-- 0004_bot.sql: a department's bot, and how far it has come in a chat.

CREATE TABLE IF NOT EXISTS bot (
	id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	name VARCHAR(100) NOT NULL,
	-- Over its lines, for visitors.
	title VARCHAR(60) NOT NULL DEFAULT '',
	-- Said where an answer fits nothing and the step has no words of its own.
	again VARCHAR(500) NOT NULL DEFAULT '',
	-- Said where it gives up, or the visitor asks for a person.
	person VARCHAR(500) NOT NULL DEFAULT '',
	-- So many answers in a row that fit nothing: it hands over.
	misses TINYINT UNSIGNED NOT NULL DEFAULT 3,
	top SMALLINT UNSIGNED NOT NULL DEFAULT 0, -- the last step number given
	version INT UNSIGNED NOT NULL DEFAULT 1,
	form_key BINARY(8) DEFAULT NULL, -- of the form that made it
	UNIQUE KEY bot_name (name),
	UNIQUE KEY bot_form (form_key)
) ENGINE=InnoDB;

-- A step keeps its number when it is renamed or moved; a new one gets a number
-- that the bot never had.
CREATE TABLE IF NOT EXISTS bot_step (
	bot_id INT UNSIGNED NOT NULL,
	step SMALLINT UNSIGNED NOT NULL,
	place TINYINT UNSIGNED NOT NULL,
	name VARCHAR(60) NOT NULL,
	kind ENUM('say', 'ask', 'store', 'match', 'goto', 'handover', 'end')
	    NOT NULL,
	text VARCHAR(1000) NOT NULL DEFAULT '',
	again VARCHAR(500) NOT NULL DEFAULT '',
	field ENUM('name', 'email', 'phone', 'other') NOT NULL DEFAULT 'name',
	label VARCHAR(60) NOT NULL DEFAULT '', -- of a field that is another
	form ENUM('text', 'email', 'phone') NOT NULL DEFAULT 'text',
	next SMALLINT UNSIGNED DEFAULT NULL,   -- NULL: none named
	PRIMARY KEY (bot_id, step),
	FOREIGN KEY (bot_id) REFERENCES bot (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- The buttons of a question, or the word lists of a match.
CREATE TABLE IF NOT EXISTS bot_choice (
	bot_id INT UNSIGNED NOT NULL,
	step SMALLINT UNSIGNED NOT NULL,
	place TINYINT UNSIGNED NOT NULL,
	text VARCHAR(500) NOT NULL,
	next SMALLINT UNSIGNED NOT NULL,
	PRIMARY KEY (bot_id, step, place),
	FOREIGN KEY (bot_id, step) REFERENCES bot_step (bot_id, step)
	    ON DELETE CASCADE
) ENGINE=InnoDB;

ALTER TABLE department
	ADD COLUMN IF NOT EXISTS bot_id INT UNSIGNED DEFAULT NULL,
	ADD CONSTRAINT FOREIGN KEY IF NOT EXISTS department_bot (bot_id)
	    REFERENCES bot (id);

ALTER TABLE chat
	ADD COLUMN IF NOT EXISTS bot_id INT UNSIGNED DEFAULT NULL,
	-- The step that waits for an answer.
	ADD COLUMN IF NOT EXISTS bot_step SMALLINT UNSIGNED DEFAULT NULL,
	ADD COLUMN IF NOT EXISTS bot_misses TINYINT UNSIGNED NOT NULL DEFAULT 0,
	ADD CONSTRAINT FOREIGN KEY IF NOT EXISTS chat_bot (bot_id)
	    REFERENCES bot (id) ON DELETE SET NULL;

-- What the bot asked for and was told.
CREATE TABLE IF NOT EXISTS chat_field (
	chat_id BIGINT UNSIGNED NOT NULL,
	name VARCHAR(60) NOT NULL,
	value VARCHAR(500) NOT NULL,
	at DATETIME(3) NOT NULL DEFAULT NOW(3),
	PRIMARY KEY (chat_id, name),
	FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE
) ENGINE=InnoDB;
