/* base/config_keys.c - every key of lapak.ini, one row each */
#include <string.h>

#include "base/config_parts.h"

/* Section, name, reader, place and size of a key; its member in the struct has its name. */
#define MEMBER_SIZE(type, member) sizeof(((const struct type *)NULL)->member)
/* A member's name cannot stand in parentheses. NOLINTBEGIN(bugprone-macro-parentheses) */
#define KEY(section, name, type)                                                               \
#section, #name, config_read_##type, offsetof(struct config, section.name),            \
		MEMBER_SIZE(config, section.name)
#define GATE(name, type)                                                                       \
	"gateway", #name, config_read_##type, offsetof(struct gateway_config, name),           \
		MEMBER_SIZE(gateway_config, name)
#define EXTERNAL(name, type)                                                                   \
	"gateway", #name, config_read_##type, offsetof(struct gateway_config, external.name),  \
		MEMBER_SIZE(gateway_config, external.name)
/* NOLINTEND(bugprone-macro-parentheses) */

/* clang-format off */
const struct config_key config_keys[] = {
	/* then: least, most, default, an example when the key must be given */
	{ KEY(server, listen, address), 0, 0, NULL, "127.0.0.1:8080" },
	{ KEY(server, public_url, url), 0, 0, NULL, NULL },
	{ KEY(server, metrics_listen, listener), 0, 0, "none", NULL },
	{ KEY(server, max_connections, number), 1, 100000, "1024", NULL },
	{ KEY(server, max_connections_per_address, number), 1, 100000, "512", NULL },
	{ "database", "url", config_read_database, offsetof(struct config, database.url),
		MEMBER_SIZE(config, database.url), 0, 0, NULL, "sqlite:lapak.db" },
	{ KEY(office, name, plain), 1, 40, NULL, "Dinkopdag Surabaya" },
	{ KEY(office, short_code, word), 2, 15, NULL, "2323" },
	{ KEY(office, language, language), 0, 0, "id", NULL },
	{ KEY(office, check_word, letters), 2, 12, NULL, NULL },
	{ KEY(office, quiet_hours, quiet), 0, 0, "19:00-08:00", NULL },
	{ KEY(office, price_per_segment, number), 0, 100000, "250", NULL },
	{ KEY(office, amount_ask_above, number), 1000, 1000000000000, "100000000", NULL },
	{ KEY(office, reply_cap_per_day, number), 1, 100000, "500", NULL },
	{ KEY(office, broadcast_cap, number), 0, 1000000000000, "0", NULL },
	{ KEY(office, broadcast_cap_per_day, number), 0, 1000000000000, "0", NULL },
	{ KEY(office, push_cap_per_day, number), 1, 100, "3", NULL },
	{ KEY(office, working_hours, working), 0, 0, "08:00-16:00", NULL },
	{ KEY(office, working_days, number), 5, 7, "5", NULL },
	{ KEY(office, question_backlog_limit, number), 0, 100000, "40", NULL },
	{ KEY(office, second_factor_all, yes), 0, 0, "no", NULL },
	{ KEY(templates, dir, path), 0, 0, "templates", NULL },
	{ KEY(migrations, dir, path), 0, 0, "migrations", NULL },
	{ GATE(type, type), 0, 0, NULL, "simulator" },
	{ GATE(send_url, template_url), 0, 0, NULL, NULL },
	{ GATE(username, text), 1, 127, NULL, NULL },
	{ GATE(password_file, path), 0, 0, NULL, NULL },
	{ GATE(webhook_key_file, path), 0, 0, NULL, NULL },
	{ GATE(rate_per_second, number), 1, 10000, "10", NULL },
	{ GATE(sender, word), 2, 40, NULL, NULL },
	{ GATE(device, text), 1, 63, NULL, NULL },
	{ GATE(mode, choice), 0, 0, "sms|messages", NULL },
	{ GATE(reply, choice), 0, 0, "send|inline", NULL },
	{ GATE(unicode, yes), 0, 0, "no", NULL },
	{ GATE(purpose, choice), 0, 0, "all|replies|bulk", NULL },
	{ GATE(carries, prefixes), 0, 0, NULL, NULL },
	{ GATE(failover, yes), 0, 0, "yes", NULL },
	{ GATE(daily_cap, number), 0, 100000000, "0", NULL },
	{ GATE(quiet_hours, quiet), 0, 0, "none", NULL },
	{ GATE(poll_seconds, number), 0, 86400, "60", NULL },
	{ GATE(smsd_database, path), 0, 0, NULL, NULL },
	{ GATE(allowed_prefixes, prefixes), 0, 0, "+628", NULL },
	{ EXTERNAL(auth, text), 0, 0, "key", NULL },
	{ EXTERNAL(send_method, choice), 0, 0, "POST|GET", NULL },
	{ EXTERNAL(send_type, choice), 0, 0, "form|json|xml|text", NULL },
	{ EXTERNAL(send_body, template), 0, 0, NULL, NULL },
	{ EXTERNAL(send_header1, template), 0, 0, NULL, NULL },
	{ EXTERNAL(send_header2, template), 0, 0, NULL, NULL },
	{ EXTERNAL(ok_match, text), 0, 0, NULL, NULL },
	{ EXTERNAL(id_path, text), 0, 0, NULL, NULL },
	{ EXTERNAL(error_path, text), 0, 0, NULL, NULL },
	{ EXTERNAL(error_map, text), 0, 0, NULL, NULL },
	{ EXTERNAL(split, yes), 0, 0, "no", NULL },
	{ EXTERNAL(in_from, text), 0, 0, "from,sender", NULL },
	{ EXTERNAL(in_text, text), 0, 0, "text,message", NULL },
	{ EXTERNAL(in_id, text), 0, 0, "id,messageId", NULL },
	{ EXTERNAL(in_to, text), 0, 0, "to", NULL },
	{ EXTERNAL(in_time, text), 0, 0, "date,time", NULL },
	{ EXTERNAL(in_list, text), 0, 0, NULL, NULL },
	{ EXTERNAL(answer_type, text), 1, 0, "text/plain; charset=UTF-8", NULL },
	{ EXTERNAL(answer_body, text), 0, 0, NULL, NULL },
	{ EXTERNAL(report_ref, text), 0, 0, "ref,id", NULL },
	{ EXTERNAL(report_id, text), 0, 0, "messageId", NULL },
	{ EXTERNAL(report_status, text), 0, 0, "status", NULL },
	{ EXTERNAL(report_map, text), 0, 0,
		"sent:sent,delivered:delivered,failed:failed,expired:expired,rejected:rejected,"
		"DELIVRD:delivered,UNDELIV:failed,EXPIRED:expired,REJECTD:rejected", NULL },
	{ EXTERNAL(poll_url, template_url), 0, 0, NULL, NULL },
	{ EXTERNAL(report_url, template_url), 0, 0, NULL, NULL },
	{ EXTERNAL(balance_url, template_url), 0, 0, NULL, NULL },
	{ EXTERNAL(balance_path, text), 0, 0, NULL, NULL },
	{ GATE(field_session, name), 1, 39, "sessionId", NULL },
	{ GATE(field_phone, name), 1, 39, "phoneNumber", NULL },
	{ GATE(field_text, name), 1, 39, "text", NULL },
	{ GATE(field_service, name), 1, 39, "serviceCode", NULL },
};
/* clang-format on */
const size_t config_key_count = sizeof(config_keys) / sizeof(config_keys[0]);
_Static_assert(sizeof(config_keys) / sizeof(config_keys[0]) <= CONFIG_KEYS_MAX,
	"raise CONFIG_KEYS_MAX");

bool config_key_of_gateway(const struct config_key *key)
{
	return strcmp(key->section, "gateway") == 0;
}

const struct config_key *config_key_find(const char *section, const char *name)
{
	for (size_t i = 0; i < config_key_count; i++)
		if (strcmp(config_keys[i].section, section) == 0 &&
			strcmp(config_keys[i].name, name) == 0)
			return &config_keys[i];
	return NULL;
}
