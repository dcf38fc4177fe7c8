-- 0006_broadcast: one text to an audience, whom it is for and what became of it.

CREATE TABLE broadcast (
	id INTEGER PRIMARY KEY,                -- from sequence 'broadcast'
	state TEXT NOT NULL CHECK (state = 'draft' OR state = 'waiting' OR state = 'scheduled' OR state = 'sending' OR state = 'paused' OR state = 'done' OR state = 'cancelled'),
	audience TEXT NOT NULL,                -- who is meant, as store/audience.h writes it
	made_by TEXT NOT NULL,                 -- who wrote it: a staff login or a name
	approved_by TEXT,                      -- who let it go; NULL: nobody yet
	created_at INTEGER NOT NULL,
	approved_at INTEGER,                   -- NULL: not yet
	starts_at INTEGER NOT NULL,            -- not before; 0: as soon as it is approved
	changed_at INTEGER NOT NULL,           -- when state last changed
	price INTEGER NOT NULL CHECK (price >= 0), -- rupiah a segment when it was written
	recipients INTEGER NOT NULL CHECK (recipients >= 0), -- counted beforehand; exact once expanded
	planned INTEGER NOT NULL CHECK (planned >= 0), -- segments for all of them
	silent_before INTEGER NOT NULL,        -- only those who have not written since; 0: all
	expand_after INTEGER NOT NULL,         -- traders up to this id are expanded
	expand_until INTEGER NOT NULL,         -- the last id there was when it was approved
	found INTEGER NOT NULL,                -- recipients that have their row
	expanded INTEGER NOT NULL CHECK (expanded IN (0, 1)), -- 1: every recipient has its row
	send_after INTEGER NOT NULL,           -- recipients up to this trader id had their turn
	sent INTEGER NOT NULL,                 -- left our hands; those delivered and unknown too
	delivered INTEGER NOT NULL,            -- of them, with a delivery report
	unknown INTEGER NOT NULL,              -- of them, whose attempt had no answer
	failed INTEGER NOT NULL,               -- did not get it, for a reason
	open INTEGER NOT NULL,                 -- messages queued or on the wire
	segments INTEGER NOT NULL,             -- of messages queued, on the wire or sent
	cost INTEGER NOT NULL                  -- rupiah for those
) STRICT;

CREATE INDEX broadcast_live ON broadcast (id) WHERE state IN ('scheduled', 'sending');

CREATE TABLE broadcast_text (
	broadcast_id INTEGER NOT NULL REFERENCES broadcast (id),
	language TEXT NOT NULL,                -- whose; '' for all that have none of their own
	text TEXT NOT NULL,                    -- with the brand and the word that stops it; {name} as written
	PRIMARY KEY (broadcast_id, language)
) STRICT, WITHOUT ROWID;

-- No foreign keys to trader and message, which would want an index each on a million rows.
CREATE TABLE broadcast_recipient (
	broadcast_id INTEGER NOT NULL,         -- the broadcast
	trader_id INTEGER NOT NULL,            -- who; once each
	message_id INTEGER,                    -- the message made of it; NULL: not yet
	dropped TEXT,                          -- why none was made after all; NULL: no reason
	PRIMARY KEY (broadcast_id, trader_id)
) STRICT, WITHOUT ROWID;

-- Recipients whose turn comes again: they had just written, or the broadcast was paused.
CREATE TABLE broadcast_wait (
	broadcast_id INTEGER NOT NULL,         -- the broadcast
	due_at INTEGER NOT NULL,               -- not before
	trader_id INTEGER NOT NULL,            -- who
	PRIMARY KEY (broadcast_id, due_at, trader_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE broadcast_message (
	message_id INTEGER PRIMARY KEY,        -- grows with time: appended, never a random place
	broadcast_id INTEGER NOT NULL          -- what it belongs to
) STRICT;

CREATE TABLE broadcast_spending (
	day INTEGER PRIMARY KEY,               -- calendar day in WIB
	cost INTEGER NOT NULL                  -- rupiah for messages made that day
) STRICT;

INSERT INTO sequence (name, last) VALUES ('broadcast', 0);
