-- SPDX-License-Identifier: ISC
-- 0012_speed.sql: the list of a hundred thousand: what it is filtered and
-- sorted by stands in presence itself, whom it may be shown to is one number,
-- and its totals are counted once for all who look.

-- The sets of departments that visitors belong to: as many as there are
-- combinations in use.  1 is the empty one.
CREATE TABLE IF NOT EXISTS audience (
	id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	-- The departments' ids, in their order, commas between.
	list VARCHAR(2000) CHARACTER SET ascii NOT NULL,
	UNIQUE KEY audience_list (list)
) ENGINE=InnoDB;

INSERT IGNORE INTO audience (id, list) VALUES (1, '');

CREATE TABLE IF NOT EXISTS audience_member (
	audience_id INT UNSIGNED NOT NULL,
	department_id INT UNSIGNED NOT NULL,
	PRIMARY KEY (audience_id, department_id),
	KEY audience_member_department (department_id, audience_id),
	FOREIGN KEY (audience_id) REFERENCES audience (id) ON DELETE CASCADE,
	FOREIGN KEY (department_id) REFERENCES department (id) ON DELETE CASCADE
) ENGINE=InnoDB;

SET STATEMENT max_statement_time = 0 FOR
INSERT IGNORE INTO audience (list)
    SELECT GROUP_CONCAT(department_id ORDER BY department_id)
    FROM visitor_department GROUP BY visitor_id;

INSERT IGNORE INTO audience_member
    SELECT a.id, d.id FROM audience a
    JOIN department d ON FIND_IN_SET(d.id, a.list);

-- visitor_department as one number.
SET STATEMENT max_statement_time = 0 FOR
ALTER TABLE visitor
	ADD COLUMN IF NOT EXISTS audience_id INT UNSIGNED NOT NULL DEFAULT 1,
	ADD KEY IF NOT EXISTS visitor_audience (audience_id);
SET STATEMENT max_statement_time = 0 FOR
ALTER TABLE visitor
	ADD FOREIGN KEY IF NOT EXISTS visitor_audience_id (audience_id)
	    REFERENCES audience (id);

SET STATEMENT max_statement_time = 0 FOR
UPDATE (SELECT visitor_id, CONVERT(GROUP_CONCAT(department_id
	ORDER BY department_id) USING ascii) AS list
	FROM visitor_department GROUP BY visitor_id) t
    STRAIGHT_JOIN visitor v ON v.id = t.visitor_id
    STRAIGHT_JOIN audience a ON a.list = t.list
    SET v.audience_id = a.id;

-- Copies of what the list needs, written with each page view.
ALTER TABLE presence
	ADD COLUMN IF NOT EXISTS audience_id INT UNSIGNED NOT NULL DEFAULT 1,
	ADD COLUMN IF NOT EXISTS pages INT UNSIGNED NOT NULL DEFAULT 0,
	ADD COLUMN IF NOT EXISTS visits INT UNSIGNED NOT NULL DEFAULT 0,
	ADD COLUMN IF NOT EXISTS country CHAR(2) CHARACTER SET ascii NOT NULL
	    DEFAULT '',
	ADD COLUMN IF NOT EXISTS address VARCHAR(45) CHARACTER SET ascii NOT NULL
	    DEFAULT '',
	-- The title's beginning.
	ADD COLUMN IF NOT EXISTS title VARCHAR(60) NOT NULL DEFAULT '',
	-- All that a search looks into, in capitals without accents.
	ADD COLUMN IF NOT EXISTS words VARBINARY(9000) NOT NULL DEFAULT '',
	ADD KEY IF NOT EXISTS presence_pages (pages),
	ADD KEY IF NOT EXISTS presence_visits (visits),
	ADD KEY IF NOT EXISTS presence_title (title),
	ADD KEY IF NOT EXISTS presence_place (country, address);

UPDATE presence p JOIN visitor v ON v.id = p.visitor_id
    JOIN visit t ON t.id = p.visit_id LEFT JOIN page_view w ON w.id = p.view_id
    SET p.audience_id = v.audience_id, p.bot = v.device = 'bot',
    p.pages = t.pages, p.visits = v.visits, p.country = v.country,
    p.address = v.address, p.title = COALESCE(LEFT(w.title, 60), ''),
    p.words = CONVERT(CAST(WEIGHT_STRING(CONCAT_WS(' ', v.name, v.email,
	v.address, v.country, v.browser, v.system, w.title, w.url, t.referrer)
	COLLATE utf8mb4_general_ci) AS CHAR CHARACTER SET ucs2) USING utf8mb4);

-- How many are there, counted at most every five seconds, where there are
-- many.
CREATE TABLE IF NOT EXISTS online_total (
	site_id INT UNSIGNED NOT NULL,
	audience_id INT UNSIGNED NOT NULL,
	bot BOOLEAN NOT NULL,
	-- As desk/online.h counts: 1 here, 2 idle, 3 left.
	state TINYINT UNSIGNED NOT NULL,
	n INT UNSIGNED NOT NULL,
	PRIMARY KEY (site_id, audience_id, bot, state)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS online_counted (
	id TINYINT UNSIGNED NOT NULL PRIMARY KEY CHECK (id = 1),
	at DATETIME(3) NOT NULL
) ENGINE=InnoDB;

INSERT IGNORE INTO online_counted (id, at) VALUES (1, '2020-01-01');
