#!/bin/bash
# tests/cli/card.sh - lapak card: one A5 page as PDF or SVG, in every language, or a reason why not
. tests/cli/lib.sh

# PDF: one page of A5. Nothing in it is compressed but what is drawn, so its size can be read.
wants 0 card
silent
same 'the file' "$(head -c 5 "$work/out")" '%PDF-'
for lang in id jv en; do
	wants 0 card --lang "$lang" --out "$work/card.pdf"
	silent
	[ ! -s "$work/out" ] || die '--out: something went to standard output too'
	same "$lang: the file" "$(head -c 5 "$work/card.pdf")" '%PDF-'
	grep -aqE '^%%EOF' "$work/card.pdf" || die "$lang: the PDF has no end"
	same "$lang: pages" "$(grep -acE '/Type /Page$' "$work/card.pdf")" 1
	box=$(grep -aoE '/MediaBox \[ [0-9. ]+ \]' "$work/card.pdf" | tail -1)
	[[ $box == "/MediaBox [ 0 0 419.52"*" 595.27"* ]] || die "$lang: the page is $box"
done

# SVG: well formed, with the codes, the office and its number; the name of the file is enough.
node_reads() { # FILE
	node -e '
		const text = require("fs").readFileSync(process.argv[1], "utf8"), open = [];
		if (/&(?!(amp|lt|gt|quot);)/.test(text)) throw "a bare &";
		for (const [, close, name, rest] of text.replace(/^<\?xml.*?\?>/, "")
			.matchAll(/<(\/?)([a-z]+)((?:\s+[A-Za-z-]+="[^"<]*")*\s*\/?)>/g))
			if (close) { if (open.pop() !== name) throw "</" + name + ">"; }
			else if (!rest.endsWith("/")) open.push(name);
		if (open.length) throw "open: " + open;
		if (/[<>]/.test(text.replace(/<[^<>]*>/g, ""))) throw "a stray < or >";
	' "$1"
}
wants 0 card --svg
silent
for text in 'Dinkopdag Surabaya' 2323 '>1<' DAFTAR JUAL TIPS TANYA SAYA 'JUAL 350rb live 50rb' \
	'BATAL G4' LIBUR STOP MULAI CEK 'tarif biasa' 'PIN atau OTP' 'width="148mm" height="210mm"'; do
	printed "$text"
done
node_reads "$work/out"
wants 0 card --lang en --out "$work/card.svg"
node_reads "$work/card.svg"
grep -q 'usual rate' "$work/card.svg" || die 'the card is not in English'
LAPAK_OFFICE__NAME='A & B <C> "d"' wants 0 card --svg
printed 'A &amp; B &lt;C&gt; &quot;d&quot;'
node_reads "$work/out"
LAPAK_OFFICE__LANGUAGE=jv wants 0 card --svg
printed 'tarif biyasa'

# The word to compare with the answer to CEK: on the card, and in the answer.
wants 0 card --svg
! grep -q 'MELATI' "$work/out" || die 'there is a word that nobody set'
LAPAK_OFFICE__CHECK_WORD=MELATI wants 0 card --svg
printed '>MELATI<'
lapak migrate >"$work/out"
LAPAK_OFFICE__CHECK_WORD=MELATI types 081234567890 halo CEK
printed 'MELATI'
for word in M MELATI5 'ME LATI' ABCDEFGHIJKLM; do
	LAPAK_OFFICE__CHECK_WORD=$word wants 2 card --svg
	said 'CHECK_WORD'
done

# What cannot be made.
wants 2 card --lang xx --svg
said 'there is no language `xx`, only id'
wants 2 card --svg --pdf
wants 2 card MORE
wants 2 card --json
LAPAK_OFFICE__NAME=$(printf 'W%.0s' {1..40}) wants 0 card --svg
LAPAK_OFFICE__SHORT_CODE=$(printf 'W%.0s' {1..15}) wants 1 card --svg --out "$work/none.svg"
said "the office's short code"
[ ! -e "$work/none.svg" ] || die 'a card that does not fit left a file'
wants 1 card --out "$work/no/such/folder.pdf"
said 'could not write'
[ ! -w /dev/full ] || {
	wants 1 card --out /dev/full
	said 'could not write'
}

# `lapak check` finds a code that the bot would take for something else, and a line too long.
wants 0 check
printed 'card: ok'
cp -r "$root/templates" "$work/templates"
sed -i "s|^dir = .*/templates\"|dir = \"$work/templates\"|" "$work/lapak.ini"
messages=$work/templates/messages
sed -i 's/^3 TIPS = /3 TAPIR = /' "$messages/id.txt"
wants 3 check
said '[card.tips]'
wants 1 card --svg
said '[card.tips]'
sed -i 's/^3 TAPIR = /4 TIPS = /' "$messages/id.txt"
wants 3 check
said '[card.tips]'
sed -i 's/^4 TIPS = /3 TIPS - /' "$messages/id.txt"
wants 3 check
said '[card.tips]'
sed -i 's/^3 TIPS - .*/3 TIPS = WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW/' "$messages/id.txt"
wants 3 check
said '[card.tips] is too long'
