-- SPDX-License-Identifier: ISC
-- 0001_base.sql: the tables that the main job needs.
--
-- Times are DATETIME(3) in UTC, set by the database.  Generated columns with
-- a unique key stand where "at most one" is a rule: NULL never collides.

CREATE TABLE IF NOT EXISTS setting (
	name VARCHAR(64) CHARACTER SET ascii NOT NULL PRIMARY KEY,
	value VARCHAR(255) NOT NULL
) ENGINE=InnoDB;

INSERT IGNORE INTO setting (name, value) VALUES ('tracking', '1');

-- The number of the newest thing in the feed.  Locked last in a transaction.
CREATE TABLE IF NOT EXISTS counter (
	id TINYINT UNSIGNED NOT NULL PRIMARY KEY CHECK (id = 1),
	n BIGINT UNSIGNED NOT NULL
) ENGINE=InnoDB;

INSERT IGNORE INTO counter (id, n) VALUES (1, 0);

-- People of the back office -------------------------------------------------

CREATE TABLE IF NOT EXISTS department (
	id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	name VARCHAR(100) NOT NULL,
	-- How the embed code names it; unlike the id, chosen by people.
	alias VARCHAR(64) CHARACTER SET ascii DEFAULT NULL,
	email VARCHAR(190) DEFAULT NULL,
	timezone VARCHAR(64) CHARACTER SET ascii NOT NULL DEFAULT 'UTC',
	hidden BOOLEAN NOT NULL DEFAULT FALSE,
	disabled BOOLEAN NOT NULL DEFAULT FALSE,
	no_reply_minutes SMALLINT UNSIGNED NOT NULL DEFAULT 60,
	created_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	version INT UNSIGNED NOT NULL DEFAULT 1, -- counts changes made on forms
	form_key BINARY(8) DEFAULT NULL, -- of the form that made it
	UNIQUE KEY department_name (name),
	UNIQUE KEY department_alias (alias),
	UNIQUE KEY department_form (form_key)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS role (
	id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	name VARCHAR(100) NOT NULL,
	version INT UNSIGNED NOT NULL DEFAULT 1, -- counts changes made on forms
	form_key BINARY(8) DEFAULT NULL, -- of the form that made it
	UNIQUE KEY role_name (name),
	UNIQUE KEY role_form (form_key)
) ENGINE=InnoDB;

-- module '*' or function '*' stands for all.
CREATE TABLE IF NOT EXISTS role_permission (
	role_id INT UNSIGNED NOT NULL,
	module VARCHAR(40) CHARACTER SET ascii NOT NULL,
	function VARCHAR(60) CHARACTER SET ascii NOT NULL,
	PRIMARY KEY (role_id, module, function),
	FOREIGN KEY (role_id) REFERENCES role (id) ON DELETE CASCADE
) ENGINE=InnoDB;

INSERT IGNORE INTO role (id, name) VALUES (1, 'Administrator'), (2, 'Operator');
INSERT IGNORE INTO role_permission (role_id, module, function) VALUES
	(1, '*', '*'),
	(2, 'lhchat', 'use'),
	(2, 'lhchat', 'use_onlineusers'),
	(2, 'lhchat', 'send_message'),
	(2, 'lhchat', 'transfer'),
	(2, 'lhuser', 'change_state');

CREATE TABLE IF NOT EXISTS operator (
	id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	login VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	email VARCHAR(190) DEFAULT NULL,
	password VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	disabled BOOLEAN NOT NULL DEFAULT FALSE,
	online BOOLEAN NOT NULL DEFAULT TRUE,
	visible BOOLEAN NOT NULL DEFAULT TRUE,
	always_online BOOLEAN NOT NULL DEFAULT FALSE,
	auto_accept BOOLEAN NOT NULL DEFAULT FALSE,
	sound BOOLEAN NOT NULL DEFAULT TRUE,
	-- "Assign the chat to me", as last ticked in the send dialog.
	assign_me BOOLEAN NOT NULL DEFAULT FALSE,
	last_seen_at DATETIME(3) DEFAULT NULL,
	last_accepted_at DATETIME(3) DEFAULT NULL,
	created_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	version INT UNSIGNED NOT NULL DEFAULT 1, -- counts changes made on forms
	form_key BINARY(8) DEFAULT NULL, -- of the form that made it
	UNIQUE KEY operator_login (login),
	UNIQUE KEY operator_form (form_key),
	KEY operator_seen (last_seen_at)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS operator_role (
	operator_id INT UNSIGNED NOT NULL,
	role_id INT UNSIGNED NOT NULL,
	PRIMARY KEY (operator_id, role_id),
	KEY operator_role_role (role_id),
	FOREIGN KEY (operator_id) REFERENCES operator (id) ON DELETE CASCADE,
	FOREIGN KEY (role_id) REFERENCES role (id)
) ENGINE=InnoDB;

-- Which departments an operator works for.  department_id NULL: all of them.
CREATE TABLE IF NOT EXISTS assignment (
	id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	operator_id INT UNSIGNED NOT NULL,
	department_id INT UNSIGNED DEFAULT NULL,
	department_key INT UNSIGNED AS (COALESCE(department_id, 0)) STORED,
	read_only BOOLEAN NOT NULL DEFAULT FALSE,
	no_auto BOOLEAN NOT NULL DEFAULT FALSE,
	priority SMALLINT NOT NULL DEFAULT 0,
	UNIQUE KEY assignment_once (operator_id, department_key),
	KEY assignment_department (department_id, operator_id),
	FOREIGN KEY (operator_id) REFERENCES operator (id) ON DELETE CASCADE,
	FOREIGN KEY (department_id) REFERENCES department (id)
) ENGINE=InnoDB;

-- Signed-in browsers.  The token is kept as its SHA-256.
CREATE TABLE IF NOT EXISTS session (
	token_hash BINARY(32) NOT NULL PRIMARY KEY,
	operator_id INT UNSIGNED NOT NULL,
	created_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	seen_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	ended_at DATETIME(3) DEFAULT NULL,
	address VARCHAR(45) CHARACTER SET ascii NOT NULL,
	agent VARCHAR(255) NOT NULL,
	KEY session_operator (operator_id, ended_at, seen_at),
	KEY session_seen (seen_at),
	FOREIGN KEY (operator_id) REFERENCES operator (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- Failed sign-ins per account and per address: a delay, never a lock.
CREATE TABLE IF NOT EXISTS signin_failure (
	subject BINARY(32) NOT NULL PRIMARY KEY,
	failures INT UNSIGNED NOT NULL,
	until_at DATETIME(3) NOT NULL,
	KEY signin_failure_until (until_at)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS audit (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	at DATETIME(3) NOT NULL DEFAULT NOW(3),
	operator_id INT UNSIGNED DEFAULT NULL,
	address VARCHAR(45) CHARACTER SET ascii NOT NULL DEFAULT '',
	what VARCHAR(40) CHARACTER SET ascii NOT NULL,
	object_id BIGINT UNSIGNED DEFAULT NULL,
	detail VARCHAR(255) NOT NULL DEFAULT '',
	KEY audit_at (at),
	KEY audit_operator (operator_id, at),
	KEY audit_object (object_id, id),
	FOREIGN KEY (operator_id) REFERENCES operator (id) ON DELETE SET NULL
) ENGINE=InnoDB;

-- Sites -----------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS site (
	id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	-- Public: stands in the page's snippet.
	site_key CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	name VARCHAR(100) NOT NULL,
	tracking BOOLEAN NOT NULL DEFAULT TRUE,
	check_messages BOOLEAN NOT NULL DEFAULT TRUE,
	leave_message BOOLEAN NOT NULL DEFAULT TRUE,
	strict_hosts BOOLEAN NOT NULL DEFAULT FALSE,
	disabled BOOLEAN NOT NULL DEFAULT FALSE,
	department_id INT UNSIGNED DEFAULT NULL,
	title VARCHAR(100) NOT NULL DEFAULT '',
	greeting VARCHAR(500) NOT NULL DEFAULT '',
	color CHAR(7) CHARACTER SET ascii NOT NULL DEFAULT '#1f6feb',
	position ENUM('right', 'left') NOT NULL DEFAULT 'right',
	created_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	version INT UNSIGNED NOT NULL DEFAULT 1, -- counts changes made on forms
	form_key BINARY(8) DEFAULT NULL, -- of the form that made it
	UNIQUE KEY site_key (site_key),
	UNIQUE KEY site_name (name),
	UNIQUE KEY site_form (form_key),
	FOREIGN KEY (department_id) REFERENCES department (id)
) ENGINE=InnoDB;

-- Hosts that pages of the site are on; others are served and flagged.
CREATE TABLE IF NOT EXISTS site_host (
	site_id INT UNSIGNED NOT NULL,
	host VARCHAR(253) CHARACTER SET ascii NOT NULL,
	PRIMARY KEY (site_id, host),
	FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- Hosts that pages were seen on without being listed.
CREATE TABLE IF NOT EXISTS site_stray (
	site_id INT UNSIGNED NOT NULL,
	host VARCHAR(253) CHARACTER SET ascii NOT NULL,
	seen INT UNSIGNED NOT NULL DEFAULT 1,
	last_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	PRIMARY KEY (site_id, host),
	FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- Visitors --------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS visitor (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	site_id INT UNSIGNED NOT NULL,
	token_hash BINARY(32) NOT NULL,
	-- Newest number written for them, and newest one they have fetched.
	wait_n BIGINT UNSIGNED NOT NULL DEFAULT 0,
	read_n BIGINT UNSIGNED NOT NULL DEFAULT 0,
	-- Effective "check for messages" at the last page view.
	check_messages BOOLEAN NOT NULL DEFAULT TRUE,
	name VARCHAR(100) NOT NULL DEFAULT '',
	email VARCHAR(190) NOT NULL DEFAULT '',
	phone VARCHAR(40) NOT NULL DEFAULT '',
	browser VARCHAR(40) CHARACTER SET ascii NOT NULL DEFAULT '',
	system VARCHAR(40) CHARACTER SET ascii NOT NULL DEFAULT '',
	device ENUM('desktop', 'phone', 'tablet', 'bot') NOT NULL DEFAULT 'desktop',
	agent VARCHAR(255) NOT NULL DEFAULT '',
	language VARCHAR(35) CHARACTER SET ascii NOT NULL DEFAULT '',
	timezone VARCHAR(64) CHARACTER SET ascii NOT NULL DEFAULT '',
	address VARCHAR(45) CHARACTER SET ascii NOT NULL DEFAULT '',
	country CHAR(2) CHARACTER SET ascii NOT NULL DEFAULT '',
	visits INT UNSIGNED NOT NULL DEFAULT 0,
	pages INT UNSIGNED NOT NULL DEFAULT 0,
	refused_at DATETIME(3) DEFAULT NULL,
	created_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	seen_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	UNIQUE KEY visitor_token (token_hash),
	KEY visitor_site_seen (site_id, seen_at),
	KEY visitor_seen (seen_at),
	FOREIGN KEY (site_id) REFERENCES site (id)
) ENGINE=InnoDB;

-- The departments that the embed of their last page view named.
CREATE TABLE IF NOT EXISTS visitor_department (
	visitor_id BIGINT UNSIGNED NOT NULL,
	department_id INT UNSIGNED NOT NULL,
	place TINYINT UNSIGNED NOT NULL, -- in the embed's list
	PRIMARY KEY (visitor_id, department_id),
	KEY visitor_department_department (department_id, visitor_id),
	FOREIGN KEY (visitor_id) REFERENCES visitor (id) ON DELETE CASCADE,
	FOREIGN KEY (department_id) REFERENCES department (id)
) ENGINE=InnoDB;

-- A run of page views with no gap over 30 minutes.  The box id is minted with
-- it.
CREATE TABLE IF NOT EXISTS visit (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	visitor_id BIGINT UNSIGNED NOT NULL,
	box_id BINARY(16) NOT NULL,
	referrer VARCHAR(1000) NOT NULL DEFAULT '',
	pages INT UNSIGNED NOT NULL DEFAULT 0,
	started_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	seen_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	UNIQUE KEY visit_box (box_id),
	KEY visit_visitor (visitor_id, started_at),
	KEY visit_seen (seen_at),
	FOREIGN KEY (visitor_id) REFERENCES visitor (id) ON DELETE CASCADE
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS page_view (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	visit_id BIGINT UNSIGNED NOT NULL,
	visitor_id BIGINT UNSIGNED NOT NULL,
	-- Made by the page: the same view reported twice is one row.
	view_key BINARY(8) NOT NULL,
	url VARCHAR(1000) NOT NULL,
	title VARCHAR(255) NOT NULL DEFAULT '',
	at DATETIME(3) NOT NULL DEFAULT NOW(3),
	UNIQUE KEY page_view_once (visitor_id, view_key),
	KEY page_view_visit (visit_id, id),
	KEY page_view_at (at),
	FOREIGN KEY (visit_id) REFERENCES visit (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- Who is there now: one narrow row per visitor online or just gone.
CREATE TABLE IF NOT EXISTS presence (
	visitor_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
	site_id INT UNSIGNED NOT NULL,
	visit_id BIGINT UNSIGNED NOT NULL,
	view_id BIGINT UNSIGNED NOT NULL, -- the page in front
	box_id BINARY(16) NOT NULL,
	state ENUM('front', 'idle', 'hidden', 'chat', 'new') NOT NULL DEFAULT 'new',
	gone_at DATETIME(3) NOT NULL,
	-- Moves with every change that the list shows; the list's version.
	changed_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	UNIQUE KEY presence_box (box_id),
	KEY presence_gone (gone_at),
	KEY presence_visit (visit_id), -- the order of coming
	KEY presence_changed (changed_at),
	FOREIGN KEY (visitor_id) REFERENCES visitor (id) ON DELETE CASCADE,
	FOREIGN KEY (site_id) REFERENCES site (id)
) ENGINE=InnoDB;

-- What pulse reads: for this visitor something waits, or was read.
CREATE TABLE IF NOT EXISTS feed (
	n BIGINT UNSIGNED NOT NULL PRIMARY KEY,
	visitor_id BIGINT UNSIGNED NOT NULL,
	at DATETIME(3) NOT NULL DEFAULT NOW(3),
	KEY feed_at (at)
) ENGINE=InnoDB;

-- Chats and invitations -------------------------------------------------------

CREATE TABLE IF NOT EXISTS chat (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	visitor_id BIGINT UNSIGNED NOT NULL,
	site_id INT UNSIGNED NOT NULL,
	department_id INT UNSIGNED DEFAULT NULL,
	-- 'message': left while nobody was there; read like a chat.
	kind ENUM('chat', 'message') NOT NULL DEFAULT 'chat',
	status ENUM('bot', 'pending', 'active', 'closed') NOT NULL,
	owner_id INT UNSIGNED DEFAULT NULL,
	-- An offer runs until then; NULL with an owner: without end.
	offer_until DATETIME(3) DEFAULT NULL,
	begun_by ENUM('visitor', 'invitation', 'operator') NOT NULL,
	client_key BINARY(8) NOT NULL, -- of the request that began it
	last_seq INT UNSIGNED NOT NULL DEFAULT 0,
	visitor_seq INT UNSIGNED NOT NULL DEFAULT 0,  -- read by the visitor
	operator_seq INT UNSIGNED NOT NULL DEFAULT 0, -- read by an operator
	visitor_lines INT UNSIGNED NOT NULL DEFAULT 0, -- written by the visitor
	visitor_typing_at DATETIME(3) DEFAULT NULL,
	operator_typing_at DATETIME(3) DEFAULT NULL,
	created_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	pending_at DATETIME(3) DEFAULT NULL,
	accepted_at DATETIME(3) DEFAULT NULL,
	closed_at DATETIME(3) DEFAULT NULL,
	closed_by ENUM('visitor', 'operator', 'no reply', 'bot') DEFAULT NULL,
	changed_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	open_visitor_id BIGINT UNSIGNED
	    AS (IF(status <> 'closed' AND kind = 'chat', visitor_id, NULL)) STORED,
	UNIQUE KEY chat_open (open_visitor_id),
	UNIQUE KEY chat_once (visitor_id, client_key),
	KEY chat_status (status, kind, id),
	KEY chat_owner (owner_id, status),
	KEY chat_department (department_id, status),
	KEY chat_changed (changed_at),
	FOREIGN KEY (visitor_id) REFERENCES visitor (id),
	FOREIGN KEY (site_id) REFERENCES site (id),
	FOREIGN KEY (department_id) REFERENCES department (id),
	FOREIGN KEY (owner_id) REFERENCES operator (id),
	CONSTRAINT chat_active_has_owner
	    CHECK (status <> 'active' OR owner_id IS NOT NULL)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS message (
	chat_id BIGINT UNSIGNED NOT NULL,
	seq INT UNSIGNED NOT NULL,
	author ENUM('visitor', 'operator', 'bot', 'system') NOT NULL,
	operator_id INT UNSIGNED DEFAULT NULL,
	client_key BINARY(8) NOT NULL,
	text VARCHAR(4000) NOT NULL,
	at DATETIME(3) NOT NULL DEFAULT NOW(3),
	PRIMARY KEY (chat_id, seq),
	UNIQUE KEY message_once (chat_id, client_key),
	FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE,
	FOREIGN KEY (operator_id) REFERENCES operator (id)
) ENGINE=InnoDB;

-- What happened to a chat; the words are in the template.
CREATE TABLE IF NOT EXISTS chat_event (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	chat_id BIGINT UNSIGNED NOT NULL,
	at DATETIME(3) NOT NULL DEFAULT NOW(3),
	kind VARCHAR(40) CHARACTER SET ascii NOT NULL,
	operator_id INT UNSIGNED DEFAULT NULL, -- who did it; NULL: the system
	other_id INT UNSIGNED DEFAULT NULL,    -- whom it was done to
	KEY chat_event_chat (chat_id, id),
	FOREIGN KEY (chat_id) REFERENCES chat (id) ON DELETE CASCADE,
	FOREIGN KEY (operator_id) REFERENCES operator (id),
	FOREIGN KEY (other_id) REFERENCES operator (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS invitation (
	id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	visitor_id BIGINT UNSIGNED NOT NULL,
	operator_id INT UNSIGNED DEFAULT NULL,
	rule_id INT UNSIGNED DEFAULT NULL,
	client_key BINARY(8) NOT NULL,
	text VARCHAR(4000) NOT NULL,
	version INT UNSIGNED NOT NULL DEFAULT 1, -- counts edits
	status ENUM('queued', 'delivered', 'seen',
	    'replied', 'closed', 'expired', 'revoked') NOT NULL DEFAULT 'queued',
	department_id INT UNSIGNED DEFAULT NULL,
	assign_me BOOLEAN NOT NULL DEFAULT FALSE,
	skip_bot BOOLEAN NOT NULL DEFAULT FALSE,
	full_widget BOOLEAN NOT NULL DEFAULT FALSE,
	require_name BOOLEAN NOT NULL DEFAULT FALSE,
	require_email BOOLEAN NOT NULL DEFAULT FALSE,
	require_phone BOOLEAN NOT NULL DEFAULT FALSE,
	expires_at DATETIME(3) DEFAULT NULL,
	created_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	delivered_at DATETIME(3) DEFAULT NULL,
	seen_at DATETIME(3) DEFAULT NULL,
	ended_at DATETIME(3) DEFAULT NULL,
	-- revoked: by whom (NULL: a chat began); replaced counts as revoked.
	ended_by INT UNSIGNED DEFAULT NULL,
	chat_id BIGINT UNSIGNED DEFAULT NULL,
	-- The page instance that shows it, and until when it may.
	shown_by INT UNSIGNED NOT NULL DEFAULT 0,
	shown_until DATETIME(3) DEFAULT NULL,
	changed_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	open_visitor_id BIGINT UNSIGNED AS
	    (IF(status IN ('queued', 'delivered', 'seen'), visitor_id, NULL)) STORED,
	UNIQUE KEY invitation_open (open_visitor_id),
	UNIQUE KEY invitation_once (visitor_id, client_key),
	KEY invitation_operator (operator_id, created_at),
	KEY invitation_visitor (visitor_id, created_at),
	KEY invitation_expires (status, expires_at),
	KEY invitation_changed (changed_at),
	FOREIGN KEY (visitor_id) REFERENCES visitor (id) ON DELETE CASCADE,
	FOREIGN KEY (operator_id) REFERENCES operator (id),
	FOREIGN KEY (department_id) REFERENCES department (id),
	FOREIGN KEY (chat_id) REFERENCES chat (id)
) ENGINE=InnoDB;
