-- SPDX-License-Identifier: ISC
-- 0002_presence_order.sql: the list of online visitors in the order of their
-- coming, without sorting all who are there.

CREATE INDEX IF NOT EXISTS presence_visit ON presence (visit_id);
