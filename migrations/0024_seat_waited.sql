-- 0024_seat_waited: who gave up waiting waits again when that is undone, and does not pass those who wait in front.

ALTER TABLE enrolment ADD COLUMN waited INTEGER NOT NULL DEFAULT 0; -- status cancelled: 1 when what was given up was no seat yet
