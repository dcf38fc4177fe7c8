/* web/api_trader_record.c - whose record it is: another number, and two records of one person */
#include <inttypes.h>
#include <string.h>

#include "store/helper.h"
#include "web/api_handlers.h"

static enum rc find(struct api_call *c, struct trader *out)
{
	api_subject(c, "trader", api_id(c, "id"));
	return trader_by_id(c->store, api_id(c, "id"), out);
}

enum rc api_trader_phone(struct api_call *c)
{
	const char *text = api_text(c->in, "phone");
	struct phone to;
	struct trader t;
	enum rc rc = find(c, &t);

	if (rc != RC_OK)
		return rc;
	if (phone_parse(&to, text, strlen(text)) != RC_OK)
		return api_refuse(
			c, RC_INVALID, "phone", "phone", "not an Indonesian mobile number");
	rc = trader_hand_over(c->store, &t, &to);
	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "number-taken", "phone",
			"the number belongs to another trader: merge both, or erase that one");
	return rc;
}

enum rc api_trader_merge(struct api_call *c)
{
	struct trader from, into;
	enum rc rc = find(c, &from);

	if (rc == RC_OK && strcmp(api_text(c->in, "phone"), from.phone.e164) != 0)
		return api_refuse(c, RC_INVALID, "phone", "phone",
			"this cannot be taken back: send the number of the record that goes to say so");
	if (rc == RC_OK)
		rc = trader_by_id(c->store, api_int(c->in, "into_id"), &into);
	if (rc == RC_ABSENT && c->subject[0] != '\0')
		return api_refuse(c, rc, "absent", "into_id", "there is no such trader");
	if (rc != RC_OK)
		return rc;
	api_subject(c, "trader", into.id);
	(void)snprintf(c->detail, sizeof(c->detail), "from trader %" PRId64, from.id);
	rc = trader_merge(c->store, &from, &into, c->who.login, c->now);
	if (rc == RC_INVALID)
		return api_refuse(c, rc, "same", "into_id", "these are one record already");
	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "both-seated", "into_id",
			"both have a place in the same wave; free one of them first");
	return rc;
}
