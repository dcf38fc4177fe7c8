/*
 * text/follow_answer.h - answers to "how often?" and "tried already?"
 *
 * Indonesian, Javanese, Madurese and English, whatever the trader's language.
 */
#ifndef LAPAK_TEXT_FOLLOW_ANSWER_H
#define LAPAK_TEXT_FOLLOW_ANSWER_H
#include <stddef.h>

enum { COUNT_NONE = -1, COUNT_OVER = 99 };

/* How often, from the whole text (n bytes): "3", "tiga kali", "ping telu", "sekali", "belum pernah" (0), "tiap hari" (7).
 * 0..7; COUNT_OVER for 8 and more ("10x"); COUNT_NONE for anything else, and for two numbers. */
int count_read(const char *text, size_t n);

enum tried { TRIED_UNKNOWN, TRIED_YES, TRIED_NO };

/* Whether it was done: "sudah dicoba", "wis", "belum", "durung". */
enum tried tried_read(const char *text, size_t n);

#endif
