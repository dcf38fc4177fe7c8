# tests/check/sizes.awk - no file over 400 lines, no function over 60
#
# usage: awk -f sizes.awk FILE...
# A function's body lies between a "{" and a "}" that stand alone in the first column.
function fault(line, text) {
	printf "%s:%d: %s\n", name, line, text
	faults++
}
function end_of_file() {
	if (last > 400)
		fault(last, "the file has " last " lines, 400 are allowed")
}

FNR == 1 {
	end_of_file()
	name = FILENAME
	files++
	open = 0
}
{ last = FNR }
/^{/ {
	open = FNR
	opened_by = before
}
/^}/ {
	if (open && FNR - open - 1 > 60)
		fault(open, "the function has " FNR - open - 1 " lines, 60 are allowed: " opened_by)
	open = 0
}
{ before = $0 }

END {
	end_of_file()
	if (faults)
		exit 1
	printf "sizes: ok (%d files)\n", files
}
