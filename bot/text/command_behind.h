/*
 * text/command_behind.h - what stands behind the words of a command, for text/command*.c only
 */
#ifndef LAPAK_TEXT_COMMAND_BEHIND_H
#define LAPAK_TEXT_COMMAND_BEHIND_H
#include <stdbool.h>
#include <stddef.h>

#include "text/command_words.h"

/* Whether takings are said from word `from` on: thanks before them are only politeness, and
 * "sepi" and "tutup" are not all that was meant. with_unit: only what can be nothing but
 * money, for "libur 2 hari". */
bool report_behind(const struct spoken *s, size_t from, bool with_unit);

/* "lapor polisi": a report, but not to us. */
bool report_to_others(const struct spoken *s, size_t from);

/* Where the right amount begins in the argument of a correction that begins at byte rest:
 * "harusnya |500rb", "5jt jadi |500rb"; rest itself when nothing reads better. */
size_t correction_argument(const struct spoken *s, size_t rest);

/* "bukan, 500rb", "bukan 5jt, |500rb": a no and the right amount. "bukan 500rb" does not say
 * which is right; *rest is then the text's end. */
bool denial_argument(size_t *rest, const struct spoken *s);

/* "kode |4821": four digits and no more prove presence; a wave's code has a letter. */
bool is_presence_code(const struct spoken *s, size_t rest);

/* "ini asli apa penipuan?", "sopo iki": a short text of nothing but such words. */
bool asks_who_we_are(const struct spoken *s);

#endif
