/* web/api_once.c - a request that changes something and has an Idempotency-Key takes effect once */
#include "web/api_once.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "store/once.h"
#include "web/api_call.h"
#include "web/api_reply.h"

static void hash_request(struct api_call *c)
{
	const struct request *r = c->request;
	crypto_generichash_state state;
	unsigned char hash[crypto_generichash_BYTES];

	(void)crypto_generichash_init(&state, NULL, 0, sizeof(hash));
	(void)crypto_generichash_update(
		&state, (const unsigned char *)r->method, strlen(r->method) + 1);
	(void)crypto_generichash_update(
		&state, (const unsigned char *)r->uri.data, strlen(r->uri.data) + 1);
	(void)crypto_generichash_update(
		&state, (const unsigned char *)r->query, strlen(r->query) + 1);
	(void)crypto_generichash_update(
		&state, (const unsigned char *)r->body.data, r->body.len);
	(void)crypto_generichash_final(&state, hash, sizeof(hash));
	(void)sodium_bin2hex(c->request_hash, sizeof(c->request_hash), hash, sizeof(hash));
}

static bool is_printable(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s < '!' || *s > '~')
			return false;
	return true;
}

static enum rc key_read(struct api_call *c)
{
	const char *key = MHD_lookup_connection_value(
		c->request->mhd, MHD_HEADER_KIND, "Idempotency-Key");
	size_t n = key != NULL ? strlen(key) : 0;

	if (key == NULL || (c->route->flags & API_SECRET) != 0 ||
		strcmp(c->request->method, "GET") == 0 || c->who.id == 0)
		return RC_OK;
	if (n < 1 || n > ONCE_KEY_MAX || !is_printable(key)) {
		(void)api_refuse(c, RC_INVALID, "key", "Idempotency-Key",
			"takes 1 to %d printable characters", (int)ONCE_KEY_MAX);
		c->problem = MHD_HTTP_BAD_REQUEST;
		return RC_INVALID;
	}
	(void)snprintf(c->key, sizeof(c->key), "%s", key);
	hash_request(c);
	return RC_OK;
}

static struct once once_of(const struct api_call *c)
{
	return (struct once){
		.staff_id = c->who.staff_id, .key = c->key, .request_hash = c->request_hash
	};
}

enum rc api_once_find(struct api_call *c, bool *replayed)
{
	struct buf answer;
	struct once o;
	unsigned status = 0;
	enum rc rc = key_read(c);

	*replayed = false;
	if (rc != RC_OK || c->key[0] == '\0')
		return rc;
	o = once_of(c);
	buf_init(&answer, API_LARGE_MAX);
	rc = once_find(c->store, &o, c->now, &status, &answer);
	if (rc == RC_OK) {
		api_reply_again(c, status, answer.data);
		*replayed = true;
	}
	buf_release(&answer);
	if (rc == RC_CONFLICT)
		return api_refuse(c, RC_INVALID, "key", "Idempotency-Key",
			"this key was for another request");
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc api_once_keep(struct api_call *c)
{
	struct once o = once_of(c);

	if (c->key[0] == '\0')
		return RC_OK;
	return once_keep(
		c->store, &o, c->now, c->request->answer.status, c->request->text.data);
}
