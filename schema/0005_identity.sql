-- SPDX-License-Identifier: ISC
-- 0005_identity.sql: what opens a chat, the site's cookie settings, and what
-- pages report of themselves.

-- A chat begun on https opens with the strong token of that browser only, kept
-- as its SHA-256; NULL: with the visitor's token.
ALTER TABLE chat
	ADD COLUMN IF NOT EXISTS strong_hash BINARY(32) DEFAULT NULL;

ALTER TABLE site
	-- The token is mirrored in the browser's storage.
	ADD COLUMN IF NOT EXISTS html5_storage BOOLEAN NOT NULL DEFAULT TRUE,
	-- The cookies' domain; '': the widest that the browser takes.
	ADD COLUMN IF NOT EXISTS cookie_domain VARCHAR(253) CHARACTER SET ascii
	    NOT NULL DEFAULT '',
	-- All pages are meant to be https.
	ADD COLUMN IF NOT EXISTS force_ssl BOOLEAN NOT NULL DEFAULT FALSE;

-- What pages were like: at most once a minute for each row.
CREATE TABLE IF NOT EXISTS site_report (
	site_id INT UNSIGNED NOT NULL,
	-- 'page': any; else what was wrong with it.
	what ENUM('page', 'foreign', 'server', 'refused', 'cookies', 'twice',
	    'unchecked') NOT NULL,
	scheme ENUM('http', 'https') NOT NULL,
	host VARCHAR(253) CHARACTER SET ascii NOT NULL,
	-- The domain that the page's tag named.
	detail VARCHAR(253) CHARACTER SET ascii NOT NULL DEFAULT '',
	seen INT UNSIGNED NOT NULL DEFAULT 1,
	first_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	last_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	PRIMARY KEY (site_id, host, scheme, what),
	FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
) ENGINE=InnoDB;
