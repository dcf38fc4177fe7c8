/* cli/reload.h - SIGHUP: configuration, secrets and wording anew, all of it or nothing (private to cli/) */
#ifndef LAPAK_CLI_RELOAD_H
#define LAPAK_CLI_RELOAD_H
#include "cli/service.h"

/* Reads all anew. When there is one fault, or a changed key needs a restart, everything stays as it is and the log
 * says why. */
void reload(struct service *s);

/* Takes the office's own texts anew when one has been edited since, by this process or another. Outside a transaction;
 * whoever still reads the old set holds it. */
void reload_edits(struct service *s, int64_t now_ms);
/* Whether it is time to look: at once after an edit over the API, else once a second. */
bool reload_edits_due(const struct service *s, int64_t now_ms);

#endif
