/* relay/parts.c - parts of a long SMS, joined */
#include "relay/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relay/receive.h"
#include "store/part.h"
#include "store/store.h"

/* Where parts are missing; people see it in the log of messages. */
static const char gap[] = "...";

enum { OTHER_KEY_MAX = 112 };

static void part_name(char out[static OTHER_KEY_MAX], const char *id)
{
	(void)snprintf(out, OTHER_KEY_MAX, "part %s", id);
}

struct joining {
	struct gateway_event *event; /* the SMS that is made of the parts */
	struct store *store;
	const char *gateway;
	int32_t next, parts; /* the part that must follow; how many there should be */
	bool whole;
	int64_t now;
};

static void put(struct gateway_event *e, const char *s)
{
	size_t n = strlen(s), room = sizeof(e->text) - 1 - e->length;

	if (n > room)
		return; /* more than anybody writes; what is there is kept */
	memcpy(e->text + e->length, s, n + 1);
	e->length += n;
}

static enum rc join(const struct part *p, void *arg)
{
	struct joining *j = arg;
	struct gateway_event *e = j->event;

	if (p->part != j->next) {
		j->whole = false;
		put(e, gap);
	}
	if (e->id[0] == '\0')
		(void)snprintf(e->id, sizeof(e->id), "%s", p->id);
	if (e->at == 0)
		e->at = p->sent_at;
	put(e, p->text);
	j->next = p->part + 1;
	j->parts = p->parts;
	return RC_OK;
}

/* The message as far as its parts are there. */
static enum rc assemble(struct joining *j, const struct part_key *key)
{
	enum rc rc;

	j->event->kind = EVENT_SMS;
	j->event->id[0] = j->event->text[0] = '\0';
	j->event->at = 0;
	j->event->length = 0;
	j->next = 1;
	j->whole = true;
	rc = part_each(j->store, key, join, j);
	if (rc == RC_OK && j->next <= j->parts) {
		j->whole = false;
		put(j->event, gap);
	}
	return rc;
}

static enum rc note_part(const struct part *p, void *arg)
{
	struct joining *j = arg;
	char name[OTHER_KEY_MAX];
	enum rc rc;

	if (p->id[0] == '\0')
		return RC_OK;
	part_name(name, p->id);
	rc = other_note(j->store, j->gateway, name, 0, j->now);
	return rc == RC_CONFLICT ? RC_OK : rc;
}

/* The parts go when the whole has had its effect; a part that is repeated later is known by its name. */
static enum rc clear(struct joining *j, const struct part_key *key)
{
	enum rc rc = part_each(j->store, key, note_part, j);

	return rc == RC_OK ? part_drop(j->store, key) : rc;
}

enum rc parts_take(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *e, int64_t now, struct inbound_result *out)
{
	struct part part = {
		.key = { from->name, e->from.e164, e->group },
		.id = e->id,
		.text = e->text,
		.part = e->part,
		.parts = e->parts,
		.sent_at = e->at,
		.kept_at = now,
	};
	struct gateway_event *whole;
	struct joining j = { .store = in->store, .gateway = from->name, .now = now };
	char name[OTHER_KEY_MAX];
	int64_t of;
	enum rc rc;

	part_name(name, e->id);
	rc = e->id[0] != '\0' ? other_find(in->store, from->name, name, &of) : RC_ABSENT;
	if (rc != RC_ABSENT) {
		out->repeated = rc == RC_OK;
		return rc;
	}
	rc = part_keep(in->store, &part);
	if (rc != RC_OK)
		return rc;
	whole = malloc(sizeof(*whole));
	if (whole == NULL)
		return RC_BROKEN;
	*whole = *e;
	j.event = whole;
	rc = assemble(&j, &part.key);
	if (rc == RC_OK && j.whole)
		rc = receive_event(in, from, whole, now, out);
	if (rc == RC_OK && j.whole)
		rc = clear(&j, &part.key);
	free(whole);
	return rc;
}

struct stale { /* copied out of the row */
	char gateway[32], sender[24], group[40];
};

static enum rc read_stale(const struct part *p, void *arg)
{
	struct stale *out = arg;

	(void)snprintf(out->gateway, sizeof(out->gateway), "%s", p->key.gateway);
	(void)snprintf(out->sender, sizeof(out->sender), "%s", p->key.sender);
	(void)snprintf(out->group, sizeof(out->group), "%s", p->key.group);
	return RC_OK;
}

static enum rc go_without_rest(const struct inbound *in, const struct gateway_config *from,
	struct joining *j, const struct part_key *key)
{
	struct inbound_result result;
	enum rc rc;

	*j->event = (struct gateway_event){ .kind = EVENT_SMS };
	j->event->sender = phone_sender(&j->event->from, key->sender, strlen(key->sender));
	rc = assemble(j, key);
	if (rc != RC_OK)
		return rc;
	inbound_result_init(&result);
	rc = receive_event(in, from, j->event, j->now, &result);
	inbound_result_release(&result);
	return rc;
}

enum rc parts_expire(const struct inbound *in, int64_t now)
{
	struct stale stale;
	struct joining j = { .store = in->store, .gateway = stale.gateway, .now = now };
	const struct part_key key = { stale.gateway, stale.sender, stale.group };
	const struct gateway_config *from;
	enum rc rc = part_stale(in->store, now - PARTS_WAIT, read_stale, &stale);

	if (rc != RC_OK)
		return rc;
	from = config_gateway(in->config, stale.gateway);
	j.event = malloc(sizeof(*j.event));
	if (j.event == NULL)
		return RC_BROKEN;
	if (from !=
		NULL) /* else it was taken out of the configuration: nobody to answer through */
		rc = go_without_rest(in, from, &j, &key);
	if (rc == RC_OK)
		rc = clear(&j, &key);
	free(j.event);
	return rc;
}
