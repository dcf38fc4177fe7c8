# tests/bench/growth.awk - a table of figures by size, and how they grow
#
# usage: awk -F '\t' -v json=FILE -f growth.awk FILE    (a line: SIZE NAME VALUE; the last of a size and name counts)
# What grows as n^e has the exponent e; of a rate, what one of it takes. What is on the path of a message must grow no faster than
# log n, which is two things, each with a fifth of room for whole steps of trees and for noise (instructions and pages have none):
# - a + b log n adds the same with each tenfold of n: the last one adds no more than the most that one before it did, or
#   than what is proportional to log n would;
# - from 100,000 on, where every tree has its levels, the ratio is no more than that of log n. From ten thousand on some trees have
#   only begun, so that the ratio from there is shown and not judged, unless no two sizes are beyond.
# So n^0.1 and whatever grows faster is found out, when it is measured at four sizes; n^0.07 passes for log n.
BEGIN {
	path = "instructions pages_looked_at inbound.cpu_us inbound.rate inbound.p99_ms inbound_1000_a_second.p50_ms inbound_1000_a_second.p99_ms beside_broadcast.p99_ms look_rows_a_second send_to_curl"
	n = split(path, on_path, " ")
	for (i = 1; i <= n; i++) is_path[on_path[i]] = 1
}
!($1 in seen) { seen[$1] = 1; size[++sizes] = $1 }
!($2 in known) { known[$2] = 1; name[++names] = $2 }
{ value[$2, $1] = $3 }
# What grows: a rate's or a share's is its inverse.
function cost(figure, s,   v) {
	v = value[figure, s]
	if (v <= 0) return 0
	return figure ~ /rate$|_a_second$|send_to_curl/ ? 1 / v : v
}
function log10(v) { return log(v) / log(10) }
# Whether figure has a value at each size from the first on.
function measured(figure,   i) {
	for (i = 1; i <= sizes; i++) if (cost(figure, size[i]) <= 0) return 0
	return sizes > 1
}
# What a tenfold of n adds between the size before i and i.
function adds(figure, i) {
	return (cost(figure, size[i]) - cost(figure, size[i - 1])) / (log10(size[i]) - log10(size[i - 1]))
}
# The most that the last tenfold may add, but for the room. Of two sizes there is nothing before.
function may_add(figure,   i, most_added) {
	most_added = cost(figure, size[from]) / log10(size[from])
	for (i = 2; i < sizes; i++) if (adds(figure, i) > most_added) most_added = adds(figure, i)
	return most_added
}
END {
	room = 1.2
	least = size[1]; most = size[sizes]
	for (from = 1; from < sizes - 1 && size[from] < 100000; from++);
	if (size[from] < 100000) from = 1
	allowed = log(most) / log(size[from])
	printf "%-32s", "traders"
	for (i = 1; i <= sizes; i++) printf " %12d", size[i]
	printf "  %8s\n", "n^"
	printf "{\n  \"sizes\": {" >json
	for (i = 1; i <= sizes; i++) {
		printf "%s\n    \"%d\": {", (i > 1 ? "," : ""), size[i] >json
		comma = ""
		for (k = 1; k <= names; k++) if ((name[k], size[i]) in value && value[name[k], size[i]] != "") {
			printf "%s\"%s\": %s", comma, name[k], value[name[k], size[i]] >json
			comma = ", "
		}
		printf "}" >json
	}
	printf "\n  },\n  \"growth\": {" >json
	comma = ""
	for (k = 1; k <= names; k++) {
		printf "%-32s", name[k]
		for (i = 1; i <= sizes; i++) printf " %12s", ((name[k], size[i]) in value ? value[name[k], size[i]] : "-")
		a = cost(name[k], least); b = cost(name[k], most)
		if (a > 0 && b > 0 && most > least) {
			printf "  %8.2f", log(b / a) / log(most / least)
			printf "%s\n    \"%s\": %.3f", comma, name[k], b / a >json
			comma = ","
		}
		printf "\n"
	}
	printf "\n  },\n  \"path_of_a_message\": {" >json
	printf "\nOn the path of a message: what each tenfold of n adds, of a rate in microseconds each; how many times it grows from %d to %d\n", least, most
	printf "and from %d on, where log n grows %.2f times:\n  %-32s", size[from], allowed, "to traders"
	for (i = 2; i <= sizes; i++) printf " %10d", size[i]
	printf " %8s %8s\n", "all", "from"
	comma = ""
	for (i = 1; i <= n; i++) {
		f = on_path[i]
		printf "  %-32s", f
		if (!measured(f)) { verdict = "not measured"; missing = missing " " f; reason = "" }
		else {
			for (k = 2; k <= sizes; k++) printf " %+10.2f", adds(f, k) * (f ~ /rate$|_a_second$/ ? 1000000 : 1)
			grown_late = cost(f, most) / cost(f, size[from])
			printf " %8.2f %8.2f", cost(f, most) / cost(f, least), grown_late
			reason = ""
			if (sizes > 2 && adds(f, sizes) > may_add(f) * room) reason = " (the last tenfold adds more)"
			else if (grown_late > allowed * room) reason = " (the ratio)"
			verdict = reason == "" ? "no faster" : "FASTER"
			if (reason != "") faster = faster " " f
		}
		printf "  %s%s\n", verdict, reason
		printf "%s\n    \"%s\": \"%s\"", comma, f, verdict >json
		comma = ","
	}
	printf "\n  }\n}\n" >json
	if (faster == "" && missing == "") print "Nothing on the path of a message grows faster than log n."
	if (faster != "") print "Faster than log n:" faster
	if (missing != "") print "Not measured:" missing
}
