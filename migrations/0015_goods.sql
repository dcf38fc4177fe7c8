-- 0015_goods: what traders sell, whose a tip is, whom a new wave invites again, and checks by when they were asked.

CREATE TABLE trader_goods (
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who
	goods TEXT NOT NULL CHECK (length(goods) BETWEEN 2 AND 20), -- sells it, in small letters: batik
	PRIMARY KEY (trader_id, goods)
) STRICT, WITHOUT ROWID;

ALTER TABLE tip ADD COLUMN goods TEXT NOT NULL DEFAULT ''; -- only for who sells one of them, as 'batik,kain'; '' for all

ALTER TABLE enrolment ADD COLUMN invited_to INTEGER NOT NULL DEFAULT 0; -- status absent: the later wave its trader was told of; 0: none yet

CREATE INDEX enrolment_to_invite ON enrolment (id) WHERE status = 'absent' AND invited_to = 0;

CREATE INDEX stick_check_asked ON stick_check (asked_at, day, wave_id, lives);
