-- 0009_figures: sums the office's figures are read from, kept in the transaction that changes what they are sums of.
--
-- `lapak report --check` proves them equal to the rows, `lapak report --rebuild` makes them anew.

-- Takings of a day and market by size: a step is a tenth wide at most (see sale_step() in store/tally.h), so that
-- medians cost as little as sums.
CREATE TABLE sale_day (
	day INTEGER NOT NULL,                  -- market day
	market_id INTEGER NOT NULL,            -- the traders' market now; 0: not told yet
	step INTEGER NOT NULL,                 -- least takings in this row; 0: open, sold nothing; -1: closed
	reports INTEGER NOT NULL,              -- how many traders said so
	total INTEGER NOT NULL,                -- rupiah together
	known INTEGER NOT NULL,                -- of the reports, those whose live part is known
	known_total INTEGER NOT NULL,          -- rupiah of those
	live INTEGER NOT NULL,                 -- of which by live or online
	live_reports INTEGER NOT NULL,         -- how many sold something live
	PRIMARY KEY (day, market_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE message_day (
	day INTEGER NOT NULL,                  -- calendar day in WIB on which the message came in or was written
	gateway TEXT NOT NULL,                 -- configured name of the gateway
	kind TEXT NOT NULL,                    -- as in message
	state TEXT NOT NULL,                   -- as in message, but 'queued' for sending too
	messages INTEGER NOT NULL,             -- how many are in that state now
	segments INTEGER NOT NULL,             -- their segments
	PRIMARY KEY (day, gateway, kind, state)
) STRICT, WITHOUT ROWID;

INSERT INTO sale_day (day, market_id, step, reports, total, known, known_total, live, live_reports)
SELECT b.day, b.market_id, b.step, count(*), sum(b.total), count(b.live),
	coalesce(sum(CASE WHEN b.live IS NULL THEN 0 ELSE b.total END), 0), coalesce(sum(b.live), 0),
	sum(CASE WHEN b.live > 0 THEN 1 ELSE 0 END)
FROM (SELECT a.day, a.market_id, a.total, a.live,
	CASE WHEN a.status = 'closed' THEN -1 WHEN a.unit = 1 AND a.total < 100 THEN a.total
	ELSE (a.total / a.unit - (a.total / a.unit) %
		CASE WHEN a.total / a.unit < 20 THEN 1 WHEN a.total / a.unit < 50 THEN 2 ELSE 5 END) * a.unit
	END AS step
FROM (SELECT s.day, coalesce(t.market_id, 0) AS market_id, s.total, s.live, s.status,
	CASE WHEN s.total < 1000 THEN CASE WHEN s.total < 100 THEN 1 ELSE 10 END
	WHEN s.total < 10000 THEN 100 WHEN s.total < 100000 THEN 1000
	WHEN s.total < 1000000 THEN 10000 WHEN s.total < 10000000 THEN 100000
	WHEN s.total < 100000000 THEN 1000000 WHEN s.total < 1000000000 THEN 10000000
	WHEN s.total < 10000000000 THEN 100000000 WHEN s.total < 100000000000 THEN 1000000000
	ELSE 10000000000 END AS unit
FROM sale s JOIN trader t ON t.id = s.trader_id) a) b
GROUP BY b.day, b.market_id, b.step;

INSERT INTO message_day (day, gateway, kind, state, messages, segments)
SELECT (m.at + 25200) / 86400, m.gateway, m.kind, CASE WHEN m.state = 'sending' THEN 'queued' ELSE m.state END,
	count(*), sum(m.segments)
FROM message m
GROUP BY (m.at + 25200) / 86400, m.gateway, m.kind, CASE WHEN m.state = 'sending' THEN 'queued' ELSE m.state END;

-- How many may report: traders of a market by the day they came.
CREATE INDEX trader_market ON trader (market_id, created_at) WHERE stopped_at IS NULL;
CREATE INDEX complaint_state ON complaint (state, at);
