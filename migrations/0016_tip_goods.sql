-- 0016_tip_goods: the goods of a tip a row each, to be looked up by what a trader sells.

CREATE TABLE tip_goods (
	code TEXT NOT NULL,                    -- the tip
	language TEXT NOT NULL,                -- and its language
	goods TEXT NOT NULL,                   -- one of those in tip.goods
	PRIMARY KEY (code, language, goods),
	FOREIGN KEY (code, language) REFERENCES tip (code, language)
) STRICT, WITHOUT ROWID;
