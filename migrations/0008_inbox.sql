-- 0008_inbox: how people in the office share the questions; texts they use again; what is to be looked at.

CREATE TABLE care (
	question_id INTEGER PRIMARY KEY REFERENCES question (id), -- one row a question somebody opened
	staff_id INTEGER REFERENCES staff (id), -- who answers it; NULL: nobody yet
	read_at INTEGER,                       -- first opened; NULL: unread
	message_id INTEGER                     -- the SMS that answers it; NULL: none
) STRICT;

CREATE TABLE note (
	id INTEGER PRIMARY KEY,                -- from sequence 'note'
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- about whom; the trader never sees it
	staff_id INTEGER NOT NULL REFERENCES staff (id), -- who wrote it
	text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
	at INTEGER NOT NULL
) STRICT;

CREATE INDEX note_trader ON note (trader_id, id);

CREATE TABLE canned (
	id INTEGER PRIMARY KEY,                -- from sequence 'canned'
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40), -- how the office calls it
	text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 480), -- without the brand
	changed_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX canned_name ON canned (lower(name));

-- The queue of reports to look at, and the open complaints of few buyers.
CREATE INDEX sale_review ON sale (day, trader_id) WHERE review = 1;
CREATE INDEX complaint_open ON complaint (id) WHERE state = 'open';

INSERT INTO sequence (name, last) VALUES ('note', 0), ('canned', 0);
