/* cli/trader_goods.c - lapak trader goods: what somebody sells, for the tips that fit it */
#include <stdio.h>
#include <string.h>

#include "cli/look_up.h"
#include "cli/record.h"
#include "cli/trader_parts.h"
#include "store/goods.h"

struct change {
	const struct invocation *in;
	char goods[GOODS_LIST];
};

static enum exit_status keep(struct office *o, void *arg)
{
	const struct change *c = arg;
	struct trader t;
	enum exit_status status = look_up_trader(o, c->in, c->in->argv[2], &t);

	if (status == EXIT_DONE)
		status = office_outcome(goods_set(o->store, t.id, c->goods));
	return status == EXIT_DONE ? record(o, c->in, "trader.goods", "trader", t.id, NULL)
				   : status;
}

enum exit_status trader_goods_command(const struct invocation *in)
{
	struct change c = { .in = in };
	const char *given = strcmp(in->argv[3], "none") == 0 ? "" : in->argv[3];
	struct office o;
	enum exit_status status;

	if (!goods_read(c.goods, given))
		return cli_misused(in,
			"goods are at most %d words parted by commas, each of %d to %d letters and digits, "
			"as \"batik, kain\", or none; not `%.60s`",
			(int)GOODS_MOST, (int)GOODS_WORD_LEAST, (int)GOODS_WORD_MAX, given);
	status = office_open(&o, in, NEED_WRITE);
	if (status == EXIT_DONE)
		status = office_write(&o, keep, &c);
	if (status == EXIT_DONE)
		printf("%s\n", c.goods[0] != '\0' ? c.goods : "none");
	office_close(&o);
	return status;
}
