/* gateway/kannel_send.c - sendsms: what is asked of Kannel, and what its answers mean */
#include "gateway/kannel.h"

#include <inttypes.h>
#include <string.h>

#include "gateway/judge.h"
#include "text/gsm7.h"

enum {
	URL_MAX = 2 * CONFIG_URL + 4 * CONFIG_SECRET + 256, /* of our delivery report */
	VALIDITY_MAX = 7 * 24 * 60, /* minutes; operators keep nothing longer */
};

static void add(struct buf *url, const char *name, const char *value)
{
	buf_putc(url, '&');
	buf_puts(url, name);
	buf_putc(url, '=');
	form_encode(url, value, strlen(value));
}

/* In a dlr-url Kannel replaces %d, %A and other letters, and turns %% into %: what is encoded in
 * our own URL would be taken for such a letter (%C3 holds %C), so each of its % is doubled. */
static void add_literal(struct buf *out, const char *s)
{
	for (size_t n = strcspn(s, "%"); s[n] != '\0'; n = strcspn(s, "%")) {
		buf_add(out, s, n + 1);
		buf_putc(out, '%');
		s += n + 1;
	}
	buf_puts(out, s);
}

static void report_url(
	struct buf *out, const struct gateway_config *c, const struct gateway_message *m)
{
	struct buf key;

	buf_init(&key, (size_t)3 * CONFIG_SECRET);
	form_encode(&key, c->secret[0], strlen(c->secret[0]));
	add_literal(out, m->public_url);
	buf_puts(out, "/gateway/");
	buf_puts(out, c->name);
	buf_puts(out, "/report?");
	if (key.len > 0) {
		buf_puts(out, "key=");
		add_literal(out, key.data);
		buf_putc(out, '&');
	}
	buf_printf(out, "ref=%" PRId64 "&type=%%d&answer=%%A", m->id);
	buf_release(&key);
}

static int64_t validity_minutes(int64_t seconds)
{
	int64_t minutes = seconds / 60;

	if (minutes < 1)
		return 1;
	return minutes > VALIDITY_MAX ? VALIDITY_MAX : minutes;
}

enum rc kannel_build(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out)
{
	struct buf report;
	bool gsm7 = true;
	enum rc rc;

	if (m->text[0] == '\0' || m->to[0] == '\0')
		return RC_INVALID;
	(void)sms_segments(m->text, strlen(m->text), &gsm7);
	buf_init(&report, URL_MAX);
	report_url(&report, c, m);
	out->method = "GET";
	out->content_type = NULL;
	buf_puts(&out->url, c->send_url);
	buf_putc(&out->url, strchr(c->send_url, '?') != NULL ? '&' : '?');
	buf_puts(&out->url, "username=");
	form_encode(&out->url, c->username, strlen(c->username));
	add(&out->url, "password", c->password);
	add(&out->url, "to", m->to);
	add(&out->url, "from", c->sender);
	add(&out->url, "text", m->text);
	add(&out->url, "charset", "UTF-8");
	add(&out->url, "coding", gsm7 ? "0" : "2");
	buf_printf(&out->url, "&validity=%" PRId64, validity_minutes(m->expires_in));
	add(&out->url, "dlr-mask", "31");
	add(&out->url, "dlr-url", report.data);
	rc = out->url.full || report.full ? RC_FULL : RC_OK;
	buf_release(&report);
	return rc;
}

struct rule { /* the first that fits; what the operator reads is our word, never the gateway's */
	long from, until;
	const char *begins; /* the body; "": any */
	enum verdict verdict;
	const char *word;
};

/* User guide, table 7-16, and gw/smsbox.c. */
/* clang-format off */
static const struct rule rules[] = {
	{ 200, 299, "",                     VERDICT_SENT,          "" },
	{ 300, 399, "",                     VERDICT_MISCONFIGURED, "redirected" },
	{ 400, 400, "Invalid content-type", VERDICT_MISCONFIGURED, "invalid content-type" },
	{ 400, 400, "",                     VERDICT_REFUSED,       "refused" },
	{ 401, 401, "",                     VERDICT_MISCONFIGURED, "authorization failed" },
	{ 403, 403, "Not routable",         VERDICT_REFUSED,       "not routable" },
	{ 403, 403, "",                     VERDICT_MISCONFIGURED, "authorization failed" },
	{ 404, 405, "",                     VERDICT_MISCONFIGURED, "no sendsms at send_url" },
	{ 408, 408, "",                     VERDICT_RETRY,         "timeout" },
	{ 429, 429, "",                     VERDICT_RETRY,         "too many requests" },
	{ 406, 499, "",                     VERDICT_REFUSED,       "refused" },
	{ 500, 599, "",                     VERDICT_RETRY,         "temporary failure" },
};
/* clang-format on */

static bool fits(const struct rule *rule, const struct gateway_response *r)
{
	size_t n = strlen(rule->begins);

	return r->status >= rule->from && r->status <= rule->until && r->length >= n &&
	       memcmp(r->body, rule->begins, n) == 0;
}

void kannel_judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out)
{
	(void)c;
	*out = (struct gateway_judgement){ .verdict = VERDICT_UNKNOWN };
	for (size_t i = 0; r->transport == TRANSPORT_OK && i < sizeof(rules) / sizeof(rules[0]);
		i++) {
		if (!fits(&rules[i], r))
			continue;
		out->verdict = rules[i].verdict;
		if (out->verdict != VERDICT_SENT)
			judge_code(out, r->status, rules[i].word);
		return;
	}
	judge_silence(r->transport, out);
}
