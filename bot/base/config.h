/*
 * base/config.h - lapak.ini and the environment, read once into plain values
 *
 * The only user of iniparser. Nothing is guessed: an unknown key, a wrong type, a value out of
 * range or a secret that others may read is a fault, and all faults are reported together,
 * each with its file, line and remedy. The struct owns no memory; copying it copies
 * everything, the secrets included: never log it, config_forget() it when done.
 */
#ifndef LAPAK_BASE_CONFIG_H
#define LAPAK_BASE_CONFIG_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/rc.h"

enum {
	CONFIG_GATEWAYS = 16,          /* at most so many [gateway.NAME] sections */
	CONFIG_PATH = 1024,            /* bytes of a path with its NUL */
	CONFIG_URL = 512,              /* bytes of a URL with its NUL */
	CONFIG_SECRET = 257,           /* bytes of a secret with its NUL */
	CONFIG_BYTES_MAX = 64 * 1024,  /* of the file */
	CONFIG_REPORT_MAX = 64 * 1024, /* a ceiling that fits any report */
};

/* "127.0.0.1:8080", "[::1]:8080": a numeric address, port 0..65535 (0: any free one). */
struct address {
	char host[46]; /* without brackets; "" when the listener is "none" */
	unsigned port;
	bool loopback;
};

struct quiet_hours { /* minutes after midnight WIB, from > until over midnight; equal: none */
	int from, until;
};

/* What type = "external" needs to be told of a provider; see config/zenziva.ini. Templates hold {{word}}, see
 * base/config_template.h. Fields are names of a form or paths in JSON ("status.code", "list.0.id"), several parted by commas:
 * the first that is there counts. Maps are "theirs:ours" parted by commas. */
struct external_config {
	char auth
		[128]; /* how its calls prove themselves: "key", "header:NAME", "hmac-sha256:NAME[,TIME-HEADER]" */
	char send_method[8]; /* "POST" or "GET" */
	char send_type
		[8]; /* "form", "json", "xml" or "text": how values are escaped in send_body */
	char send_body[800];                       /* template */
	char send_header1[320], send_header2[320]; /* templates: "Name: value" */
	char ok_match
		[128]; /* a success: "json:PATH=VALUE", "text:PIECE", "prefix:START"; "" any 2xx */
	char id_path[64];    /* its id of the message: a path, or "part:N" of a|b|c */
	char error_path[64]; /* what error_map reads: a path, or "prefix" */
	char error_map[256]; /* to sent, retry, refused, stop or config */
	char in_from[96], in_text[96], in_id[96], in_to[96], in_time[96];
	char in_list[64]; /* path of the array of messages; "" a single one */
	char answer_type[64], answer_body[128];
	char report_ref[64], report_id[64], report_status[64];
	char report_map[256]; /* to sent, delivered, failed, expired, rejected */
	char poll_url[CONFIG_URL], report_url[CONFIG_URL],
		balance_url[CONFIG_URL]; /* templates */
	char balance_path[64];
	bool split; /* it does not split long texts: one request a part */
};

struct gateway_config {
	char name[32];             /* [a-z0-9]+, as in [gateway.NAME] and /gateway/NAME/ */
	char type[24];             /* an adapter of this build, as config_read_type() lists */
	char send_url[CONFIG_URL]; /* "" when the adapter sends nothing */
	char username[128];
	char password[CONFIG_SECRET];  /* what password_file holds; "" none */
	char secret[2][CONFIG_SECRET]; /* webhook_key_file: the live ones; "" none */
	char password_file[CONFIG_PATH], webhook_key_file[CONFIG_PATH];
	int64_t rate_per_second; /* 1..10000 messages */
	char sender[48]; /* what messages come from; the office's short code by default */
	char device
		[64]; /* the phone, modem or sub-account that sends, where there are several; "" any */
	char mode[12];    /* vonage: "sms" or "messages", which of its interfaces */
	char reply[12];   /* "send", or "inline": replies travel in the answer to the webhook */
	bool unicode;     /* texts may go as UCS-2; otherwise they are folded to plain GSM-7 */
	char purpose[12]; /* what it sends: "all", "replies" or "bulk" */
	char carries[256]; /* prefixes of the numbers it sends to, as "+62811,+62812"; "" all */
	bool failover;     /* may send for a gateway that rests */
	int64_t daily_cap; /* messages a day in WIB; 0 none */
	struct quiet_hours
		quiet_hours; /* nothing but replies is sent then; besides the office's */
	int64_t poll_seconds; /* between two questions to a gateway that does not call; 0 never */
	char smsd_database[CONFIG_PATH]; /* gammu: the SQLite file of gammu-smsd */
	char allowed_prefixes[256]; /* "+628" or several, parted by a comma: who is answered */
	struct external_config external;
	/* A USSD gateway's names of the form fields of a hop, where they can differ. */
	char field_session[40], field_phone[40], field_text[40], field_service[40];
};

struct config {
	struct {
		struct address listen, metrics_listen;
		char public_url[CONFIG_URL]; /* no slash at the end; default: from listen */
		int64_t max_connections, max_connections_per_address;
	} server;
	struct {
		char url[CONFIG_PATH]; /* "sqlite:PATH" or "postgresql://..." */
	} database;
	struct {
		char name[64], short_code[24], language[8];
		char check_word[16]; /* on the stall card and in the answer to CEK; "" none */
		struct quiet_hours quiet_hours;
		int64_t price_per_segment; /* rupiah */
		int64_t amount_ask_above;  /* rupiah: takings above it are always asked */
		int64_t reply_cap_per_day; /* replies to one number in a day */
		int64_t broadcast_cap, broadcast_cap_per_day; /* rupiah; 0 none */
		int64_t push_cap_per_day; /* what one number did not ask for, in a day */
		struct quiet_hours
			working_hours;          /* when questions are answered; from < until */
		int64_t working_days;           /* 5: Monday to Friday, 6: to Saturday, 7 */
		int64_t question_backlog_limit; /* open questions above which none are invited */
		bool second_factor_all;         /* of all staff, not of chief and admin alone */
	} office;
	struct {
		char dir[CONFIG_PATH];
	} templates;
	struct {
		char dir[CONFIG_PATH];
	} migrations;
	struct gateway_config
		gateway[CONFIG_GATEWAYS]; /* as listed; the first sends by default */
	size_t gateways;
};

/* Reads the file at path (regular, at most CONFIG_BYTES_MAX), then the LAPAK_* entries of
 * environment ("NAME=value", NULL-ended; NULL for none). Relative paths start at the file's
 * folder, those from the environment at the current one. RC_INVALID: report (caller inits and
 * releases) holds every fault, one a line, and out is of no use. RC_ABSENT: there is no file at
 * path; report says so. */
MUST_CHECK enum rc config_load(
	struct config *out, const char *path, char *const *environment, struct buf *report);

#define CONFIG_SQLITE "sqlite:"
/* The path of the SQLite file; NULL when the database is a server's. */
const char *config_database_file(const struct config *c);

/* Wipes the secrets. */
void config_forget(struct config *c);

/* NULL: no gateway of that name. */
const struct gateway_config *config_gateway(const struct config *c, const char *name);

/* Whether an E.164 number begins with one of the gateway's allowed prefixes. */
bool config_allows(const struct gateway_config *g, const char *e164);

#endif
