/*
 * store/person.h - everything that is kept about one person, for whoever asks what is known of them
 *
 * Undang-Undang 27/2022 (personal data) lets a person have a copy. A new table that names a trader gets a row in
 * person.c; a test looks through the schema for one that was forgotten.
 */
#ifndef LAPAK_STORE_PERSON_H
#define LAPAK_STORE_PERSON_H
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct store;
struct trader;

enum { PERSON_FIELDS_MAX = 12, PERSON_NAME_MAX = 24 };

struct person_field {
	char name[PERSON_NAME_MAX + 1];
	enum { PERSON_NOTHING, PERSON_NUMBER, PERSON_TEXT, PERSON_DAY, PERSON_INSTANT } kind;
	int64_t number;   /* of a number, day or instant */
	const char *text; /* borrowed */
};
/* A row of a part ("sales", "messages"); rows of a part come together. */
typedef enum rc person_fn(
	const char *part, const struct person_field *fields, size_t n, void *arg);
/* The parts in order, each with its rows; begin gets every part's name, also of one without rows. */
MUST_CHECK enum rc person_each(struct store *st, const struct trader *t,
	enum rc (*begin)(const char *part, void *arg), person_fn *row, void *arg);

#endif
