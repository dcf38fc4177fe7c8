/*
 * gateway/twilio_verify.c - X-Twilio-Signature
 *
 * Base64 of HMAC-SHA-1 over the URL as Twilio called it and every field of the form, name and value, sorted bytewise; equal
 * pairs count once. Another body than a form is not in it: the query's bodySHA256 is its SHA-256 then. The URL is the public one
 * of the configuration: behind a proxy nothing in a request tells it. Twilio's own libraries try it with and without the
 * standard port, since old gateways of theirs signed it either way.
 */
#include <string.h>
#include <strings.h>

#include "gateway/signature.h"
#include "gateway/twilio.h"

enum { URL_MAX = 40 * 1024, PIECES = 1 + 2 * FORM_FIELDS };

static bool equal(const struct form_field *a, const struct form_field *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->value, b->value) == 0;
}

/* The pieces that are signed after the URL. */
static size_t put_fields(struct span *piece, const struct form *form)
{
	const struct form_field *sorted[FORM_FIELDS];
	size_t n = 0;

	signature_sort(form, sorted);
	for (size_t i = 0; i < form->count; i++) {
		if (i > 0 && equal(sorted[i - 1], sorted[i]))
			continue;
		piece[n++] = (struct span){ sorted[i]->name, strlen(sorted[i]->name) };
		piece[n++] = (struct span){ sorted[i]->value, sorted[i]->value_length };
	}
	return n;
}

/* Appends the public URL of the request, its port the other way round when toggled: taken away, or the scheme's own put in. */
static void put_url(struct buf *out, const struct gateway_request *r, bool toggled)
{
	const char *base = r->public_url, *host = strstr(base, "://");
	size_t scheme = host != NULL ? (size_t)(host - base) + 3 : 0;
	size_t end = scheme + strcspn(base + scheme, "/"), bare = end;

	while (bare > scheme && base[bare - 1] >= '0' && base[bare - 1] <= '9')
		bare--;
	if (bare == scheme || base[bare - 1] != ':')
		bare = end + 1;
	buf_add(out, base, toggled && bare <= end ? bare - 1 : end);
	if (toggled && bare > end)
		buf_puts(out, strncasecmp(base, "https:", 6) == 0 ? ":443" : ":80");
	buf_puts(out, base + end);
	buf_puts(out, r->path);
	if (r->raw_query[0] != '\0')
		buf_printf(out, "?%s", r->raw_query);
}

/* Whether the body is the one whose hash the signed URL holds; a request without a body needs none. */
static bool body_fits(const struct gateway_request *r)
{
	const struct form_field *hex = form_get(r->query, "bodySHA256");
	const struct span body = { r->body, r->length };
	unsigned char hash[DIGEST_BYTES_MAX];
	size_t n;

	if (hex == NULL)
		return r->length == 0;
	n = digest_of(DIGEST_SHA256, &body, 1, hash);
	return digest_is_hex(hash, n, hex->value, hex->value_length);
}

enum rc twilio_verify(const struct gateway_config *c, const struct gateway_request *r,
	const struct form *form)
{
	const char *given = gateway_header(r, "X-Twilio-Signature");
	const struct span text = { given, strlen(given) };
	struct span piece[PIECES];
	size_t n = form != NULL ? put_fields(piece + 1, form) : 0;
	struct buf url;
	bool matches = false;

	buf_init(&url, URL_MAX);
	for (int toggled = 0; toggled < 2; toggled++) {
		buf_reset(&url);
		put_url(&url, r, toggled == 1);
		piece[0] = (struct span){ url.data, url.len };
		matches |= !url.full &&
			   signature_is_base64(c, DIGEST_SHA1, piece, 1 + n, &text, false);
	}
	buf_release(&url);
	return matches && (form != NULL || body_fits(r)) ? RC_OK : RC_DENIED;
}
