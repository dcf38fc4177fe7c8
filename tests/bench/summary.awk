# tests/bench/summary.awk - medians over the rounds, with their spread, and whether each figure to reach is reached
#
# usage: awk -v json=FILE -v plot=FILE -v kept_only=0|1 -f summary.awk figures.tsv VALUES    (a line of VALUES: ROUND NAME VALUE)
# A round whose raw SQLite is more than 15 % off the median of all was disturbed: it is shown, and left out. With kept_only it
# only prints how many rounds are left. MISSING in the environment is what could not be measured, a line each, for the JSON.
function sorted(name, all,   i, j, n, v) {
	n = 0
	for (i = 1; i <= rounds; i++)
		if ((all || !disturbed[i]) && (i SUBSEP name) in value) list[++n] = value[i, name]
	if (n == 0) # it was measured once, in a round that was disturbed
		for (i = 1; i <= rounds; i++) if ((i SUBSEP name) in value) list[++n] = value[i, name]
	for (i = 2; i <= n; i++) {
		v = list[i]
		for (j = i - 1; j > 0 && list[j] > v; j--) list[j + 1] = list[j]
		list[j + 1] = v
	}
	return n
}
function middle(n) {
	return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}
FNR == NR { split($0, part, "\t"); target[part[1]] = part[2] " " part[3]; what[part[1]] = part[4]; wanted[++figures] = part[1]; next }
{
	if (!($2 in seen)) { seen[$2] = 1; name[++names] = $2 }
	value[$1, $2] = $3
	if ($1 > rounds) rounds = $1
}
END {
	n = sorted("raw.rate", 1)
	anchor = n > 0 ? middle(n) : 0
	for (i = 1; i <= rounds; i++) {
		raw = value[i, "raw.rate"]
		disturbed[i] = anchor > 0 && (raw < anchor * 0.85 || raw > anchor * 1.15)
		kept += !disturbed[i]
	}
	if (kept_only) { print kept + 0; exit }
	for (i = 1; i <= rounds; i++)
		printf "round %d: raw SQLite %d a second%s\n", i, value[i, "raw.rate"], disturbed[i] ? ", more than 15 % off: left out" : ""
	printf "\n%-30s %10s %10s %10s\n", "", "median", "least", "most"
	printf "{\n  \"rounds\": %d, \"kept\": %d, \"left_out\": [", rounds, kept >json
	comma = ""
	for (i = 1; i <= rounds; i++) if (disturbed[i]) { printf "%s%d", comma, i >json; comma = ", " }
	printf "], \"missing\": [" >json
	n = split(ENVIRON["MISSING"], line, "\n")
	for (i = 1; i <= n; i++) {
		gsub(/[\\"]/, "\\\\&", line[i])
		gsub(/[\001-\037]/, " ", line[i])
		printf "%s\"%s\"", (i > 1 ? ", " : ""), line[i] >json
	}
	printf "],\n" >json
	for (k = 1; k <= names; k++) {
		n = sorted(name[k], 0)
		median[name[k]] = middle(n)
		printf "%-30s %10s %10s %10s\n", name[k], median[name[k]], list[1], list[n]
		printf "  \"%s\": {\"median\": %s, \"least\": %s, \"most\": %s},\n", name[k], median[name[k]], list[1], list[n] >json
		printf "%s\t%s\t%s\t%s\n", name[k], median[name[k]], list[1], list[n] >plot
	}
	printf "\n%-32s %10s  %s\n", "to reach", "measured", ""
	for (k = 1; k <= figures; k++) {
		f = wanted[k]
		split(target[f], t, " ")
		if (!(f in median)) verdict = "missing"
		else verdict = (t[1] == ">=" ? median[f] >= t[2] : median[f] <= t[2]) ? "met" : "MISSED"
		printf "%-32s %10s  %-7s %s\n", f " " target[f], f in median ? median[f] : "-", verdict, what[f]
		printf "  \"%s %s\": \"%s\"%s\n", f, target[f], verdict, k < figures ? "," : "\n}" >json
	}
}
