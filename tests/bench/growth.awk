# tests/bench/growth.awk - a table of figures by size, and how they grow
#
# usage: awk -F '\t' -v json=FILE -f growth.awk FILE    (a line: SIZE NAME VALUE; the last of a size and name counts)
# What grows as n^e has the exponent e; of a rate, what one of it takes. What is on the path of a message is held against log n,
# with a fifth of room: trees grow by whole steps, and times have their noise. Instructions and pages have none.
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
END {
	least = size[1]; most = size[sizes]
	allowed = least > 1 ? log(most) / log(least) : 1
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
			grown[name[k]] = b / a
			printf "  %8.2f", log(b / a) / log(most / least)
			printf "%s\n    \"%s\": %.3f", comma, name[k], b / a >json
			comma = ","
		}
		printf "\n"
	}
	printf "\n  },\n  \"path_of_a_message\": {" >json
	printf "\nOn the path of a message, from %d to %d traders; log n grows %.2f times:\n", least, most, allowed
	comma = ""
	for (i = 1; i <= n; i++) {
		f = on_path[i]
		if (!(f in grown)) { verdict = "not measured"; missing = missing " " f }
		else if (grown[f] <= allowed * 1.2) verdict = "no faster"
		else { verdict = "FASTER"; faster = faster " " f }
		printf "  %-32s %8s times  %s\n", f, (f in grown ? sprintf("%.2f", grown[f]) : "-"), verdict
		printf "%s\n    \"%s\": \"%s\"", comma, f, verdict >json
		comma = ","
	}
	printf "\n  }\n}\n" >json
	if (faster == "" && missing == "") print "Nothing on the path of a message grows faster than log n."
	if (faster != "") print "Faster than log n:" faster
	if (missing != "") print "Not measured:" missing
}
