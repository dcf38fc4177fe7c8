-- 0010_threads: whose free text goes to a person; trainers, their waves, and codes that prove a number.

CREATE TABLE thread (
	trader_id INTEGER PRIMARY KEY REFERENCES trader (id), -- who writes with a person
	question_id INTEGER NOT NULL REFERENCES question (id), -- about what
	person_until INTEGER NOT NULL,         -- until then free text goes to the person, not to the bot
	follow_ups INTEGER NOT NULL            -- texts added since the office last wrote; the first is acknowledged
) STRICT;

CREATE INDEX thread_question ON thread (question_id);

-- How long the last answers took.
CREATE INDEX question_answered ON question (id) WHERE state = 'answered' AND kind = 'asked';

ALTER TABLE wave ADD COLUMN trainer_id INTEGER REFERENCES staff (id); -- who trains; NULL: nobody named

CREATE INDEX wave_trainer ON wave (trainer_id) WHERE trainer_id IS NOT NULL;

-- What waits for a code that went to the registered number; one a person at a time. A sender can be forged.
CREATE TABLE one_time_code (
	staff_id INTEGER PRIMARY KEY REFERENCES staff (id), -- whose number it went to
	purpose TEXT NOT NULL CHECK (purpose = 'answer' OR purpose = 'broadcast'), -- what the code sets off
	subject INTEGER NOT NULL,              -- the question or broadcast
	text TEXT NOT NULL,                    -- what is to be sent; '' when it was used
	code TEXT NOT NULL CHECK (length(code) = 4),
	expires_at INTEGER NOT NULL,           -- 0: used, or tried too often
	wrong INTEGER NOT NULL,                -- wrong tries at this code
	day INTEGER NOT NULL,                  -- market day of the two counts
	asked INTEGER NOT NULL,                -- codes made that day
	failed INTEGER NOT NULL                -- wrong tries that day
) STRICT;
