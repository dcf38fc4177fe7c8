/* store/sale_export.h - takings with who and where, for files; all of one person's data */
#ifndef LAPAK_STORE_SALE_EXPORT_H
#define LAPAK_STORE_SALE_EXPORT_H
#include "store/figures.h"
#include "store/sale.h"

struct sale_export_row {
	struct sale sale;
	struct trader_row who; /* market "" when not known */
};
typedef enum rc sale_export_fn(const struct sale_export_row *row, void *arg);
/* By trader, then day: as they lie, without sorting. */
MUST_CHECK enum rc sale_export_each(
	struct store *st, const struct figures_span *span, sale_export_fn *fn, void *arg);

#endif
