-- 0004_staff: who works in the office, and what everybody did.

CREATE TABLE staff (
	id INTEGER PRIMARY KEY,                -- from sequence 'staff'
	login TEXT NOT NULL CHECK (length(login) BETWEEN 2 AND 20), -- lower case letters and digits
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40), -- as people read it
	role TEXT NOT NULL CHECK (role = 'chief' OR role = 'clerk' OR role = 'trainer' OR role = 'viewer' OR role = 'admin'),
	phone TEXT,                            -- E.164: the number a trainer writes from; NULL: none
	password TEXT,                         -- Argon2id with its parameters and salt; NULL: may not log in
	created_at INTEGER NOT NULL,           -- when the account was made
	changed_at INTEGER NOT NULL,           -- when password or state last changed: older sessions end
	disabled_at INTEGER                    -- NULL: enabled; an account is never removed
) STRICT;

CREATE UNIQUE INDEX staff_login ON staff (login);
-- A number belongs to one account at a time.
CREATE UNIQUE INDEX staff_phone ON staff (phone) WHERE phone IS NOT NULL AND disabled_at IS NULL;

INSERT INTO sequence (name, last) VALUES ('staff', 0);

-- Rows are only ever added: no statement of the program changes or removes one, and each hash covers
-- the row and the hash before it, so that `lapak audit verify` finds whoever did by hand. The newest
-- row's number and hash stand in setting 'audit.head' too, so that a cut-off end is missed.
CREATE TABLE audit (
	id INTEGER PRIMARY KEY,                -- 1, 2, 3 ... without gaps
	at INTEGER NOT NULL,                   -- when
	actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 64), -- staff:rina, cli:root, trader, system
	action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 40), -- wave.open
	subject TEXT NOT NULL,                 -- wave:12; '' none
	detail TEXT NOT NULL,                  -- in words, without phone numbers or texts of messages; '' none
	hash TEXT NOT NULL CHECK (length(hash) = 64) -- BLAKE2b-256 in hex; see store/audit.h
) STRICT;
