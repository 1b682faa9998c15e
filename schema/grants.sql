-- SPDX-License-Identifier: ISC
-- grants.sql: what each executable may do in the database, and no more.
--
-- Applied by "beckonctl grants", which makes the accounts first, with the
-- passwords of their option files; by hand: CREATE USER, ALTER USER ...
-- IDENTIFIED BY, then this file in the database it is for.  One statement per
-- account and table, in this form: "beckonctl doctor" reads them too.

-- visit: the public side.  No sessions, no passwords, nobody's rights.
GRANT SELECT ON setting TO beckon_visit@localhost;
GRANT SELECT, UPDATE (n) ON counter TO beckon_visit@localhost;
GRANT SELECT ON department TO beckon_visit@localhost;
GRANT SELECT (id, name, disabled, online, visible, always_online,
    auto_accept, last_seen_at, away_at), UPDATE (last_accepted_at) ON operator
    TO beckon_visit@localhost;
GRANT SELECT ON assignment TO beckon_visit@localhost;
GRANT SELECT ON department_in_group TO beckon_visit@localhost;
GRANT SELECT ON department_hours TO beckon_visit@localhost;
GRANT SELECT ON department_open TO beckon_visit@localhost;
GRANT SELECT (operator_id, seen_at, ended_at) ON session
    TO beckon_visit@localhost;
GRANT SELECT ON site TO beckon_visit@localhost;
GRANT SELECT ON site_host TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE ON site_stray TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE ON site_report TO beckon_visit@localhost;
GRANT SELECT, UPDATE ON site_trial TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON visitor TO beckon_visit@localhost;
GRANT SELECT, INSERT ON visitor_alike TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON visitor_department
    TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON visitor_attribute
    TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE ON visitor_event TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE ON audience TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE ON audience_member TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE ON visit TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE ON page_view TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE ON presence TO beckon_visit@localhost;
GRANT SELECT, INSERT ON feed TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE ON chat TO beckon_visit@localhost;
GRANT SELECT, INSERT ON message TO beckon_visit@localhost;
GRANT SELECT, INSERT ON chat_event TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE ON offer TO beckon_visit@localhost;
GRANT SELECT, UPDATE ON invitation TO beckon_visit@localhost;
GRANT SELECT ON site_secret TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE ON profile TO beckon_visit@localhost;
GRANT SELECT, INSERT, DELETE ON handoff TO beckon_visit@localhost;
GRANT SELECT ON bot TO beckon_visit@localhost;
GRANT SELECT ON bot_step TO beckon_visit@localhost;
GRANT SELECT ON bot_choice TO beckon_visit@localhost;
GRANT SELECT, INSERT, UPDATE ON chat_field TO beckon_visit@localhost;

-- invite: what an operator sends.
GRANT SELECT ON setting TO beckon_invite@localhost;
GRANT SELECT, UPDATE (n) ON counter TO beckon_invite@localhost;
GRANT SELECT ON department TO beckon_invite@localhost;
GRANT SELECT ON role_permission TO beckon_invite@localhost;
GRANT SELECT, UPDATE (last_seen_at, away_at, assign_me) ON operator
    TO beckon_invite@localhost;
GRANT SELECT ON operator_role TO beckon_invite@localhost;
GRANT SELECT ON assignment TO beckon_invite@localhost;
GRANT SELECT ON department_in_group TO beckon_invite@localhost;
GRANT SELECT ON department_hours TO beckon_invite@localhost;
GRANT SELECT ON department_open TO beckon_invite@localhost;
GRANT SELECT, UPDATE (seen_at) ON session TO beckon_invite@localhost;
GRANT INSERT ON audit TO beckon_invite@localhost;
GRANT SELECT ON site TO beckon_invite@localhost;
GRANT SELECT, UPDATE (wait_n) ON visitor TO beckon_invite@localhost;
GRANT SELECT ON visitor_department TO beckon_invite@localhost;
GRANT SELECT ON audience_member TO beckon_invite@localhost;
GRANT SELECT ON page_view TO beckon_invite@localhost;
GRANT SELECT ON presence TO beckon_invite@localhost;
GRANT SELECT, INSERT ON feed TO beckon_invite@localhost;
GRANT SELECT, INSERT, UPDATE ON chat TO beckon_invite@localhost;
GRANT SELECT, INSERT ON message TO beckon_invite@localhost;
GRANT SELECT, INSERT ON chat_event TO beckon_invite@localhost;
GRANT SELECT, INSERT, UPDATE ON invitation TO beckon_invite@localhost;
GRANT SELECT ON canned_message TO beckon_invite@localhost;

-- office: the back office's pages.
GRANT SELECT, INSERT, UPDATE ON setting TO beckon_office@localhost;
GRANT SELECT, UPDATE (n) ON counter TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON department TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON role TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON role_permission
    TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON operator TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON operator_role
    TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON assignment TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON department_group
    TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON department_in_group
    TO beckon_office@localhost;
GRANT SELECT, INSERT, DELETE ON department_hours TO beckon_office@localhost;
GRANT SELECT, INSERT, DELETE ON department_open TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE ON session TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON signin_failure
    TO beckon_office@localhost;
GRANT SELECT, INSERT ON audit TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE ON site TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON site_host TO beckon_office@localhost;
GRANT SELECT, DELETE ON site_stray TO beckon_office@localhost;
GRANT SELECT, DELETE ON site_report TO beckon_office@localhost;
GRANT SELECT, INSERT, DELETE ON site_secret TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE ON site_trial TO beckon_office@localhost;
GRANT SELECT, DELETE ON profile TO beckon_office@localhost;
GRANT SELECT, UPDATE (wait_n, token_hash, name, email, phone, browser, system,
    device, agent, language, timezone, address, country, visits, pages,
    refused_at, profile_id, signed, created_at, erased_at), DELETE ON visitor
    TO beckon_office@localhost;
GRANT SELECT, UPDATE (visitor_id, apart_at), DELETE ON visitor_alike
    TO beckon_office@localhost;
GRANT SELECT ON visitor_department TO beckon_office@localhost;
GRANT SELECT, UPDATE (visitor_id), DELETE ON visitor_attribute
    TO beckon_office@localhost;
GRANT SELECT, UPDATE (visitor_id), DELETE ON visitor_event
    TO beckon_office@localhost;
GRANT SELECT, UPDATE (visitor_id), DELETE ON visit TO beckon_office@localhost;
GRANT SELECT, UPDATE (visitor_id), DELETE ON page_view
    TO beckon_office@localhost;
GRANT SELECT, UPDATE (words, visits), DELETE ON presence
    TO beckon_office@localhost;
GRANT SELECT ON audience_member TO beckon_office@localhost;
GRANT SELECT, INSERT, DELETE ON online_total TO beckon_office@localhost;
GRANT SELECT, UPDATE (at) ON online_counted TO beckon_office@localhost;
GRANT SELECT, INSERT ON feed TO beckon_office@localhost;
GRANT SELECT, UPDATE ON chat TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE (text) ON message TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE (note) ON chat_event TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE ON offer TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON canned_message
    TO beckon_office@localhost;
GRANT SELECT, UPDATE (visitor_id, client_key, text, status, ended_by, ended_at,
    changed_at, told_at) ON invitation TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON bot TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON bot_step TO beckon_office@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON bot_choice TO beckon_office@localhost;
GRANT SELECT, DELETE ON chat_field TO beckon_office@localhost;

-- pulse: presence, the feed, what falls due, and the purge.
GRANT SELECT, UPDATE (n) ON counter TO beckon_pulse@localhost;
GRANT SELECT ON department TO beckon_pulse@localhost;
GRANT SELECT ON department_hours TO beckon_pulse@localhost;
GRANT SELECT, INSERT, DELETE ON department_open TO beckon_pulse@localhost;
GRANT SELECT ON department_in_group TO beckon_pulse@localhost;
GRANT SELECT (id, disabled, online, visible, always_online, auto_accept,
    last_seen_at, last_accepted_at, languages, away_at),
    UPDATE (last_accepted_at) ON operator TO beckon_pulse@localhost;
GRANT SELECT ON assignment TO beckon_pulse@localhost;
GRANT SELECT (token_hash, operator_id, seen_at, ended_at), DELETE ON session
    TO beckon_pulse@localhost;
GRANT SELECT, DELETE ON signin_failure TO beckon_pulse@localhost;
GRANT SELECT, DELETE ON site_report TO beckon_pulse@localhost;
GRANT SELECT (id, user_id, seen_at), DELETE ON profile TO beckon_pulse@localhost;
GRANT SELECT (created_at), DELETE ON handoff TO beckon_pulse@localhost;
GRANT SELECT, UPDATE (wait_n), DELETE ON visitor TO beckon_pulse@localhost;
GRANT SELECT (id, at), DELETE ON visitor_event TO beckon_pulse@localhost;
GRANT SELECT, DELETE ON visit TO beckon_pulse@localhost;
GRANT SELECT (id, visit_id, url, title, at), DELETE ON page_view
    TO beckon_pulse@localhost;
GRANT SELECT, INSERT, UPDATE (state, gone_at, changed_at), DELETE ON presence
    TO beckon_pulse@localhost;
GRANT SELECT, INSERT, DELETE ON feed TO beckon_pulse@localhost;
GRANT SELECT, UPDATE, DELETE ON chat TO beckon_pulse@localhost;
GRANT SELECT (chat_id, seq, author, at) ON message
    TO beckon_pulse@localhost;
GRANT SELECT, INSERT ON chat_event TO beckon_pulse@localhost;
GRANT SELECT, INSERT, UPDATE ON offer TO beckon_pulse@localhost;
GRANT SELECT, UPDATE (id) ON assign_turn TO beckon_pulse@localhost;
GRANT SELECT, UPDATE, DELETE ON invitation TO beckon_pulse@localhost;
GRANT SELECT ON setting TO beckon_pulse@localhost;
GRANT SELECT (id, at), DELETE ON audit TO beckon_pulse@localhost;
