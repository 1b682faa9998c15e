-- SPDX-License-Identifier: ISC
-- 0008_identity.sql: who is signed in at a site, as its own server says, and
-- visitors who go from one of its domains to another.

-- What a site's server signs with: two at most, while one takes the other's
-- place.
CREATE TABLE IF NOT EXISTS site_secret (
	id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	site_id INT UNSIGNED NOT NULL,
	secret CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	created_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	KEY site_secret_site (site_id, id),
	FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- A user of a site, on whatever devices.
CREATE TABLE IF NOT EXISTS profile (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	site_id INT UNSIGNED NOT NULL,
	-- As the site's server writes it, to the letter.
	user_id VARCHAR(100) CHARACTER SET utf8mb4
	    COLLATE utf8mb4_nopad_bin NOT NULL,
	created_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	-- When a browser last signed in with it.
	seen_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	UNIQUE KEY profile_user (site_id, user_id),
	KEY profile_seen (seen_at),
	FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- A record is of one browser and one account: signed, the account is in it
-- now; not signed, with a profile: it was signed out of that one before.
ALTER TABLE visitor
	ADD COLUMN IF NOT EXISTS profile_id BIGINT UNSIGNED DEFAULT NULL,
	ADD COLUMN IF NOT EXISTS signed BOOLEAN NOT NULL DEFAULT FALSE,
	ADD KEY IF NOT EXISTS visitor_profile (profile_id),
	ADD CONSTRAINT FOREIGN KEY IF NOT EXISTS visitor_profile_id (profile_id)
	    REFERENCES profile (id) ON DELETE SET NULL;

-- A visitor on the way to another domain of the site: the code that is in the
-- link as its SHA-256, and the tokens sealed with it.
CREATE TABLE IF NOT EXISTS handoff (
	code_hash BINARY(32) NOT NULL PRIMARY KEY,
	site_id INT UNSIGNED NOT NULL,
	-- Where it comes from.
	host VARCHAR(253) CHARACTER SET ascii NOT NULL,
	sealed VARBINARY(200) NOT NULL,
	created_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	KEY handoff_created (created_at),
	FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- A claim that no secret of the site made, one that is too old, and what
-- another system's snippet said of the user without a signature.
ALTER TABLE site_report
	MODIFY COLUMN what ENUM('page', 'foreign', 'server', 'refused',
	    'cookies', 'twice', 'unchecked', 'user_bad', 'user_stale', 'uuid')
	    NOT NULL;
