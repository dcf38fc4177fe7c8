/* web/api_sheet.c - a list as a CSV or XLSX file */
#include "web/api_sheet.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/days.h"
#include "web/progress.h"

static bool is_xlsx(const struct api_route *r)
{
	const char *ending = strrchr(r->path, '.');

	return ending != NULL && strcmp(ending, ".xlsx") == 0;
}

const char *api_file_type(const struct api_route *r)
{
	return is_xlsx(r) ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
			  : "text/csv; charset=utf-8";
}

static enum rc no_room(struct api_call *c)
{
	return api_refuse(c, RC_BUSY, "disk", "", "the disk has no room for this file");
}

enum rc api_sheet_open(
	struct api_call *c, struct api_sheet *t, const char *name, const char *const *headings)
{
	char name_of_file[] = P_tmpdir "/lapak-export-XXXXXX", today[11];
	bool xlsx = is_xlsx(c->route);
	enum rc rc;

	*t = (struct api_sheet){ .fd = mkstemp(name_of_file) };
	if (t->fd < 0)
		return no_room(c);
	(void)unlink(name_of_file); /* whenever the daemon ends, nothing is left of it */
	(void)snprintf(t->path, sizeof(t->path), "/proc/self/fd/%d", t->fd);
	rc = sheet_open(&t->sheet, t->path, xlsx ? SHEET_XLSX : SHEET_CSV_BOM, headings, NULL);
	if (rc != RC_OK) {
		(void)close(t->fd);
		return no_room(c);
	}
	if (c->progress != NULL)
		sheet_watch(t->sheet, &c->progress->watch);
	day_iso(day_of(c->now), today);
	(void)snprintf(c->disposition, sizeof(c->disposition),
		"attachment; filename=\"%.40s-%s.%s\"", name, today, xlsx ? "xlsx" : "csv");
	return RC_OK;
}

enum rc api_sheet_close(struct api_sheet *t, struct api_call *c, enum rc rc)
{
	bool stopped = sheet_goes_on(t->sheet) != RC_OK;
	enum rc closed = sheet_close(t->sheet, NULL);

	if (rc == RC_OK && closed == RC_OK)
		c->file = fopen(t->path, "rbe");
	(void)close(t->fd);
	if (stopped)
		return api_refuse(
			c, RC_CONFLICT, "stopped", "", "the caller had it ended early");
	if (rc != RC_OK)
		return rc;
	return c->file != NULL ? RC_OK : no_room(c);
}

void api_sheet_day(struct sheet *s, int32_t value)
{
	char iso[11];

	day_iso(value, iso);
	sheet_text(s, iso);
}

void api_sheet_instant(struct sheet *s, int64_t value)
{
	char iso[26] = "";

	if (value != 0)
		instant_iso(value, iso);
	sheet_text(s, iso);
}
