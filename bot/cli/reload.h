/* cli/reload.h - SIGHUP: configuration, secrets and wording anew, all of it or nothing (private to cli/) */
#ifndef LAPAK_CLI_RELOAD_H
#define LAPAK_CLI_RELOAD_H
#include "cli/service.h"

/* Reads all anew. When there is one fault, or a changed key needs a restart, everything stays as it is and the log
 * says why. */
void reload(struct service *s);

#endif
