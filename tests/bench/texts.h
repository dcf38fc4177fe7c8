/* tests/bench/texts.h - what traders text, for every benchmark the same */
#ifndef LAPAK_BENCH_TEXTS_H
#define LAPAK_BENCH_TEXTS_H

/* As they come in: reports mostly, some commands, some of what is no command at all. */
static const char *const bench_texts[] = { "JUAL 1,5jt live 400rb", "350rb", "jual 750 ribu",
	"1", "MENU", "LAPOR 500rb", "jual 2jt", "TIPS", "3", "0", "jual sejuta",
	"Jual 1.250.000 live 0", "SAYA", "2", "laku 300", "JUAL 85rb", "libur", "terima kasih",
	"jual 4,2 jt kemarin", "BANTUAN" };
enum { BENCH_TEXTS = sizeof(bench_texts) / sizeof(bench_texts[0]) };

#endif
