# tests/bench/curve.awk - growth curves as SVG, each figure as a multiple of what it is at the least size
#
# usage: awk -F '\t' -f curve.awk FILE    (a line: SIZE NAME VALUE; the last of a size and name counts)
BEGIN {
	shown = "instructions pages_looked_at inbound.rate inbound_1000_a_second.p99_ms beside_broadcast.p99_ms look_rows_a_second send_to_curl start_ms rss_mib api_p95_ms report_ms broadcast_written_ms expand_rows_a_second remind_rows_a_second forget_rows_a_second export_day_ms backup_ms"
	n = split(shown, name, " ")
	split("#1b6e5a #b5542b #8a6d1d #3a5ba0 #7a3e8e #c2185b #555555 #0d7f9e #a0522d #4b6b2a #8b5a9b #b0893a #2e2e8b #8b2e2e #2e8b57 #d2691e #708090", colour, " ")
}
!($1 in seen) { seen[$1] = 1; size[++sizes] = $1 }
{ value[$2, $1] = $3 }
function x(s) { return 60 + (log(s) - log(size[1])) / (log(size[sizes]) - log(size[1]) + 1e-9) * 560 }
function y(times) { return 330 - log(times) / log(10) * 85 }
END {
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 420\" font-family=\"sans-serif\" font-size=\"12\">"
	print "<rect width=\"1000\" height=\"420\" fill=\"#fff\"/><text x=\"10\" y=\"22\" font-size=\"15\">As it grows: each figure beside its value at the least size</text>"
	for (e = -1; e <= 3; e++)
		printf "<path d=\"M60 %d H620\" stroke=\"#ddd\"/><text x=\"50\" y=\"%d\" text-anchor=\"end\">%s x</text>\n", y(10 ^ e), y(10 ^ e) + 4, 10 ^ e
	for (i = 1; i <= sizes; i++) printf "<text x=\"%d\" y=\"412\" text-anchor=\"middle\">%d</text>\n", x(size[i]), size[i]
	# What grows as log n, to compare with.
	printf "<path fill=\"none\" stroke=\"#999\" stroke-dasharray=\"4\" d=\""
	for (i = 1; i <= sizes; i++) printf "%s%.1f %.1f", (i > 1 ? " L" : "M"), x(size[i]), y(log(size[i]) / log(size[1]))
	print "\"/><text x=\"640\" y=\"40\" fill=\"#777\">dashed: log n</text>"
	for (k = 1; k <= n; k++) {
		base = value[name[k], size[1]]
		if (base <= 0) continue
		printf "<path fill=\"none\" stroke=\"%s\" stroke-width=\"2\" d=\"", colour[k]
		pen = "M"
		for (i = 1; i <= sizes; i++) {
			v = value[name[k], size[i]]
			if (v > 0) { printf "%s%.1f %.1f ", pen, x(size[i]), y(v / base); pen = "L"; end = v }
		}
		printf "\"/><text x=\"640\" y=\"%d\" fill=\"%s\">%s: %s to %s</text>\n", 40 + k * 20, colour[k], name[k], base, end
	}
	print "</svg>"
}
