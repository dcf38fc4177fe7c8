/* gateway/registry.c - which adapters there are */
#include "gateway/gateway.h"

#include <string.h>

#include "gateway/adapters.h"

const struct gateway *gateway_find(const char *type)
{
	static const struct gateway *const adapters[] = {
		&gateway_simulator,
		&gateway_kannel,
		&gateway_smsgate,
		&gateway_twilio,
		&gateway_africastalking,
		&gateway_vonage,
		&gateway_infobip,
		&gateway_8x8,
		&gateway_gammu,
		&gateway_external,
	};

	for (size_t i = 0; i < sizeof(adapters) / sizeof(adapters[0]); i++)
		if (strcmp(adapters[i]->type, type) == 0)
			return adapters[i];
	return NULL;
}

const char *gateway_header(const struct gateway_request *r, const char *name)
{
	const char *value = r->header != NULL ? r->header(r->header_arg, name) : NULL;

	return value != NULL ? value : "";
}

bool gateway_answers(const struct gateway_config *c, const struct gateway_event *e)
{
	if (e->sender == SENDER_SERVICE || !config_allows(c, e->from.e164))
		return false;
	return e->sender == SENDER_MOBILE || strncmp(e->from.e164, "+62", 3) != 0;
}
