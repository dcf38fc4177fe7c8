// templates/console/core/takings.js - figures of days, by market and together
const SUMS = ["expected", "reports", "sold", "zero", "closed", "total", "known", "known_total", "live"];
const LINES_MOST = 3; // with all markets together as many as the eye can tell apart

// One row a day, markets together, ascending. A median cannot be added up, so there is none.
export function byDay(rows) {
	const days = new Map();

	for (const row of rows) {
		const sum = days.get(row.day) ?? { day: row.day, ...Object.fromEntries(SUMS.map((name) => [name, 0])) };

		for (const name of SUMS) sum[name] += row[name];
		days.set(row.day, sum);
	}
	return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

// The rows' medians on those days with the ends of their intervals and their n; null where nothing was sold, or too few did.
export function mediansOver(rows, days) {
	const sold = new Map(rows.filter((row) => row.sold > 0).map((row) => [row.day, row]));
	const over = (field) => days.map((at) => sold.get(at)?.[field] ?? null);

	return { values: over("median"), low: over("median_low"), high: over("median_high"), n: over("sold") };
}

// The markets with the most sold days, each with its medians.
export function mediansByMarket(rows, days) {
	const markets = new Map();

	for (const row of rows) {
		const one = markets.get(row.market_id) ?? { market: row.market, sold: 0, rows: [] };

		one.sold += row.sold;
		one.rows.push(row);
		markets.set(row.market_id, one);
	}
	return [...markets.values()].filter((one) => one.sold > 0).sort((a, b) => b.sold - a.sold).slice(0, LINES_MOST)
		.map((one) => ({ market: one.market, ...mediansOver(one.rows, days) }));
}
