-- 0007_jobs: what falls due.

-- A row is removed in the transaction that holds its effect, so nothing is done twice and nothing is
-- left out, whenever the process dies. Times are wall clock: after an outage what fell due meanwhile is
-- looked at, and its handler decides what of it still makes sense.
CREATE TABLE job (
	kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40), -- which rule: 'offer.next'
	subject INTEGER NOT NULL,              -- of what: a wave, a sitting, an enrolment
	due_at INTEGER NOT NULL,               -- not before
	cursor INTEGER NOT NULL,               -- how far a long one has come; 0 at its beginning
	PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_due ON job (due_at);

-- Waves that were made before: they begin with their first sitting and end three hours into the last.
INSERT INTO job (kind, subject, due_at, cursor)
	SELECT 'wave.begin', wave_id, min(starts_at), 0 FROM sitting GROUP BY wave_id;
INSERT INTO job (kind, subject, due_at, cursor)
	SELECT 'wave.end', wave_id, max(starts_at) + 10800, 0 FROM sitting GROUP BY wave_id;
