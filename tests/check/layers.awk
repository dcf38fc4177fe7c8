# tests/check/layers.awk - folders of bot/ are layers, and an #include points down only
#
# usage: awk -f layers.awk FILE...
# Also: each library has one home, and a header whose first comment says "private to FOLDER/"
# is included in that folder only. An include of the own folder is always right.
BEGIN {
	n = split("base 1 text 2 wording 2 store 3 gateway 3 dialog 4 office 5 relay 6 web 7 cli 8", word, " ")
	for (i = 1; i < n; i += 2)
		level[word[i]] = word[i + 1]
	level["."] = 9 # main.c
	may["wording text"] = 1 # on the same floor, one way only

	home["sqlite3.h"] = "store"
	home["libpq-fe.h"] = "store"
	home["postgresql/"] = "store"
	home["microhttpd.h"] = "web"
	home["xlsxwriter.h"] = "office"
	home["curl/"] = "relay"
	home["hpdf.h"] = "cli"
	home["nettle/"] = "gateway"
	home["iniparser/"] = "base"
	home["iniparser.h"] = "base"
	home["dictionary.h"] = "base"
}

function fault(text) {
	printf "%s:%d: %s\n", FILENAME, FNR, text
	faults++
}

# The folder below bot/ a path lies in: "bot/text/gsm7.c" and "text/gsm7.h" give "text".
function folder(path) {
	sub(/^bot\//, "", path)
	return path ~ /\// ? substr(path, 1, index(path, "/") - 1) : "."
}

function is_private(header, line, i, found) {
	if (header in private)
		return private[header]
	for (i = 0; i < 4 && (getline line < ("bot/" header)) > 0; i++)
		if (line ~ /private to /)
			found = 1
	close("bot/" header)
	return private[header] = found + 0
}

function library(name, key) {
	for (key in home)
		if ((key ~ /\/$/ ? index(name, key) == 1 : name == key) && from != home[key])
			fault("<" name "> belongs to " home[key] "/ alone")
}

function local_header(name, to) {
	to = folder(name)
	if (name !~ /\//)
		fault("write the folder: \"" from "/" name "\"")
	else if (!(to in level))
		fault("\"" name "\": there is no layer " to "/")
	else if (to != from && level[to] >= level[from] && !((from " " to) in may))
		fault(from "/ (" level[from] ") includes " to "/ (" level[to] ")")
	else if (from == "gateway" && to == "store" || from == "store" && to == "gateway" ||
	    from == "dialog" && to == "gateway")
		fault(from "/ and " to "/ do not know each other")
	else if (to != from && is_private(name))
		fault("\"" name "\" is private to " to "/")
}

FNR == 1 {
	from = folder(FILENAME)
	files++
	if (!(from in level))
		fault("bot/" from "/ is no layer; see CONTRIBUTING.md")
	if (from == "." && FILENAME != "bot/main.c")
		fault("only main.c lies in bot/ itself")
	if ($0 !~ /^\/\*/)
		fault("the first line is no comment that says what this is")
}
FNR <= 2 && /^(\/\*| \*) [a-z]+\// {
	said = $0
	sub(/^(\/\*| \*) /, "", said)
	sub(/ .*/, "", said)
	named[FILENAME] = said
}

/^[ \t]*#[ \t]*include[ \t]*</ {
	name = $0
	sub(/^[^<]*</, "", name)
	sub(/>.*/, "", name)
	library(name)
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
	name = $0
	sub(/^[^"]*"/, "", name)
	sub(/".*/, "", name)
	local_header(name)
}

END {
	for (file in named)
		if ("bot/" named[file] != file) {
			printf "%s:1: the first comment names %s\n", file, named[file]
			faults++
		}
	if (faults)
		exit 1
	printf "layers: ok (%d files)\n", files
}
