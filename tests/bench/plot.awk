# tests/bench/plot.awk - bars with their spread as SVG
#
# usage: awk -F '\t' -v title=TEXT -v pattern=REGEXP -v logarithmic=0|1 -f plot.awk FILE    (a line: NAME MEDIAN LEAST MOST)
# Only names that match pattern are drawn, one row each: the bar is the median, the line the least and the most.
function x(v) {
	if (logarithmic) return left + (v > floor ? log(v / floor) / log(top / floor) * width : 0)
	return left + v / top * width
}
$1 ~ pattern { name[++n] = $1; median[n] = $2; least[n] = $3; most[n] = $4; if ($4 > top) top = $4; if ($3 > 0 && (floor == 0 || $3 < floor)) floor = $3 }
END {
	left = 210; width = 520; row = 24; height = 50 + n * row
	floor /= 2
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 840 %d\" font-family=\"sans-serif\" font-size=\"12\">\n", height
	printf "<rect width=\"840\" height=\"%d\" fill=\"#fff\"/><text x=\"10\" y=\"24\" font-size=\"15\">%s</text>\n", height, title
	for (i = 1; i <= n; i++) {
		y = 40 + (i - 1) * row
		printf "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", left - 8, y + 13, name[i]
		printf "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\" fill=\"%s\"/>", left, y + 2, x(median[i]) - left,
			(name[i] ~ /^lapak|^slow/ ? "#1b6e5a" : "#9aa5b1")
		printf "<path d=\"M%.1f %d H%.1f\" stroke=\"#222\"/>", x(least[i]), y + 9, x(most[i])
		printf "<text x=\"%.1f\" y=\"%d\">%s</text>\n", x(most[i]) + 6, y + 13, (median[i] >= 100 ? sprintf("%d", median[i]) : median[i])
	}
	print "</svg>"
}
