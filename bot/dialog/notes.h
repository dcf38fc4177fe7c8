/*
 * dialog/notes.h - half-done answers of a conversation: a few keys and short values
 *
 * Stored as "key=value\n" lines in conversation.data. Keys are written in the code; the part before the dot names
 * the task ("sale.total"), so that a finished task forgets its own.
 */
#ifndef LAPAK_DIALOG_NOTES_H
#define LAPAK_DIALOG_NOTES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NOTES_MAX = 28, NOTE_KEY_MAX = 15, NOTE_VALUE_MAX = 180 };

struct notes {
	struct {
		char key[NOTE_KEY_MAX + 1];
		char value[NOTE_VALUE_MAX + 1];
	} note[NOTES_MAX];
	size_t count;
};

/* Reads what notes_print() wrote; lines it cannot read are left out. */
void notes_parse(struct notes *n, const char *data);
/* Writes into out of size bytes; the oldest notes are left out should it not fit (it does, by the bounds above and
 * CONVERSATION_DATA_MAX, in every path a test has found). */
void notes_print(const struct notes *n, char *out, size_t size);

/* NULL when absent. Holds until a note is put or forgotten. */
const char *notes_get(const struct notes *n, const char *key);
/* "" when absent. Holds as long. */
const char *notes_text(const struct notes *n, const char *key);
/* otherwise when absent or not a number. */
int64_t notes_number(const struct notes *n, const char *key, int64_t otherwise);
/* Beyond NOTES_MAX the oldest is forgotten. Longer values are cut at NOTE_VALUE_MAX bytes on a character; line ends become spaces. */
void notes_put(struct notes *n, const char *key, const char *value);
void notes_put_number(struct notes *n, const char *key, int64_t value);
/* Forgets every key that begins with prefix. */
void notes_forget(struct notes *n, const char *prefix);

#endif
