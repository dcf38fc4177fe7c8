-- 0019_wording: the office's own texts of the bot, laid over the shipped ones; every version of each is kept.

CREATE TABLE wording_edit (
	id INTEGER PRIMARY KEY CHECK (id > 0), -- from sequence 'wording', so that the newest tells whether anything changed
	language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 7),
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60), -- the message's, as in templates/messages
	version INTEGER NOT NULL CHECK (version > 0), -- of this text; the highest is the one that counts
	text TEXT CHECK (length(text) BETWEEN 1 AND 600), -- NULL: since this version the shipped text again
	edited_by TEXT NOT NULL,               -- staff:LOGIN or cli:NAME
	at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX wording_edit_version ON wording_edit (language, name, version);

INSERT INTO sequence (name, last) VALUES ('wording', 0);
