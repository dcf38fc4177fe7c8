/* cli/span.c - --from DAY, --to DAY and --market NAME */
#include "cli/span.h"

#include "base/days.h"
#include "cli/look_up.h"
#include "cli/options.h"

enum { DAYS_END = 84005 }; /* the last day there is, 2199-12-31 */

static enum exit_status read_day(const struct invocation *in, const char *name, int32_t *out)
{
	const char *text = option_value(in, name);

	if (text == NULL || day_parse_iso(out, text) == RC_OK)
		return EXIT_DONE;
	return cli_misused(in, "--%s: `%.60s` is no day; write it as 2026-11-24", name, text);
}

enum exit_status span_read(const struct invocation *in, int32_t days, struct figures_span *out)
{
	enum exit_status status;

	out->market_id = -1;
	out->to = days > 0 ? day_of(clock_now()) : DAYS_END;
	status = read_day(in, "to", &out->to);
	if (status != EXIT_DONE)
		return status;
	out->from = days > 0 ? out->to - days + 1 : 0;
	status = read_day(in, "from", &out->from);
	if (status == EXIT_DONE && out->from > out->to)
		return cli_misused(in, "--from must not lie behind --to");
	return status;
}

enum exit_status span_market(
	struct office *o, const struct invocation *in, struct figures_span *out)
{
	const char *name = option_value(in, "market");
	struct market market;
	enum exit_status status;

	out->market_id = -1;
	if (name == NULL)
		return EXIT_DONE;
	status = look_up_market(o, name, &market);
	if (status == EXIT_DONE)
		out->market_id = market.id;
	return status;
}
