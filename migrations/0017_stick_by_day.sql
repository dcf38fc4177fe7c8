-- 0017_stick_by_day: the stick rate of a year is counted along one index, check day by check day.

CREATE INDEX stick_check_by_day ON stick_check (day, asked_at, wave_id, lives);

DROP INDEX stick_check_asked;
