-- SPDX-License-Identifier: ISC
-- 0014_words.sql: what a search of those online looks into has what each page
-- view says first and, behind a new line, who they are, so that a page view
-- writes its part without reading the other.

SET STATEMENT max_statement_time = 0 FOR
UPDATE presence p JOIN visitor v ON v.id = p.visitor_id
    JOIN visit t ON t.id = p.visit_id LEFT JOIN page_view w ON w.id = p.view_id
    SET p.words = CONCAT(
	CONVERT(CAST(WEIGHT_STRING(CONCAT_WS(' ', v.address, v.country, v.browser,
	    v.system, w.title, w.url) COLLATE utf8mb4_general_ci)
	    AS CHAR CHARACTER SET ucs2) USING utf8mb4), '\n',
	REPLACE(CONVERT(CAST(WEIGHT_STRING(CONCAT_WS(' ', v.name, v.email,
	    t.referrer, (SELECT pf.user_id FROM profile pf
	    WHERE pf.id = v.profile_id)) COLLATE utf8mb4_general_ci)
	    AS CHAR CHARACTER SET ucs2) USING utf8mb4), '\n', ' '));
