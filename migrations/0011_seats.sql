-- 0011_seats: offers, reminders, what a wave plans, wrong attendance codes.

ALTER TABLE enrolment ADD COLUMN rsvp_at INTEGER NOT NULL DEFAULT 0; -- when a reminder was answered: yes; negative: no; 0: not
ALTER TABLE enrolment ADD COLUMN first_in_line INTEGER NOT NULL DEFAULT 0; -- 1: freed at a reminder, and has it back while nobody took it
ALTER TABLE enrolment ADD COLUMN offered_until INTEGER NOT NULL DEFAULT 0; -- status offered: answer expected before
ALTER TABLE enrolment ADD COLUMN offer_message_id INTEGER NOT NULL DEFAULT 0; -- the SMS that offers; 0: none
ALTER TABLE enrolment ADD COLUMN reminder_message_id INTEGER NOT NULL DEFAULT 0; -- the last reminder; 0: none
ALTER TABLE enrolment ADD COLUMN telephone INTEGER NOT NULL DEFAULT 0; -- 1: an offer by SMS will not do, the office calls

CREATE TABLE wave_plan (
	wave_id INTEGER PRIMARY KEY REFERENCES wave (id), -- no row: the usual plan
	reminder_days TEXT NOT NULL,           -- days before a sitting, as '3,1'
	series TEXT NOT NULL,                  -- of tips afterwards, as 'A'; '' the first one
	tip_days TEXT NOT NULL,                -- days after the last sitting, as '1,3,7'
	budget INTEGER NOT NULL CHECK (budget >= 0) -- rupiah; 0: not set
) STRICT;

CREATE TABLE code_try (
	sitting_id INTEGER NOT NULL REFERENCES sitting (id), -- at which sitting
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- who sent another code
	wrong INTEGER NOT NULL,                -- how often
	PRIMARY KEY (sitting_id, trader_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX code_try_trader ON code_try (trader_id);

-- Sittings that were planned before: their reminders are looked at soon.
INSERT INTO job (kind, subject, due_at, cursor) SELECT 'reminder', id, 0, 0 FROM sitting;
