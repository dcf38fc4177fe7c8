-- 0018_enrolment_order: a round of reminders finds the next place of a wave by its id, without sorting the rest.

CREATE INDEX enrolment_in_order ON enrolment (wave_id, id);
