-- SPDX-License-Identifier: ISC
-- 0003_departments.sql: groups of departments, and when departments are open.

CREATE TABLE IF NOT EXISTS department_group (
	id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	name VARCHAR(100) NOT NULL,
	version INT UNSIGNED NOT NULL DEFAULT 1, -- counts changes made on forms
	form_key BINARY(8) DEFAULT NULL, -- of the form that made it
	created_at DATETIME(3) NOT NULL DEFAULT NOW(3),
	UNIQUE KEY department_group_name (name),
	UNIQUE KEY department_group_form (form_key)
) ENGINE=InnoDB;

-- A group holds departments, never groups.
CREATE TABLE IF NOT EXISTS department_in_group (
	group_id INT UNSIGNED NOT NULL,
	department_id INT UNSIGNED NOT NULL,
	PRIMARY KEY (group_id, department_id),
	KEY department_in_group_department (department_id, group_id),
	FOREIGN KEY (group_id) REFERENCES department_group (id) ON DELETE CASCADE,
	FOREIGN KEY (department_id) REFERENCES department (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- An assignment is to a department, to a group, or, with neither, to all
-- departments, with and without.
ALTER TABLE assignment
	ADD COLUMN IF NOT EXISTS group_id INT UNSIGNED DEFAULT NULL
	    AFTER department_id,
	ADD COLUMN IF NOT EXISTS group_key INT UNSIGNED
	    AS (COALESCE(group_id, 0)) STORED AFTER department_key;
ALTER TABLE assignment
	ADD UNIQUE KEY IF NOT EXISTS assignment_each
	    (operator_id, department_key, group_key),
	ADD KEY IF NOT EXISTS assignment_group (group_id, operator_id),
	ADD CONSTRAINT IF NOT EXISTS assignment_is_one
	    CHECK (department_id IS NULL OR group_id IS NULL),
	DROP KEY IF EXISTS assignment_once;
ALTER TABLE assignment
	ADD FOREIGN KEY IF NOT EXISTS assignment_group_id (group_id)
	    REFERENCES department_group (id);

-- Online hours in the department's time zone, as minutes of the day; 0 is
-- Monday.  A department without any is always open.
CREATE TABLE IF NOT EXISTS department_hours (
	department_id INT UNSIGNED NOT NULL,
	weekday TINYINT UNSIGNED NOT NULL CHECK (weekday <= 6),
	opens SMALLINT UNSIGNED NOT NULL,
	closes SMALLINT UNSIGNED NOT NULL CHECK (closes <= 1440),
	PRIMARY KEY (department_id, weekday, opens),
	FOREIGN KEY (department_id) REFERENCES department (id) ON DELETE CASCADE,
	CHECK (opens < closes)
) ENGINE=InnoDB;

-- The same as moments, for the days to come: time zones are not in the
-- database.  Written when the hours are, and by pulse.
CREATE TABLE IF NOT EXISTS department_open (
	department_id INT UNSIGNED NOT NULL,
	from_at DATETIME NOT NULL,
	until_at DATETIME NOT NULL,
	PRIMARY KEY (department_id, from_at),
	FOREIGN KEY (department_id) REFERENCES department (id) ON DELETE CASCADE
) ENGINE=InnoDB;
