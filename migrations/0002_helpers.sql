-- 0002_helpers: one number reports for several stalls, with the trader's consent.

CREATE TABLE helper (
	owner_id INTEGER NOT NULL REFERENCES trader (id), -- whose stall is reported for
	phone TEXT NOT NULL,                   -- the helper's number, E.164
	state TEXT NOT NULL CHECK (state = 'asked' OR state = 'allowed' OR state = 'refused'),
	requested_at INTEGER NOT NULL,         -- the helper's first report for this stall
	asked_at INTEGER,                      -- when the owner was sent the question; NULL: not yet
	answered_at INTEGER,                   -- when state left 'asked'; NULL: it did not
	answered_by TEXT,                      -- 'trader' or the staff name
	PRIMARY KEY (owner_id, phone)
) STRICT, WITHOUT ROWID;

CREATE INDEX helper_phone ON helper (phone);

-- Reports that wait for the owner's consent; of two for a day the later one counts.
CREATE TABLE helper_report (
	owner_id INTEGER NOT NULL REFERENCES trader (id), -- as in sale
	day INTEGER NOT NULL,
	typed_by TEXT NOT NULL,                -- the helper's number
	total INTEGER NOT NULL CHECK (total >= 0),
	live INTEGER CHECK (live >= 0 AND live <= total),
	status TEXT NOT NULL CHECK (status = 'sold' OR status = 'zero' OR status = 'closed'),
	approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
	clarified INTEGER NOT NULL CHECK (clarified IN (0, 1)),
	review INTEGER NOT NULL CHECK (review IN (0, 1)),
	message_id INTEGER NOT NULL,
	reported_at INTEGER NOT NULL,
	PRIMARY KEY (owner_id, typed_by, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX helper_report_typed ON helper_report (typed_by);

-- Who sells at a stall, however it is spelt: B2-15, b2 15, B2.15.
CREATE INDEX trader_stall ON trader (lower(replace(replace(replace(replace(stall, ' ', ''), '-', ''), '.', ''), '/', '')))
	WHERE stall IS NOT NULL;

-- Traders without a number of their own are filed under stall:N.
INSERT INTO sequence (name, last) VALUES ('stall', 0);
