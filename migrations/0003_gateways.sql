-- 0003_gateways: parts of long SMS, reports of parts, and how each gateway does.

-- Parts of an SMS that wait for the rest; minutes at most.
CREATE TABLE part (
	gateway TEXT NOT NULL,                 -- configured name of the gateway
	sender TEXT NOT NULL,                  -- who sent it: E.164, or as it came
	part_group TEXT NOT NULL,              -- the gateway's reference that all parts share
	part INTEGER NOT NULL CHECK (part BETWEEN 1 AND 255), -- which of them
	parts INTEGER NOT NULL CHECK (parts BETWEEN 2 AND 255), -- how many there are
	id TEXT NOT NULL,                      -- the gateway's id of this part; '' none
	text TEXT NOT NULL,                    -- its piece of the text
	sent_at INTEGER NOT NULL,              -- the gateway's time; 0: not told
	kept_at INTEGER NOT NULL,              -- when it came in
	PRIMARY KEY (gateway, sender, part_group, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX part_kept ON part (kept_at);

-- Other names of what was taken in: ids of parts, a gateway's second id, ids of reports on parts. Few gateways have them.
CREATE TABLE seen_other (
	gateway TEXT NOT NULL,                 -- configured name of the gateway
	key TEXT NOT NULL,                     -- the name
	message_id INTEGER NOT NULL,           -- the message it is about; 0: of no one
	at INTEGER NOT NULL,                   -- when; forgotten after a week
	PRIMARY KEY (gateway, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX seen_other_at ON seen_other (at);

-- Messages of several parts whose gateway reports each part; a row goes when all have arrived.
CREATE TABLE part_report (
	message_id INTEGER PRIMARY KEY,        -- the message
	parts INTEGER NOT NULL,                -- how many parts the gateway made of it; 0: not told yet
	delivered INTEGER NOT NULL,            -- how many have arrived
	at INTEGER NOT NULL                    -- when the first report came; forgotten after a week
) STRICT;

CREATE INDEX part_report_at ON part_report (at);

-- How a gateway does, for the office and the shell; written when it changes and once a minute.
CREATE TABLE gateway_health (
	gateway TEXT PRIMARY KEY,              -- configured name of the gateway
	state TEXT NOT NULL CHECK (state = 'works' OR state = 'rests' OR state = 'misconfigured'),
	state_since INTEGER NOT NULL,          -- when it came to be so
	last_success INTEGER NOT NULL,         -- when it last took a message; 0: never
	last_inbound INTEGER NOT NULL,         -- when something last came from it; 0: never
	last_error TEXT NOT NULL,              -- its last word on a failure; '' none
	last_error_at INTEGER NOT NULL,        -- when that was; 0: never
	day INTEGER NOT NULL,                  -- the calendar day that sent_today counts
	sent_today INTEGER NOT NULL,           -- messages it took on that day
	balance TEXT NOT NULL,                 -- credit left, in its words; '' not told
	balance_at INTEGER NOT NULL,           -- when it told that; 0: never
	at INTEGER NOT NULL                    -- when the row was written
) STRICT, WITHOUT ROWID;
