/* base/config_gateway.c - what each type of gateway needs to be told */
#include <string.h>

#include "base/config_parts.h"

enum need {
	NEEDS_URL = 1 << 0,      /* send_url */
	URL_NEEDS_USER = 1 << 1, /* with send_url also username and password_file */
	NEEDS_USER = 1 << 2,     /* username and password_file */
	NEEDS_PASSWORD = 1 << 3, /* password_file; it proves us alone */
	NEEDS_KEY =
		1 << 4, /* webhook_key_file wherever it listens: what is signed is checked */
	NEEDS_SMSD = 1 << 5, /* smsd_database */
	LOCAL_ONLY = 1 << 6, /* believes whoever calls */
	MAY_INLINE = 1 << 7, /* reply = "inline", and send_url for the rest at will */
};

/* clang-format off */
static const struct {
	const char *type;
	unsigned need;
} rules[] = {
	{ "simulator",      LOCAL_ONLY },
	{ "kannel",         NEEDS_URL | MAY_INLINE },
	{ "smsgate",        NEEDS_URL | NEEDS_USER | NEEDS_KEY },
	{ "twilio",         NEEDS_URL | NEEDS_USER | NEEDS_KEY | MAY_INLINE },
	{ "africastalking", URL_NEEDS_USER }, /* aggregators sell USSD without SMS */
	{ "vonage",         NEEDS_URL | NEEDS_USER },
	{ "infobip",        NEEDS_URL | NEEDS_PASSWORD },
	{ "8x8",            NEEDS_URL | NEEDS_PASSWORD },
	{ "gammu",          NEEDS_SMSD },
	{ "external",       0 },
};
/* clang-format on */

static unsigned needs_of(const struct gateway_config *g)
{
	unsigned need = 0;

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (strcmp(rules[i].type, g->type) == 0)
			need = rules[i].need;
	if (g->send_url[0] != '\0' && (need & URL_NEEDS_USER) != 0)
		need |= NEEDS_USER;
	if (strcmp(g->reply, "inline") == 0 && (need & MAY_INLINE) != 0)
		need &= ~(unsigned)(NEEDS_URL | NEEDS_USER);
	return need;
}

static void credentials_check(
	struct config_loader *l, const struct gateway_config *g, unsigned need, int line)
{
	bool user = g->username[0] != '\0', password = g->password_file[0] != '\0';

	if ((need & NEEDS_PASSWORD) != 0) {
		if (!password)
			config_fault(l, line,
				"gateway `%s` lacks `password_file`, the key with which "
				"messages are sent",
				g->name);
	} else if (user != password) {
		config_fault(l, line,
			"gateway `%s` has one of `username` and `password_file`; give both or "
			"none",
			g->name);
	} else if ((need & URL_NEEDS_USER) != 0 && (need & NEEDS_USER) != 0 && !user) {
		config_fault(l, line,
			"gateway `%s` has `send_url` and lacks `username` and `password_file`, "
			"with which messages are sent",
			g->name);
	} else if ((need & NEEDS_USER) != 0 && !user) {
		config_fault(l, line,
			"gateway `%s` lacks `username` and `password_file`, with which messages "
			"are sent",
			g->name);
	}
}

static void key_check(struct config_loader *l, const struct gateway_config *g, unsigned need,
	bool open, int line)
{
	if (g->webhook_key_file[0] != '\0')
		return;
	if (open)
		config_fault(l, line,
			"gateway `%s` has no `webhook_key_file`: refusing to start without any "
			"on a non-loopback address",
			g->name);
	else if ((need & NEEDS_KEY) != 0)
		config_fault(l, line,
			"gateway `%s` lacks `webhook_key_file`, with which its calls are "
			"signed",
			g->name);
}

void config_check_gateway(struct config_loader *l, size_t gateway, bool open)
{
	const struct gateway_config *g = &l->out->gateway[gateway];
	int line = config_line_of(l, gateway, "gateway", "type");
	unsigned need = needs_of(g);

	if (g->type[0] == '\0')
		return;
	if ((need & LOCAL_ONLY) != 0) {
		if (open)
			config_fault(l, line,
				"simulator gateway `%s` refused on a non-loopback address: anyone "
				"could write as any trader; listen on 127.0.0.1 or take it out",
				g->name);
		return;
	}
	if (strcmp(g->reply, "inline") == 0 && (need & MAY_INLINE) == 0)
		config_fault_at(l, gateway, "gateway", "reply",
			"is `inline`, and %s cannot carry a reply in its answer; take it out",
			g->type);
	key_check(l, g, need, open, line);
	if ((need & NEEDS_SMSD) != 0 && g->smsd_database[0] == '\0')
		config_fault(l, line,
			"gateway `%s` lacks `smsd_database`, the SQLite file of gammu-smsd",
			g->name);
	if ((need & NEEDS_URL) != 0 && g->send_url[0] == '\0')
		config_fault(l, line,
			"gateway `%s` lacks `send_url`, where messages are sent to", g->name);
	if (strcmp(g->type, "external") != 0 && strstr(g->send_url, "{{") != NULL)
		config_fault_at(l, gateway, "gateway", "send_url",
			"holds {{; words are for type = \"external\"");
	credentials_check(l, g, need, line);
}
