/* cli/rows.h - rows that several commands list (private to cli/) */
#ifndef LAPAK_CLI_ROWS_H
#define LAPAK_CLI_ROWS_H
#include "cli/listing.h"
#include "store/message.h"
#include "store/sale.h"

extern const struct column sale_columns[], message_columns[];

/* A sale_fn; listing: a struct listing of sale_columns. */
MUST_CHECK enum rc sale_add_row(const struct sale_row *row, void *listing);

struct message_listing { /* rows of message_columns */
	struct listing l;
	const char *short_code; /* the office's end of each message */
};
/* A message_fn; arg: a struct message_listing. */
MUST_CHECK enum rc message_add_row(const struct message *m, void *arg);

#endif
