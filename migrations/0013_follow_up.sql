-- 0013_follow_up: which tips were tried, how often traders are live afterwards, and whom trainers look after.

ALTER TABLE tip_seen ADD COLUMN message_id INTEGER NOT NULL DEFAULT 0; -- the SMS it was sent in unasked; 0: the trader asked for it
ALTER TABLE tip_seen ADD COLUMN tried_at INTEGER NOT NULL DEFAULT 0; -- when the trader said it was tried; 0: not
ALTER TABLE tip_seen ADD COLUMN not_yet INTEGER NOT NULL DEFAULT 0; -- how often the trader said not yet

CREATE TABLE stick_check (
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who was asked
	wave_id INTEGER NOT NULL REFERENCES wave (id), -- after which training
	day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 365), -- after its last sitting
	message_id INTEGER NOT NULL,           -- the SMS that asks
	asked_at INTEGER NOT NULL,
	lives INTEGER CHECK (lives BETWEEN 0 AND 7), -- how often live that week; NULL: not known
	answered_at INTEGER,                   -- NULL: not answered
	PRIMARY KEY (wave_id, trader_id, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX stick_check_trader ON stick_check (trader_id);

CREATE TABLE work_item (
	id INTEGER PRIMARY KEY,                -- from sequence 'work_item'
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who needs somebody
	kind TEXT NOT NULL CHECK (kind = 'not-live' OR kind = 'few-buyers' OR kind = 'tip-not-tried'),
	wave_id INTEGER REFERENCES wave (id),  -- whose trainer sees to it; NULL: trained in none
	staff_id INTEGER REFERENCES staff (id), -- who was asked to instead; NULL: the wave's trainer
	due_day INTEGER NOT NULL,              -- a market day
	state TEXT NOT NULL CHECK (state = 'open' OR state = 'done'),
	opened_at INTEGER NOT NULL,
	closed_at INTEGER,                     -- NULL: open
	closed_by TEXT,                        -- NULL: open
	note TEXT CHECK (length(note) BETWEEN 1 AND 200) -- what was done; NULL: nothing was written
) STRICT;

CREATE UNIQUE INDEX work_item_open ON work_item (trader_id, kind) WHERE state = 'open';
CREATE INDEX work_item_trader ON work_item (trader_id);

-- Complaints that are open already.
INSERT INTO work_item (id, trader_id, kind, wave_id, due_day, state, opened_at)
	SELECT min(c.id), c.trader_id, 'few-buyers', (SELECT max(e.wave_id) FROM enrolment e WHERE e.trader_id = c.trader_id
	AND e.status = 'attended'), min(c.day) + 7, 'open', min(c.at) FROM complaint c WHERE c.state = 'open' GROUP BY c.trader_id;
INSERT INTO sequence (name, last) SELECT 'work_item', coalesce(max(id), 0) FROM work_item;
