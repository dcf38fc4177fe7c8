/* gateway/compose.c - pieces of a request to a gateway */
#include "gateway/compose.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/signature.h"

enum { CREDENTIALS = sizeof(((struct gateway_config *)NULL)->username) + CONFIG_SECRET };

void compose_field(struct buf *form, const char *name, const char *value)
{
	buf_printf(form, "%s%s=", form->len > 0 ? "&" : "", name);
	form_encode(form, value, strlen(value));
}

void compose_number(struct buf *form, const char *name, int64_t value)
{
	buf_printf(form, "%s%s=%" PRId64, form->len > 0 ? "&" : "", name, value);
}

bool compose_header(struct gateway_send *out, const char *name, const char *value)
{
	size_t i = 0;
	int n;

	while (i < SEND_HEADERS && out->header[i][0] != '\0')
		i++;
	if (i == SEND_HEADERS)
		return false;
	n = snprintf(out->header[i], SEND_HEADER_MAX, "%s: %s", name, value);
	return n > 0 && n < SEND_HEADER_MAX;
}

bool compose_basic(struct gateway_send *out, const struct gateway_config *c)
{
	char pair[CREDENTIALS], value[SEND_HEADER_MAX] = "Basic ";
	size_t used = strlen(value);
	int n = snprintf(pair, sizeof(pair), "%s:%s", c->username, c->password);
	bool fits = n > 0 && (size_t)n < sizeof(pair) &&
		    sodium_base64_encoded_len((size_t)n, sodium_base64_VARIANT_ORIGINAL) <=
			    sizeof(value) - used;

	if (fits) {
		(void)sodium_bin2base64(value + used, sizeof(value) - used,
			(const unsigned char *)pair, (size_t)n, sodium_base64_VARIANT_ORIGINAL);
		fits = compose_header(out, "Authorization", value);
	}
	sodium_memzero(pair, sizeof(pair));
	sodium_memzero(value, sizeof(value));
	return fits;
}

void compose_url(struct buf *url, const struct gateway_config *c, const char *path)
{
	const char *host = strstr(c->send_url, "://");
	const char *slash = host != NULL ? strpbrk(host + 3, "/?") : NULL;

	buf_puts(url, c->send_url);
	if (slash != NULL && strcmp(slash, "/") != 0)
		return;
	if (slash != NULL)
		buf_cut(url, url->len - 1);
	buf_puts(url, path);
}

void compose_report_url(struct buf *url, const struct gateway_config *c,
	const struct gateway_message *m, enum report_proof proof)
{
	char reference[24], token[TOKEN_BYTES];

	(void)snprintf(reference, sizeof(reference), "%" PRId64, m->id);
	buf_printf(url, "%s/gateway/%s/report?ref=%s", m->public_url, c->name, reference);
	if (c->secret[0][0] == '\0' || proof == PROOF_NONE)
		return;
	if (proof == PROOF_KEY) {
		compose_field(url, "key", c->secret[0]);
	} else {
		signature_token(c->secret[0], c->name, reference, token);
		compose_field(url, "token", token);
	}
}

enum rc compose_json(struct gateway_send *out, json_t *object)
{
	char *text;

	if (object == NULL)
		return RC_INVALID;
	text = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	if (text == NULL)
		return RC_FULL;
	out->method = "POST";
	out->content_type = "application/json";
	buf_puts(&out->body, text);
	free(text);
	return out->body.full ? RC_FULL : RC_OK;
}

int64_t compose_lifetime(const struct gateway_message *m, int64_t least, int64_t most)
{
	if (m->expires_in < least)
		return least;
	return m->expires_in > most ? most : m->expires_in;
}

const char *compose_digits(const char *e164)
{
	return e164[0] == '+' ? e164 + 1 : e164;
}
