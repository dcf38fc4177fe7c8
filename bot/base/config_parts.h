/*
 * base/config_parts.h - what config.c and its helpers share; private to base/
 *
 * Adding a key: a member in struct config or struct gateway_config, a row in config_keys.c.
 * Adding a gateway type: a row in config_read_gateway.c, config_read_type(), and one in config_gateway.c, what it needs.
 */
#ifndef LAPAK_BASE_CONFIG_PARTS_H
#define LAPAK_BASE_CONFIG_PARTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/config.h"

struct config_key;

/* One value on its way into the struct. */
struct config_reading {
	const struct config_key *key;
	const char *value;
	const char *folder; /* relative paths start there; "" is the current one */
	void *to;           /* the member; written on success only */
	struct buf *why;    /* gets the fault, without location, when it is refused */
};

struct config_key {
	const char *section, *name;
	bool (*read)(const struct config_reading *r);
	size_t offset, size;  /* the member in struct config, or in struct gateway_config */
	int64_t least, most;  /* of a number, or of the length of a text */
	const char *fallback; /* read as if written in the file; NULL: stays empty. Of a choice:
				 all there is, parted by |, the default first */
	const char *example;  /* not NULL: the key must be given */
};

extern const struct config_key config_keys[];
extern const size_t config_key_count;
enum { CONFIG_KEYS_MAX = 96 };

/* Whether the key lives in each [gateway.NAME]. */
bool config_key_of_gateway(const struct config_key *key);

/* NULL: no such key. */
const struct config_key *config_key_find(const char *section, const char *name);

/* Readers: the types a value can have. */
bool config_read_text(const struct config_reading *r);  /* printable ASCII */
bool config_read_plain(const struct config_reading *r); /* fit for an SMS everywhere */
bool config_read_letters(const struct config_reading *r);
bool config_read_word(const struct config_reading *r);     /* letters, digits and + */
bool config_read_name(const struct config_reading *r);     /* of a form field */
bool config_read_number(const struct config_reading *r);   /* int64_t */
bool config_read_address(const struct config_reading *r);  /* struct address */
bool config_read_listener(const struct config_reading *r); /* the same, or "none" */
bool config_read_url(const struct config_reading *r);
bool config_read_quiet(const struct config_reading *r);   /* struct quiet_hours */
bool config_read_working(const struct config_reading *r); /* the same, within a day */
bool config_read_language(const struct config_reading *r);
bool config_read_path(const struct config_reading *r); /* made to start at the folder */
bool config_read_database(
	const struct config_reading *r); /* the path made to start at the folder */
bool config_read_type(const struct config_reading *r);
bool config_read_prefixes(const struct config_reading *r);
bool config_read_choice(const struct config_reading *r); /* text, one of the fallback's words */
bool config_read_yes(const struct config_reading *r);    /* bool: yes or no */
bool config_read_template(const struct config_reading *r);
bool config_read_template_url(
	const struct config_reading *r); /* a URL that may hold {{word}} */

/* For readers. Copies the value when it has least..most bytes (most 0: what fits), all of them allowed. */
bool config_copy(const struct config_reading *r, const char *value);
bool config_is_printable(const char *s);

enum { CONFIG_FROM_ENVIRONMENT = -1 };

struct config_loader {
	struct config *out;
	struct buf *report;
	const char *path;
	char folder[CONFIG_PATH];
	unsigned faults;
	/* The line a key was read on, CONFIG_FROM_ENVIRONMENT, or 0; the first index is the
	 * gateway's, 0 for other keys. */
	int seen[CONFIG_GATEWAYS][CONFIG_KEYS_MAX];
	int gateway_line[CONFIG_GATEWAYS];
};

/* Adds a fault; line: in the file, 0: of no one line, or CONFIG_FROM_ENVIRONMENT. */
void config_fault(struct config_loader *l, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Adds a fault of a key's value, wherever it came from; gateway: 0 for other keys. */
void config_fault_at(struct config_loader *l, size_t gateway, const char *section,
	const char *name, const char *fmt, ...) PRINTF_LIKE(5, 6);
/* Where a key was read; for config_fault(). */
int config_line_of(
	const struct config_loader *l, size_t gateway, const char *section, const char *name);
/* "LAPAK_GATEWAY__KANNEL__SEND_URL" */
void config_key_variable(struct buf *out, const struct config_key *key, const char *gateway);
/* Reads one value into its member; false: why holds the fault. */
bool config_set(struct config_loader *l, const struct config_key *key, size_t gateway,
	const char *value, const char *folder, struct buf *why);

/* Reads the file itself. RC_ABSENT, RC_INVALID: it cannot be read at all; RC_OK: the faults, if
 * any, are in the report. */
enum rc config_file(struct config_loader *l) MUST_CHECK;
/* Applies the LAPAK_* entries of the environment. */
void config_environment(struct config_loader *l, char *const *environment);
/* Loads the secrets the gateways name. */
void config_secrets(struct config_loader *l);
/* Looks at values that must fit each other. */
void config_check(struct config_loader *l);
/* The same for one gateway; open: whether other machines reach the listener. */
void config_check_gateway(struct config_loader *l, size_t gateway, bool open);

#endif
