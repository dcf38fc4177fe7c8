-- 0020_calendar: sittings by day for the calendar, and whom the office's invitations brought to a wave.

CREATE INDEX sitting_starts ON sitting (starts_at);
CREATE INDEX enrolment_invited ON enrolment (invited_to) WHERE invited_to > 0;
