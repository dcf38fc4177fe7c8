-- 0012_search: traders are found by any word of their name, and by the end of their number.

CREATE TABLE trader_word (
	word TEXT NOT NULL,                    -- the name from one of its words on, in small letters
	trader_id INTEGER NOT NULL REFERENCES trader (id), -- whose name
	PRIMARY KEY (word, trader_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX trader_word_of ON trader_word (trader_id);

CREATE INDEX trader_tail ON trader (substr(phone, length(phone) - 3));

INSERT INTO trader_word (word, trader_id)
WITH RECURSIVE start (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM start WHERE n < 40)
SELECT DISTINCT substr(lower(t.name), s.n), t.id FROM trader t, start s WHERE s.n <= length(t.name)
AND substr(t.name, s.n, 1) <> ' ' AND (s.n = 1 OR substr(t.name, s.n - 1, 1) = ' ');
