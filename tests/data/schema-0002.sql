-- tests/data/schema-0002.sql - a database as release 2 of the schema left it, with something in every table that matters
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
INSERT INTO migration VALUES(1,'0001_start.sql','47e48f3abde61cac33ae805ea2cf356a3ab4cc455ec3c2d431cf09f7d0dd2705',1795748654);
INSERT INTO migration VALUES(2,'0002_helpers.sql','b1d071f720b516f63c8a212a818bed99519d5b8ad1563845ac700ebd0f6fdcd0',1795748654);
CREATE TABLE sequence (
	name TEXT PRIMARY KEY,                 -- which kind of identifier
	last INTEGER NOT NULL                  -- the last one given out
) STRICT, WITHOUT ROWID;
INSERT INTO sequence VALUES('complaint',0);
INSERT INTO sequence VALUES('consent',0);
INSERT INTO sequence VALUES('enrolment',3);
INSERT INTO sequence VALUES('market',1);
INSERT INTO sequence VALUES('message',10);
INSERT INTO sequence VALUES('question',1);
INSERT INTO sequence VALUES('sitting',1);
INSERT INTO sequence VALUES('stall',0);
INSERT INTO sequence VALUES('trader',5);
INSERT INTO sequence VALUES('wave',1);
CREATE TABLE setting (
	name TEXT PRIMARY KEY,                 -- for instance 'erase.salt'
	value TEXT NOT NULL                    -- its value
) STRICT, WITHOUT ROWID;
CREATE TABLE market (
	id INTEGER PRIMARY KEY,                -- from sequence 'market'
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 20), -- as traders call it
	created_at INTEGER NOT NULL            -- when the office added it
) STRICT;
INSERT INTO market VALUES(1,'Pasar Turi Baru',1764000000);
CREATE TABLE trader (
	id INTEGER PRIMARY KEY,                -- from sequence 'trader'
	phone TEXT NOT NULL UNIQUE,            -- E.164, +628...
	name TEXT,                             -- as the trader wrote it; NULL until asked
	market_id INTEGER REFERENCES market (id), -- where the stall is; NULL until asked
	stall TEXT,                            -- for instance B2-15; NULL until asked
	language TEXT NOT NULL,                -- the wording's language: id, jv, en
	stopped_at INTEGER,                    -- when STOP was sent; NULL: may be written to
	created_at INTEGER NOT NULL            -- first contact
) STRICT;
INSERT INTO trader VALUES(1,'+6281234500001','Siti 1',1,'B2-1','jv',NULL,1764000000);
INSERT INTO trader VALUES(2,'+6281234500002','Siti 2',1,'B2-2','en',NULL,1764000000);
INSERT INTO trader VALUES(3,'+6281234500003','Siti 3',1,'B2-3','id',NULL,1764000000);
INSERT INTO trader VALUES(4,'+6281234500004','Siti 4',1,'B2-4','jv',NULL,1764000000);
INSERT INTO trader VALUES(5,'+6281234500005','Siti 5',1,'B2-5','en',1764000000,1764000000);
CREATE TABLE conversation (
	trader_id INTEGER PRIMARY KEY REFERENCES trader (id), -- one conversation a trader
	state TEXT NOT NULL,                   -- stored name of the dialogue's state
	data TEXT NOT NULL,                    -- half-done answers, key=value lines
	lives_until INTEGER NOT NULL,          -- until when a bare digit answers the last question
	misses INTEGER NOT NULL CHECK (misses BETWEEN 0 AND 9), -- texts in a row not understood
	last_message_id INTEGER NOT NULL,      -- head of the chain of messages; 0: none
	last_in_at INTEGER NOT NULL,           -- when the trader last wrote; 0: never
	ussd_session TEXT,                     -- the live USSD session; NULL: none
	ussd_length INTEGER NOT NULL,          -- bytes of that session's input already answered
	repeat_hash INTEGER NOT NULL,          -- of the last text and reply, for the loop breaker
	repeat_count INTEGER NOT NULL,         -- turns in which both were the same or nothing was understood
	repeat_since INTEGER NOT NULL,         -- when that count began
	hour_count INTEGER NOT NULL,           -- turns in the current hour
	hour_since INTEGER NOT NULL,           -- when that hour began
	silent_until INTEGER NOT NULL,         -- the loop breaker's silence ends; 0: not silent
	thanked_day INTEGER NOT NULL,          -- market day of the last "Sama-sama"; 0: never
	paid_messages INTEGER NOT NULL,        -- SMS the trader has paid for
	-- Of the trader's reports, but here: they change with each, and this row is written anyway.
	live_zero_run INTEGER NOT NULL,        -- reports in a row whose live part was zero
	live_asked_again INTEGER NOT NULL,     -- market day from which the live part is asked again; 0: always
	steps_taken INTEGER NOT NULL,          -- sales reported step by step, for teaching the short form once
	last_sale_day INTEGER                  -- the market day of the last report sent; NULL: none
) STRICT;
INSERT INTO conversation VALUES(1,'IDLE','',0,0,2,1764000000,NULL,0,0,0,0,0,0,0,0,0,0,0,0,NULL);
INSERT INTO conversation VALUES(2,'IDLE','',0,0,4,1764000000,NULL,0,0,0,0,0,0,0,0,0,0,0,0,NULL);
INSERT INTO conversation VALUES(3,'IDLE','',0,0,6,1764000000,NULL,0,0,0,0,0,0,0,0,0,0,0,0,NULL);
INSERT INTO conversation VALUES(4,'IDLE','',0,0,8,1764000000,NULL,0,0,0,0,0,0,0,0,0,0,0,0,NULL);
INSERT INTO conversation VALUES(5,'IDLE','',0,0,10,1764000000,NULL,0,0,0,0,0,0,0,0,0,0,0,0,NULL);
CREATE TABLE message (
	id INTEGER PRIMARY KEY,                -- from sequence 'message'; grows with time
	previous_id INTEGER NOT NULL,          -- the trader's message before this one; 0: none
	trader_id INTEGER,                     -- NULL: not a trader; no foreign key, which would want an index
	direction TEXT NOT NULL CHECK (direction IN ('in', 'out')), -- from the trader or to the trader
	channel TEXT NOT NULL CHECK (channel IN ('sms', 'ussd')), -- what carried it
	kind TEXT NOT NULL CHECK (kind = 'inbound' OR kind = 'reply' OR kind = 'receipt' OR kind = 'reminder' OR kind = 'tip' OR kind = 'broadcast' OR kind = 'notice'),
	priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 3), -- 1 reply, 2 reminder, 3 tip or broadcast; 0 inbound
	gateway TEXT NOT NULL,                 -- configured name of the gateway
	gateway_id TEXT,                       -- the gateway's id, or hash: key of an inbound without one
	phone TEXT NOT NULL,                   -- the other party: E.164, or the sender as it came
	text TEXT,                             -- body; NULL after retention
	state TEXT NOT NULL CHECK (state = 'received' OR state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'delivered' OR state = 'failed' OR state = 'expired' OR state = 'rejected' OR state = 'unknown'),
	at INTEGER NOT NULL,                   -- when it was taken in or written
	due_at INTEGER NOT NULL,               -- not to be sent before
	expires_at INTEGER NOT NULL,           -- not to be sent after; 0 for inbound
	tries INTEGER NOT NULL,                -- attempts to send so far
	segments INTEGER NOT NULL,             -- SMS segments it costs; 0 for USSD and inbound
	reply_to INTEGER NOT NULL,             -- the inbound message this answers; 0: pushed
	error TEXT,                            -- the gateway's last word on a failure
	changed_at INTEGER NOT NULL            -- when state last changed
) STRICT;
INSERT INTO message VALUES(1,0,1,'in','sms','inbound',0,'phone','m1','+6281234500001','JUAL 350rb','received',1764000000,1764000000,1764000000,0,0,0,NULL,1764000000);
INSERT INTO message VALUES(2,1,1,'out','sms','reply',1,'phone',NULL,'+6281234500001','LAPAK: Rp350.000','delivered',1764000000,1764000000,1764000600,0,1,1,NULL,1764000000);
INSERT INTO message VALUES(3,0,2,'in','sms','inbound',0,'phone','m2','+6281234500002','JUAL 350rb','received',1764000000,1764000000,1764000000,0,0,0,NULL,1764000000);
INSERT INTO message VALUES(4,3,2,'out','sms','reply',1,'phone',NULL,'+6281234500002','LAPAK: Rp350.000','delivered',1764000000,1764000000,1764000600,0,1,3,NULL,1764000000);
INSERT INTO message VALUES(5,0,3,'in','sms','inbound',0,'phone','m3','+6281234500003','JUAL 350rb','received',1764000000,1764000000,1764000000,0,0,0,NULL,1764000000);
INSERT INTO message VALUES(6,5,3,'out','sms','reply',1,'phone',NULL,'+6281234500003','LAPAK: Rp350.000','delivered',1764000000,1764000000,1764000600,0,1,5,NULL,1764000000);
INSERT INTO message VALUES(7,0,4,'in','sms','inbound',0,'phone','m4','+6281234500004','JUAL 350rb','received',1764000000,1764000000,1764000000,0,0,0,NULL,1764000000);
INSERT INTO message VALUES(8,7,4,'out','sms','reply',1,'phone',NULL,'+6281234500004','LAPAK: Rp350.000','queued',1764000000,1764000000,1764000600,0,1,7,NULL,1764000000);
INSERT INTO message VALUES(9,0,5,'in','sms','inbound',0,'phone','m5','+6281234500005','JUAL 350rb','received',1764000000,1764000000,1764000000,0,0,0,NULL,1764000000);
INSERT INTO message VALUES(10,9,5,'out','sms','reply',1,'phone',NULL,'+6281234500005','LAPAK: Rp350.000','delivered',1764000000,1764000000,1764000600,0,1,9,NULL,1764000000);
CREATE TABLE seen (
	gateway TEXT NOT NULL,                 -- configured name of the gateway
	key TEXT NOT NULL,                     -- the gateway's id of the message, or a hash
	message_id INTEGER NOT NULL,           -- the message it became
	PRIMARY KEY (gateway, key)
) STRICT, WITHOUT ROWID;
INSERT INTO seen VALUES('phone','m1',1);
INSERT INTO seen VALUES('phone','m2',3);
INSERT INTO seen VALUES('phone','m3',5);
INSERT INTO seen VALUES('phone','m4',7);
INSERT INTO seen VALUES('phone','m5',9);
CREATE TABLE wave (
	id INTEGER PRIMARY KEY,                -- from sequence 'wave'
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 8), -- the code traders type: G4
	market_id INTEGER NOT NULL REFERENCES market (id), -- where it is held
	place TEXT NOT NULL CHECK (length(place) <= 20), -- where in the market: Lt 3
	state TEXT NOT NULL CHECK (state = 'draft' OR state = 'open' OR state = 'closed' OR state = 'running' OR state = 'done' OR state = 'cancelled'), -- that it is full is counted
	seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 1000), -- how many may come
	created_at INTEGER NOT NULL,           -- when the office made it
	changed_at INTEGER NOT NULL            -- when state last changed
) STRICT;
INSERT INTO wave VALUES(1,'G4',1,'Lt 3','open',2,1764000000,1764000000);
CREATE TABLE wave_market (
	wave_id INTEGER NOT NULL REFERENCES wave (id), -- the wave
	market_id INTEGER NOT NULL REFERENCES market (id), -- a market whose traders may enrol; no row: all
	PRIMARY KEY (wave_id, market_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE sitting (
	id INTEGER PRIMARY KEY,                -- from sequence 'sitting'
	wave_id INTEGER NOT NULL REFERENCES wave (id), -- the wave it belongs to
	starts_at INTEGER NOT NULL,            -- when it begins
	code TEXT NOT NULL CHECK (length(code) = 4), -- attendance code written on the board
	UNIQUE (wave_id, starts_at)
) STRICT;
INSERT INTO sitting VALUES(1,1,1764864000,'4821');
CREATE TABLE enrolment (
	id INTEGER PRIMARY KEY,                -- from sequence 'enrolment'
	wave_id INTEGER NOT NULL REFERENCES wave (id), -- the wave
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who
	status TEXT NOT NULL CHECK (status = 'enrolled' OR status = 'waiting' OR status = 'offered' OR status = 'cancelled' OR status = 'attended' OR status = 'absent'),
	queue INTEGER NOT NULL,                -- order of arrival in the wave; a new one each time it is taken anew
	source TEXT NOT NULL CHECK (source IN ('trader', 'staff')), -- who entered it
	created_at INTEGER NOT NULL,           -- first entered
	changed_at INTEGER NOT NULL,           -- when status last changed
	changed_by TEXT NOT NULL,              -- 'trader' or the staff name
	UNIQUE (wave_id, trader_id)
) STRICT;
INSERT INTO enrolment VALUES(1,1,1,'enrolled',1,'trader',1764000000,1764000000,'trader');
INSERT INTO enrolment VALUES(2,1,2,'enrolled',2,'trader',1764000000,1764000000,'trader');
INSERT INTO enrolment VALUES(3,1,3,'waiting',3,'trader',1764000000,1764000000,'trader');
CREATE TABLE attendance (
	sitting_id INTEGER NOT NULL REFERENCES sitting (id), -- the sitting
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who came
	at INTEGER NOT NULL,                   -- when it was noted
	PRIMARY KEY (sitting_id, trader_id)
) STRICT, WITHOUT ROWID;
INSERT INTO attendance VALUES(1,1,1764000000);
CREATE TABLE sale (
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- whose takings
	day INTEGER NOT NULL,                  -- of which market day
	total INTEGER NOT NULL CHECK (total >= 0), -- rupiah; 0 when zero or closed
	live INTEGER CHECK (live >= 0 AND live <= total), -- of it by live or online; NULL: unknown
	status TEXT NOT NULL CHECK (status = 'sold' OR status = 'zero' OR status = 'closed'), -- zero: open, sold nothing
	approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)), -- "about" was said
	clarified INTEGER NOT NULL CHECK (clarified IN (0, 1)), -- the trader was asked and answered
	review INTEGER NOT NULL CHECK (review IN (0, 1)), -- the office should look at it
	version INTEGER NOT NULL CHECK (version >= 1), -- counts corrections
	message_id INTEGER NOT NULL,           -- the text that said so
	typed_by TEXT,                         -- phone of a helper; NULL: the trader
	reported_at INTEGER NOT NULL,          -- when
	PRIMARY KEY (trader_id, day)
) STRICT, WITHOUT ROWID;
INSERT INTO sale VALUES(1,20416,350000,0,'sold',0,0,0,1,1,NULL,1764000000);
INSERT INTO sale VALUES(2,20416,700000,0,'sold',0,0,0,1,3,NULL,1764000000);
INSERT INTO sale VALUES(3,20416,1050000,0,'sold',0,0,0,1,5,NULL,1764000000);
INSERT INTO sale VALUES(4,20416,1400000,0,'sold',0,0,0,1,7,NULL,1764000000);
INSERT INTO sale VALUES(5,20416,1750000,0,'sold',0,0,0,1,9,NULL,1764000000);
CREATE TABLE sale_history (
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- as in sale, before it was replaced
	day INTEGER NOT NULL,
	version INTEGER NOT NULL,
	total INTEGER NOT NULL,
	live INTEGER,
	status TEXT NOT NULL,
	approximate INTEGER NOT NULL,
	clarified INTEGER NOT NULL,
	review INTEGER NOT NULL,
	message_id INTEGER NOT NULL,
	typed_by TEXT,
	reported_at INTEGER NOT NULL,
	replaced_at INTEGER NOT NULL,          -- when the next version came, or the report was taken back
	taken_back INTEGER NOT NULL CHECK (taken_back IN (0, 1)), -- 1: it was never right
	PRIMARY KEY (trader_id, day, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE tip (
	code TEXT NOT NULL,                    -- A1 .. E8
	language TEXT NOT NULL,                -- id, jv, en
	series TEXT NOT NULL,                  -- one letter: A .. E
	title TEXT NOT NULL,                   -- the series' name as traders read it
	text TEXT NOT NULL,                    -- one segment with the brand before it
	PRIMARY KEY (code, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE tip_seen (
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who
	code TEXT NOT NULL,                    -- which tip
	at INTEGER NOT NULL,                   -- when it was sent
	PRIMARY KEY (trader_id, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE question (
	id INTEGER PRIMARY KEY,                -- from sequence 'question'; the small number people say
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who asks
	kind TEXT NOT NULL CHECK (kind = 'asked' OR kind = 'not_understood' OR kind = 'loop'), -- by the trader or by the bot
	text TEXT NOT NULL,                    -- the question, or the texts nobody understood, one a line
	dialog_state TEXT NOT NULL,            -- where the conversation stood
	state TEXT NOT NULL CHECK (state = 'open' OR state = 'answered' OR state = 'closed'),
	asked_at INTEGER NOT NULL,
	answer TEXT,                           -- what the office wrote
	answered_by TEXT,                      -- staff name
	answered_at INTEGER
) STRICT;
INSERT INTO question VALUES(1,2,'asked','Boleh bawa cucu?','','open',1764000000,NULL,NULL,NULL);
CREATE TABLE complaint (
	id INTEGER PRIMARY KEY,                -- from sequence 'complaint'
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who has few buyers
	day INTEGER NOT NULL,                  -- the market day it was said
	state TEXT NOT NULL CHECK (state IN ('open', 'done')),
	at INTEGER NOT NULL,
	UNIQUE (trader_id, day)
) STRICT;
CREATE TABLE consent (
	id INTEGER PRIMARY KEY,                -- from sequence 'consent'
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who
	version TEXT NOT NULL,                 -- which text was shown
	language TEXT NOT NULL,                -- in which language
	source TEXT NOT NULL,                  -- 'sms', 'ussd' or the import's file
	at INTEGER NOT NULL                    -- when
) STRICT;
CREATE TABLE opted_out (
	phone_hash TEXT PRIMARY KEY,           -- salted hash of an erased number that had opted out
	at INTEGER NOT NULL                    -- when it was erased
) STRICT, WITHOUT ROWID;
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
INSERT INTO helper VALUES(1,'+6281234500009','allowed',1764000000,NULL,NULL,NULL);
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
INSERT INTO helper_report VALUES(1,20415,'+6281234500009',100000,NULL,'sold',0,0,0,1,1764000000);
CREATE UNIQUE INDEX market_name ON market (lower(name));
CREATE INDEX message_queued ON message (gateway, priority, due_at, id) WHERE state = 'queued';
CREATE INDEX message_open ON message (phone, id) WHERE state IN ('queued', 'sending');
CREATE INDEX message_expiring ON message (expires_at, state) WHERE state = 'queued';
CREATE INDEX message_sending ON message (id) WHERE state = 'sending';
CREATE UNIQUE INDEX wave_name ON wave (lower(name));
CREATE INDEX wave_open ON wave (id) WHERE state = 'open';
CREATE INDEX enrolment_status ON enrolment (wave_id, status, queue);
CREATE INDEX enrolment_trader ON enrolment (trader_id);
CREATE INDEX attendance_trader ON attendance (trader_id);
CREATE INDEX sale_typed ON sale (typed_by) WHERE typed_by IS NOT NULL;
CREATE INDEX sale_history_typed ON sale_history (typed_by) WHERE typed_by IS NOT NULL;
CREATE INDEX tip_series ON tip (series);
CREATE INDEX question_open ON question (id) WHERE state = 'open';
CREATE INDEX question_trader ON question (trader_id);
CREATE INDEX consent_trader ON consent (trader_id);
CREATE INDEX helper_phone ON helper (phone);
CREATE INDEX helper_report_typed ON helper_report (typed_by);
CREATE INDEX trader_stall ON trader (lower(replace(replace(replace(replace(stall, ' ', ''), '-', ''), '.', ''), '/', '')))
	WHERE stall IS NOT NULL;
COMMIT;
PRAGMA application_id = 1279348811;
