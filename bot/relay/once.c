/* relay/once.c - telling a message from its repetition */
#include "relay/once.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "relay/hop.h"
#include "store/part.h"
#include "store/store.h"

enum { WINDOW = 4, HASH_KEPT = 16 /* bytes: 128 bits are enough to tell messages apart */ };

static bool is_local(const struct gateway_config *from)
{
	return gateway_find(from->type)->local;
}

static bool is_one_word(const struct gateway_event *e)
{
	size_t from = strspn(e->text, " \n");
	size_t n = strcspn(e->text + from, " \n");

	return e->text[from + n + strspn(e->text + from + n, " \n")] == '\0';
}

bool once_is_bare(const struct gateway_config *from, const struct gateway_event *e)
{
	return e->kind == EVENT_SMS && e->id[0] == '\0' && e->at == 0 && !is_local(from);
}

bool once_needs_conversation(const struct gateway_config *from, const struct gateway_event *e)
{
	return e->kind == EVENT_USSD || (once_is_bare(from, e) && is_one_word(e));
}

/* With its NUL, so that "ab" "c" and "a" "bc" differ. */
static void hash_text(crypto_hash_sha256_state *state, const char *s)
{
	(void)crypto_hash_sha256_update(state, (const unsigned char *)s, strlen(s) + 1);
}

static void hash_number(crypto_hash_sha256_state *state, int64_t n)
{
	char digits[24];

	(void)snprintf(digits, sizeof(digits), "%" PRId64, n);
	hash_text(state, digits);
}

static bool question_is_open(const struct arrival_facts *a)
{
	return is_one_word(a->event) && a->conversation->lives_until > a->now;
}

/* time: the gateway's, or the number of a stretch of WINDOW seconds. */
static void put_hash(char key[GATEWAY_ID_MAX], const struct arrival_facts *a, int64_t time)
{
	crypto_hash_sha256_state state;
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[2 * HASH_KEPT + 1];

	(void)crypto_hash_sha256_init(&state);
	hash_text(&state, a->from->name);
	hash_text(&state, a->event->from.e164);
	hash_text(&state, a->event->text);
	hash_number(&state, time);
	if (a->event->at == 0 && question_is_open(a)) {
		hash_text(&state, a->conversation->state);
		hash_text(&state, a->conversation->data);
	}
	(void)crypto_hash_sha256_final(&state, hash);
	(void)sodium_bin2hex(hex, sizeof(hex), hash, HASH_KEPT);
	(void)snprintf(key, GATEWAY_ID_MAX, "hash:%s", hex);
}

/* RC_OK also for a repeat, which out->first tells. */
static enum rc note_key(struct store *st, const struct arrival_facts *a, struct sighting *out)
{
	int64_t first = a->message_id;
	enum rc rc = seen_add(st, a->from->name, out->key, &first);

	if (rc != RC_CONFLICT)
		return rc;
	out->first = first;
	return RC_OK;
}

static enum rc read_time(const struct message *m, void *at)
{
	*(int64_t *)at = m->at;
	return RC_OK;
}

/* Whether the first of two equal texts is not more than WINDOW seconds away, either way. */
static enum rc is_near(struct store *st, const struct arrival_facts *a, struct sighting *out)
{
	int64_t at = 0, apart;
	enum rc rc = message_get(st, out->first, read_time, &at);

	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	apart = a->now > at ? a->now - at : at - a->now;
	if (apart > WINDOW)
		out->first = 0;
	return RC_OK;
}

/* Two texts within WINDOW lie in one stretch of that length, or in two that touch. */
static enum rc peek(struct store *st, const struct arrival_facts *a, struct sighting *out)
{
	int64_t stretch = a->now / WINDOW;
	enum rc rc = RC_OK;

	for (int64_t i = stretch - 1; rc == RC_OK && i <= stretch && out->first == 0; i++) {
		put_hash(out->key, a, i);
		rc = note_key(st, a, out);
		if (rc == RC_OK && out->first != 0)
			rc = is_near(st, a, out);
	}
	return rc;
}

enum rc once_peek(struct store *st, const struct arrival_facts *a, struct sighting *out)
{
	enum rc rc, undone;

	*out = (struct sighting){ .first = 0 };
	if (!once_is_bare(a->from, a->event))
		return RC_OK;
	rc = store_save(st);
	if (rc != RC_OK)
		return rc;
	rc = peek(st, a, out);
	undone = store_undo(st);
	return undone != RC_OK ? undone : rc;
}

static enum rc note_bare(struct store *st, const struct arrival_facts *a, struct sighting *out)
{
	enum rc rc;

	put_hash(out->key, a, a->now / WINDOW);
	rc = note_key(st, a, out);
	out->first = 0; /* once_peek() has looked */
	return rc;
}

static bool same_question(const struct conversation *a, const struct conversation *b)
{
	return strcmp(a->state, b->state) == 0 && strcmp(a->data, b->data) == 0;
}

const struct conversation *once_view(
	const struct conversation *before, const struct conversation *after, int64_t now)
{
	bool asked_new = after->lives_until > now && !same_question(before, after);

	return asked_new ? before : after;
}

/* A gateway may use a session's identifier again: what goes beyond the point that the session has
 * reached is new, whatever was noted of an earlier one. */
static enum rc note_hop(struct store *st, const struct arrival_facts *a, struct sighting *out)
{
	enum rc rc;

	(void)snprintf(
		out->key, sizeof(out->key), "ussd:%s:%zu", a->event->session, a->event->length);
	rc = note_key(st, a, out);
	if (rc == RC_OK && hop_read(a->event, a->conversation).newer)
		out->first = 0;
	return rc;
}

/* What the gateway tells anew under another id. */
static enum rc note_other(struct store *st, const struct arrival_facts *a, struct sighting *out)
{
	char key[sizeof(a->event->other_id) + 8];
	enum rc rc;

	if (a->event->other_id[0] == '\0' || out->first != 0)
		return RC_OK;
	(void)snprintf(key, sizeof(key), "other %s", a->event->other_id);
	rc = other_note(st, a->from->name, key, a->message_id, a->now);
	return rc == RC_CONFLICT ? other_find(st, a->from->name, key, &out->first) : rc;
}

enum rc once_note(struct store *st, const struct arrival_facts *a, struct sighting *out)
{
	const struct gateway_event *e = a->event;
	enum rc rc;

	*out = (struct sighting){ .first = 0 };
	if (e->kind == EVENT_USSD)
		return note_hop(st, a, out);
	if (once_is_bare(a->from, e))
		return note_bare(st, a, out);
	if (e->id[0] == '\0' && is_local(a->from)) {
		(void)snprintf(out->key, sizeof(out->key), "own:%" PRId64, a->message_id);
		return RC_OK;
	}
	if (e->id[0] == '\0')
		put_hash(out->key, a, e->at);
	else
		(void)snprintf(out->key, sizeof(out->key), "%s", e->id);
	rc = note_key(st, a, out);
	return rc == RC_OK ? note_other(st, a, out) : rc;
}
