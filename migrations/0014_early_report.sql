-- 0014_early_report: delivery reports that were faster than the answer which tells the id they are about.

CREATE TABLE early_report (
	id INTEGER PRIMARY KEY,                -- in the order they came; the oldest make room
	gateway TEXT NOT NULL,                 -- configured name of the gateway
	gateway_id TEXT NOT NULL,              -- its id of the message
	state TEXT NOT NULL CHECK (state = 'sent' OR state = 'delivered' OR state = 'failed' OR state = 'expired' OR state = 'rejected'),
	error TEXT,                            -- its word on a failure; NULL: none
	at INTEGER NOT NULL                    -- when it came; of no use after some minutes
) STRICT;

CREATE UNIQUE INDEX early_report_about ON early_report (gateway, gateway_id, state);
