/*
 * text/language_word.h - the language a trader names
 */
#ifndef LAPAK_TEXT_LANGUAGE_WORD_H
#define LAPAK_TEXT_LANGUAGE_WORD_H
#include <stddef.h>

/* The code ("id", "jv", "en") of the one language named in text (n bytes): "BAHASA INGGRIS",
 * "boso jowo", "pakai indonesia saja", with one slip of the finger ("inggeris"). NULL when none
 * is named, or two are. For a text that answers about language only: "jaya" may be near
 * "jawa" elsewhere. Points to a constant. */
const char *language_named(const char *text, size_t n);

#endif
