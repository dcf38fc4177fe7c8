-- 0005_session: who is signed in, second factors, and answers that are given once.

CREATE TABLE session (
	id INTEGER PRIMARY KEY,                -- from sequence 'session'
	token_hash TEXT NOT NULL UNIQUE,       -- BLAKE2b-256 of the token in hex; the token itself is nowhere
	staff_id INTEGER NOT NULL REFERENCES staff (id), -- whose
	kind TEXT NOT NULL CHECK (kind = 'browser' OR kind = 'script'), -- a cookie, or a token for a script
	name TEXT NOT NULL CHECK (length(name) <= 80), -- what the browser or the script calls itself
	address TEXT NOT NULL,                 -- where it was made from; '' on the server itself
	password_mark TEXT NOT NULL,           -- a hash of the password's hash: another password ends the session
	created_at INTEGER NOT NULL,
	used_at INTEGER NOT NULL,              -- last seen, to the minute
	idle_seconds INTEGER NOT NULL CHECK (idle_seconds > 0), -- ends when it was not used for so long
	expires_at INTEGER NOT NULL            -- ends whatever happens
) STRICT;

CREATE INDEX session_staff ON session (staff_id, id);
CREATE INDEX session_expiring ON session (expires_at);

CREATE TABLE second_factor (
	staff_id INTEGER PRIMARY KEY REFERENCES staff (id), -- whose
	secret TEXT NOT NULL CHECK (length(secret) = 32), -- of the authenticator app, base32
	confirmed_at INTEGER,                  -- when a first code was right; NULL: not asked for yet
	last_step INTEGER NOT NULL             -- step of the last code taken: each is taken once
) STRICT;

-- A POST that is sent again with the same key gets the first answer again.
CREATE TABLE once (
	staff_id INTEGER NOT NULL,             -- who sent it
	key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 100), -- Idempotency-Key
	request_hash TEXT NOT NULL,            -- of method, path and body: the key is for these alone
	status INTEGER NOT NULL,               -- the answer: its HTTP status
	answer TEXT NOT NULL,                  -- and body
	at INTEGER NOT NULL,                   -- when; forgotten a day later
	PRIMARY KEY (staff_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX once_at ON once (at);

INSERT INTO sequence (name, last) VALUES ('session', 0);
