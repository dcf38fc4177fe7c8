-- 0023_goods_day: takings by what traders sell, summed by day as sale_day is by market.

ALTER TABLE trader ADD COLUMN sells INTEGER NOT NULL DEFAULT 0; -- 1: has rows in trader_goods

UPDATE trader SET sells = 1 WHERE id IN (SELECT g.trader_id FROM trader_goods g);

CREATE INDEX trader_goods_by ON trader_goods (goods);

-- A report counts for each of the goods its trader sells now.
CREATE TABLE goods_day (
	day INTEGER NOT NULL,                  -- market day
	goods TEXT NOT NULL,                   -- one of those in trader_goods
	step INTEGER NOT NULL,                 -- as in sale_day
	reports INTEGER NOT NULL,              -- how many traders said so
	total INTEGER NOT NULL,                -- rupiah together
	known INTEGER NOT NULL,                -- of the reports, those whose live part is known
	known_total INTEGER NOT NULL,          -- rupiah of those
	live INTEGER NOT NULL,                 -- of which by live or online
	live_reports INTEGER NOT NULL,         -- how many sold something live
	PRIMARY KEY (day, goods, step)
) STRICT, WITHOUT ROWID;

INSERT INTO goods_day (day, goods, step, reports, total, known, known_total, live, live_reports)
SELECT b.day, b.goods, b.step, count(*), sum(b.total), count(b.live),
	coalesce(sum(CASE WHEN b.live IS NULL THEN 0 ELSE b.total END), 0), coalesce(sum(b.live), 0),
	sum(CASE WHEN b.live > 0 THEN 1 ELSE 0 END)
FROM (SELECT a.day, a.goods, a.total, a.live,
	CASE WHEN a.status = 'closed' THEN -1 WHEN a.unit = 1 AND a.total < 100 THEN a.total
	ELSE (a.total / a.unit - (a.total / a.unit) %
		CASE WHEN a.total / a.unit < 20 THEN 1 WHEN a.total / a.unit < 50 THEN 2 ELSE 5 END) * a.unit
	END AS step
FROM (SELECT s.day, g.goods, s.total, s.live, s.status,
	CASE WHEN s.total < 1000 THEN CASE WHEN s.total < 100 THEN 1 ELSE 10 END
	WHEN s.total < 10000 THEN 100 WHEN s.total < 100000 THEN 1000
	WHEN s.total < 1000000 THEN 10000 WHEN s.total < 10000000 THEN 100000
	WHEN s.total < 100000000 THEN 1000000 WHEN s.total < 1000000000 THEN 10000000
	WHEN s.total < 10000000000 THEN 100000000 WHEN s.total < 100000000000 THEN 1000000000
	ELSE 10000000000 END AS unit
FROM trader_goods g JOIN sale s ON s.trader_id = g.trader_id) a) b
GROUP BY b.day, b.goods, b.step;
