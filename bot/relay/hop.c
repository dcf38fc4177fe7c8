/* relay/hop.c - what is new in a USSD request */
#include "relay/hop.h"

#include <string.h>

static struct hop hop_from(const struct gateway_event *e, size_t at)
{
	return (struct hop){ .input = e->text + at, .length = e->length - at };
}

/* Of a session nobody remembers the last input is all there is to go by. */
static struct hop last_input(const struct gateway_event *e)
{
	const char *star = memrchr(e->text, '*', e->length);

	return hop_from(e, star == NULL ? 0 : (size_t)(star - e->text) + 1);
}

struct hop hop_read(const struct gateway_event *e, const struct conversation *c)
{
	bool known = e->session[0] != '\0' && strcmp(e->session, c->ussd_session) == 0;
	size_t answered = c->ussd_length > 0 ? (size_t)c->ussd_length : 0;
	struct hop hop;

	if (e->length == 0) {
		hop = hop_from(e, 0);
		hop.begins = true;
		hop.newer = known && answered > 0; /* the identifier serves a second dial */
		return hop;
	}
	if (!known)
		return last_input(e);
	if (e->length <= answered) {
		hop = hop_from(e, e->length);
		hop.old = true;
		return hop;
	}
	if (answered == 0)
		hop = hop_from(e, 0);
	else
		hop = e->text[answered] == '*' ? hop_from(e, answered + 1) : last_input(e);
	hop.newer = true;
	return hop;
}
