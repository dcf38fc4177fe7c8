/* base/config_environment.c - LAPAK_SECTION__KEY and LAPAK_GATEWAY__NAME__KEY override */
#include <ctype.h>
#include <string.h>

#include "base/config_parts.h"
#include "base/suggest.h"

enum { VARIABLE_MAX = 96 };

static const char prefix[] = "LAPAK_";
static const char *const moved_clock[] = { "LAPAK_CLOCK_OFFSET",
	"LAPAK_CLOCK_FILE" }; /* cli/ reads them */

void config_key_variable(struct buf *out, const struct config_key *key, const char *gateway)
{
	size_t start = out->len;

	buf_printf(out, "%s%s__", prefix, key->section);
	if (config_key_of_gateway(key))
		buf_printf(out, "%s__", gateway);
	buf_puts(out, key->name);
	for (size_t i = start; i < out->len; i++)
		out->data[i] = (char)toupper((unsigned char)out->data[i]);
}

static void override(struct config_loader *l, const struct config_key *key, size_t gateway,
	const char *value)
{
	struct buf why;

	buf_init(&why, 1024);
	l->seen[gateway][key - config_keys] = CONFIG_FROM_ENVIRONMENT;
	if (!config_set(l, key, gateway, value, "", &why))
		config_fault_at(l, gateway, key->section, key->name, "%s", why.data);
	buf_release(&why);
}

struct variable { /* an entry of the environment and the nearest name there is */
	const char *name, *value;
	char nearest[VARIABLE_MAX];
	struct suggestion near;
};

/* Applies v when it is this key's variable; remembers the name when it is the nearest yet. */
static bool variable_try(struct config_loader *l, struct variable *v,
	const struct config_key *key, size_t gateway)
{
	struct suggestion near = v->near;
	struct buf name;
	bool hit;

	buf_init(&name, VARIABLE_MAX - 1);
	config_key_variable(&name, key, l->out->gateway[gateway].name);
	hit = strcmp(name.data, v->name) == 0;
	if (hit)
		override(l, key, gateway, v->value);
	suggest_consider(&near, v->name, name.data);
	if (near.word == name.data) {
		memcpy(v->nearest, name.data, name.len + 1);
		v->near = (struct suggestion){ v->nearest, near.distance };
	}
	buf_release(&name);
	return hit;
}

static bool variable_apply(struct config_loader *l, struct variable *v)
{
	for (size_t k = 0; k < config_key_count; k++) {
		size_t owners = config_key_of_gateway(&config_keys[k]) ? l->out->gateways : 1;

		for (size_t g = 0; g < owners; g++)
			if (variable_try(l, v, &config_keys[k], g))
				return true;
	}
	return false;
}

static void entry_apply(struct config_loader *l, const char *entry)
{
	const char *equals = strchr(entry, '=');
	struct variable v = { .near = { NULL, 0 } };
	char name[VARIABLE_MAX];
	size_t n = equals != NULL ? (size_t)(equals - entry) : 0;

	if (equals == NULL || strncmp(entry, prefix, sizeof(prefix) - 1) != 0)
		return;
	for (size_t i = 0; i < sizeof(moved_clock) / sizeof(moved_clock[0]); i++)
		if (n == strlen(moved_clock[i]) && memcmp(entry, moved_clock[i], n) == 0)
			return;
	if (n >= sizeof(name))
		n = sizeof(name) - 1;
	memcpy(name, entry, n);
	name[n] = '\0';
	v.name = name;
	v.value = equals + 1;
	if (variable_apply(l, &v))
		return;
	if (v.near.word != NULL)
		config_fault(l, CONFIG_FROM_ENVIRONMENT,
			"unknown variable `%s`; did you mean `%s`?", name, v.near.word);
	else
		config_fault(l, CONFIG_FROM_ENVIRONMENT,
			"unknown variable `%s`; write LAPAK_SECTION__KEY or "
			"LAPAK_GATEWAY__NAME__KEY, or take it out of the environment",
			name);
}

void config_environment(struct config_loader *l, char *const *environment)
{
	for (; environment != NULL && *environment != NULL; environment++)
		entry_apply(l, *environment);
}
