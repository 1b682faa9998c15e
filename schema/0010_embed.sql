-- SPDX-License-Identifier: ISC
-- 0010_embed.sql: how the widget looks on a site's pages, pages that carry
-- Live Helper Chat's snippet, and the test of a page.

ALTER TABLE site
	-- Of the open window, in pixels; 0: the widget's own.
	ADD COLUMN IF NOT EXISTS width SMALLINT UNSIGNED NOT NULL DEFAULT 0,
	ADD COLUMN IF NOT EXISTS height SMALLINT UNSIGNED NOT NULL DEFAULT 0,
	-- 1 or NULL: pages that name no site, on a host that none lists, are
	-- this one's.  One at most.
	ADD COLUMN IF NOT EXISTS is_default TINYINT UNSIGNED DEFAULT NULL,
	ADD UNIQUE KEY IF NOT EXISTS site_default (is_default);

-- The department's number in Live Helper Chat, which its snippets name.
ALTER TABLE department
	ADD COLUMN IF NOT EXISTS lhc_id INT UNSIGNED DEFAULT NULL,
	ADD UNIQUE KEY IF NOT EXISTS department_lhc (lhc_id);

-- A page whose Content-Security-Policy refuses something of ours, and one
-- whose polls somebody between answers.
ALTER TABLE site_report
	MODIFY COLUMN what ENUM('page', 'foreign', 'server', 'refused',
	    'cookies', 'twice', 'unchecked', 'user_bad', 'user_stale', 'uuid',
	    'csp', 'cached') NOT NULL;

-- "Test my page": the latest one of an operator for a site, and what the page
-- said that was opened with its code.
CREATE TABLE IF NOT EXISTS site_trial (
	site_id INT UNSIGNED NOT NULL,
	operator_id INT UNSIGNED NOT NULL,
	code BINARY(8) NOT NULL,
	url VARCHAR(1000) NOT NULL,
	begun_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	seen_at DATETIME(3) DEFAULT NULL,
	found_id INT UNSIGNED DEFAULT NULL, -- the site that the page names
	host VARCHAR(253) CHARACTER SET ascii NOT NULL DEFAULT '',
	scheme ENUM('http', 'https') NOT NULL DEFAULT 'http',
	-- What the browser kept; how many embed codes the page carries.
	cookie BOOLEAN NOT NULL DEFAULT FALSE,
	storage BOOLEAN NOT NULL DEFAULT FALSE,
	codes TINYINT UNSIGNED NOT NULL DEFAULT 0,
	-- "off" in the tag; the browser asks not to be tracked.
	unchecked BOOLEAN NOT NULL DEFAULT FALSE,
	private BOOLEAN NOT NULL DEFAULT FALSE,
	-- What the page's policy refused of ours; '': nothing.
	refused VARCHAR(100) CHARACTER SET ascii NOT NULL DEFAULT '',
	-- What the tag names, and the departments that this means.
	tag VARCHAR(255) CHARACTER SET ascii NOT NULL DEFAULT '',
	departments VARCHAR(1000) NOT NULL DEFAULT '',
	PRIMARY KEY (site_id, operator_id),
	UNIQUE KEY site_trial_code (code),
	FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE,
	FOREIGN KEY (operator_id) REFERENCES operator (id) ON DELETE CASCADE,
	FOREIGN KEY (found_id) REFERENCES site (id) ON DELETE CASCADE
) ENGINE=InnoDB;
