-- 0022_intake: lists of traders that are taken in part by part, checked, and then kept whole.

INSERT INTO sequence (name, last) VALUES ('intake', 0);

CREATE TABLE intake (
	id INTEGER PRIMARY KEY,                -- from sequence 'intake'
	name TEXT NOT NULL,                    -- of the file
	made_by TEXT NOT NULL,                 -- login
	state TEXT NOT NULL CHECK (state = 'taking' OR state = 'keeping' OR state = 'done' OR state = 'dropped'),
	created_at INTEGER NOT NULL,
	changed_at INTEGER NOT NULL,           -- when state last changed
	parts INTEGER NOT NULL,                -- taken so far
	lines INTEGER NOT NULL,                -- rows of the file in them, faulty ones too
	faults INTEGER NOT NULL,               -- with one it is never kept
	fresh INTEGER NOT NULL,                -- of the rows, numbers nobody had when they were looked at
	kept INTEGER NOT NULL,                 -- rows that went through since it is being kept
	added INTEGER NOT NULL,                -- of those, new traders
	changed INTEGER NOT NULL,              -- and known ones
	skipped INTEGER NOT NULL               -- and who asked not to be written to meanwhile
) STRICT;

CREATE TABLE intake_row (
	intake_id INTEGER NOT NULL REFERENCES intake (id),
	line INTEGER NOT NULL,                 -- of the file
	phone TEXT NOT NULL,                   -- E.164
	name TEXT NOT NULL,
	market_id INTEGER NOT NULL,            -- 0: none was named
	stall TEXT NOT NULL,
	goods TEXT NOT NULL,
	PRIMARY KEY (intake_id, line)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX intake_row_phone ON intake_row (phone, intake_id);
