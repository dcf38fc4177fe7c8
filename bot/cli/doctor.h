/*
 * cli/doctor.h - lapak doctor: what could keep the service from its work, each with its remedy (private to cli/)
 *
 * Adding a look: a function here, and its row in doctor.c.
 */
#ifndef LAPAK_CLI_DOCTOR_H
#define LAPAK_CLI_DOCTOR_H
#include "cli/open.h"
#include "relay/probe.h"

enum health { HEALTH_GOOD, HEALTH_NOTE, HEALTH_FAULT };

enum { FINDINGS_MAX = 64 };

struct finding {
	const char *look; /* "disk" */
	enum health health;
	char found[256], remedy[256]; /* sentences; remedy "" when there is nothing to do */
};

struct doctor {
	struct office office;
	const char *config_path;
	int64_t now;
	struct probe probe;
	struct finding finding[FINDINGS_MAX];
	size_t findings;
};

/* Adds a finding; returns its place, for doctor_remedy(). Past FINDINGS_MAX the last one is overwritten. */
struct finding *doctor_found(struct doctor *d, const char *look, enum health health,
	const char *fmt, ...) PRINTF_LIKE(4, 5);
void doctor_remedy(struct finding *f, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* "http://127.0.0.1:9090PATH" of a listener; a wildcard one is asked at the loopback address. */
void doctor_url(const struct address *a, const char *path, char out[static CONFIG_URL]);

void doctor_wording(struct doctor *d);
void doctor_database(struct doctor *d);
void doctor_server(struct doctor *d);
void doctor_fleet(struct doctor *d);
void doctor_disk(struct doctor *d);
void doctor_backup(struct doctor *d);
void doctor_outbox(struct doctor *d);
void doctor_clock(struct doctor *d);
void doctor_gateways(struct doctor *d);
void doctor_service(struct doctor *d);
void doctor_packages(struct doctor *d);

/* Everything a supporter may want and nothing about a person, into a new file. EXIT_DONE, or it was said why not. */
enum exit_status doctor_bundle(struct doctor *d, const char *path);

#endif
