/* web/progress.c - how far long answers are that somebody waits for */
#include "web/progress.h"

#include <stdio.h>
#include <string.h>

struct progress_place *progress_find(struct progress *p, int64_t staff_id, const char *name)
{
	for (size_t i = 0; i < PROGRESS_PLACES; i++)
		if (p->place[i].staff_id == staff_id && strcmp(p->place[i].name, name) == 0)
			return &p->place[i];
	return NULL;
}

struct progress_place *progress_take(struct progress *p, int64_t staff_id, const char *name)
{
	if (name[0] == '\0' || progress_find(p, staff_id, name) != NULL)
		return NULL;
	for (size_t i = 0; i < PROGRESS_PLACES; i++) {
		struct progress_place *place = &p->place[i];

		if (place->staff_id != 0)
			continue;
		place->staff_id = staff_id;
		(void)snprintf(place->name, sizeof(place->name), "%s", name);
		atomic_store(&place->watch.rows, 0);
		atomic_store(&place->watch.stop, false);
		return place;
	}
	return NULL;
}

void progress_give(struct progress_place *place)
{
	if (place != NULL)
		place->staff_id = 0;
}
