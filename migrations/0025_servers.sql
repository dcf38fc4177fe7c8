-- 0025_servers: several servers on one PostgreSQL. Each has a row as long as it is alive; what it has claimed of the outbox bears
-- its number, and one of them leads. A file has one server, and none of these rows.

CREATE TABLE server (
	id INTEGER PRIMARY KEY,                -- from sequence 'server': a new one at each start, so it fences off what went before
	name TEXT NOT NULL,                    -- machine and address, for people
	started_at INTEGER NOT NULL,           -- by the database's clock
	lives_until INTEGER NOT NULL           -- its lease, by the database's clock; renewed every 2 seconds
) STRICT;

CREATE TABLE lead (
	name TEXT PRIMARY KEY,                 -- 'office': jobs, broadcasts, retention
	server_id INTEGER NOT NULL,            -- who leads, as long as there is a row of it in server
	fence INTEGER NOT NULL,                -- grows with each change
	since INTEGER NOT NULL                 -- of the last change
) STRICT, WITHOUT ROWID;

INSERT INTO sequence (name, last) VALUES ('server', 0);

ALTER TABLE message ADD COLUMN owner INTEGER; -- while sending: the server that claimed it; NULL: the file's only one
