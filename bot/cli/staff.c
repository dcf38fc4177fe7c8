/* cli/staff.c - lapak staff: who works in the office, with which rights */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/list_command.h"
#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/secret_input.h"
#include "cli/staff_parts.h"
#include "store/staff.h"
#include "text/utf8.h"

static enum rc add_staff(const struct staff *s, void *listing)
{
	struct listing *l = listing;
	bool enabled = s->disabled_at == 0;

	if (!listing_row(l))
		return RC_OK;
	listing_id(l, s->id);
	listing_text(l, s->login);
	listing_text(l, s->name);
	listing_text(l, role_name(s->role));
	listing_text(l, s->phone.e164[0] != '\0' ? s->phone.e164 : NULL);
	listing_cell(
		l, json_boolean(s->password[0] != '\0'), s->password[0] != '\0' ? "yes" : "no");
	listing_cell(l, json_boolean(enabled), enabled ? "yes" : "no");
	return RC_OK;
}

static enum rc rows(struct store *st, int64_t limit, struct listing *l)
{
	return staff_each(st, limit, add_staff, l);
}

static enum exit_status list(const struct invocation *in)
{
	static const struct column columns[] = { { "id", true }, { "login", false },
		{ "name", false }, { "role", false }, { "phone", false }, { "password", false },
		{ "enabled", false }, { NULL, false } };

	return list_command(in, columns, rows);
}

struct change { /* of one account */
	const struct invocation *in;
	const char *action, *detail;
	struct staff staff;
	bool disabled;
};

static enum exit_status find(struct office *o, struct change *c)
{
	char hash[PASSWORD_HASH_SIZE];
	enum exit_status status;

	memcpy(hash, c->staff.password, sizeof(hash));
	status = look_up_staff(o, c->in->argv[2], &c->staff);
	memcpy(c->staff.password, hash, sizeof(hash));
	return status;
}

static enum exit_status note(struct office *o, const struct change *c)
{
	char detail[STAFF_LOGIN_MAX + 80];

	(void)snprintf(detail, sizeof(detail), "%s%s%s", c->staff.login,
		c->detail != NULL ? ", " : "", c->detail != NULL ? c->detail : "");
	return record(o, c->in, c->action, "staff", c->staff.id, detail);
}

static enum exit_status write_change(
	struct change *c, enum exit_status (*work)(struct office *o, void *arg))
{
	struct office o;
	enum exit_status status = office_open(&o, c->in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = office_write(&o, work, c);
	office_close(&o);
	return status;
}

static enum exit_status hash_secret(
	const struct invocation *in, const char *login, char out[static PASSWORD_HASH_SIZE])
{
	struct secret secret;
	enum exit_status status = secret_read(in, login, &secret);

	if (status == EXIT_DONE && password_hash(out, secret.text, secret.length) != RC_OK) {
		(void)fputs("lapak: not enough memory to keep a password\n", stderr);
		status = EXIT_FAILED;
	}
	secret_forget(&secret);
	return status;
}

static enum exit_status keep_new(struct office *o, void *arg)
{
	struct change *c = arg;
	enum rc rc = staff_add(o->store, &c->staff);

	if (rc == RC_CONFLICT)
		return cli_misused(c->in,
			"the login %s or that phone belongs to an account already",
			c->staff.login);
	return rc == RC_OK ? note(o, c) : office_outcome(rc);
}

/* LOGIN, --name, --role, --phone */
static enum exit_status read_account(struct change *c)
{
	const struct invocation *in = c->in;
	const char *login = in->argv[2], *name = option_value(in, "name"),
		   *role = option_value(in, "role"), *phone = option_value(in, "phone");
	struct staff *s = &c->staff;
	size_t n = name != NULL ? strlen(name) : 0;

	if (!staff_login_fits(login))
		return cli_misused(in,
			"a login has 2 to %d lower case letters, digits, dots and hyphens and "
			"begins with a letter, not `%.60s`",
			(int)STAFF_LOGIN_MAX, login);
	if (role == NULL || role_named(&s->role, role) != RC_OK)
		return cli_misused(in, "--role: chief, clerk, trainer, viewer or admin");
	if (name == NULL)
		name = login;
	else if (n == 0 || !utf8_valid(name, n) || utf8_length(name, n) > STAFF_NAME_MAX)
		return cli_misused(in, "--name: 1 to %d letters", (int)STAFF_NAME_MAX);
	(void)snprintf(s->login, sizeof(s->login), "%s", login);
	(void)snprintf(s->name, sizeof(s->name), "%s", name);
	s->created_at = clock_now();
	if (phone == NULL)
		return EXIT_DONE;
	return look_up_phone(in, "--phone: ", phone, &s->phone);
}

static enum exit_status add(const struct invocation *in)
{
	struct change c = { .in = in, .action = "staff.add" };
	enum exit_status status = read_account(&c);

	if (status == EXIT_DONE && !option_given(in, "no-password"))
		status = hash_secret(in, c.staff.login, c.staff.password);
	c.detail = role_name(c.staff.role);
	if (status == EXIT_DONE)
		status = write_change(&c, keep_new);
	if (status == EXIT_DONE)
		printf("%" PRId64 "\n", c.staff.id);
	return status;
}

static enum exit_status keep_password(struct office *o, void *arg)
{
	struct change *c = arg;
	enum exit_status status = find(o, c);

	if (status == EXIT_DONE)
		status = office_outcome(staff_set_password(
			o->store, c->staff.id, c->staff.password, clock_now()));
	return status == EXIT_DONE ? note(o, c) : status;
}

static enum exit_status passwd(const struct invocation *in)
{
	struct change c = { .in = in, .action = "staff.passwd" };
	enum exit_status status = hash_secret(in, in->argv[2], c.staff.password);

	if (status == EXIT_DONE)
		status = write_change(&c, keep_password);
	if (status == EXIT_DONE)
		printf("%s: password changed\n", c.staff.login);
	return status;
}

static enum exit_status keep_state(struct office *o, void *arg)
{
	struct change *c = arg;
	enum exit_status status = find(o, c);
	enum rc rc;

	if (status == EXIT_DONE)
		status = note(o, c); /* before it: nobody enables themselves */
	if (status != EXIT_DONE)
		return status;
	rc = staff_set_disabled(o->store, c->staff.id, c->disabled, clock_now());
	if (rc == RC_CONFLICT) {
		(void)fprintf(stderr, "lapak: the phone of %s belongs to another account now\n",
			c->staff.login);
		return EXIT_FAILED;
	}
	return office_outcome(rc);
}

static enum exit_status set_state(struct change *c)
{
	enum exit_status status = write_change(c, keep_state);

	if (status == EXIT_DONE)
		printf("%s: %s\n", c->staff.login, c->disabled ? "disabled" : "enabled");
	return status;
}

static enum exit_status disable(const struct invocation *in)
{
	struct change c = { .in = in, .action = "staff.disable", .disabled = true };

	return set_state(&c);
}

static enum exit_status enable(const struct invocation *in)
{
	struct change c = { .in = in, .action = "staff.enable" };

	return set_state(&c);
}

static enum exit_status keep_phone(struct office *o, void *arg)
{
	struct change *c = arg;
	struct phone to = c->staff.phone;
	enum exit_status status = find(o, c);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	rc = staff_set_phone(o->store, c->staff.id, &to);
	if (rc == RC_CONFLICT)
		return cli_misused(c->in, "that phone belongs to another account");
	return rc == RC_OK ? note(o, c) : office_outcome(rc);
}

static enum exit_status set_phone(const struct invocation *in)
{
	struct change c = { .in = in, .action = "staff.phone" };
	enum exit_status status = EXIT_DONE;

	if (strcmp(in->argv[3], "none") != 0)
		status = look_up_phone(in, "", in->argv[3], &c.staff.phone);
	if (status == EXIT_DONE)
		status = write_change(&c, keep_phone);
	if (status == EXIT_DONE)
		printf("%s: phone changed\n", c.staff.login);
	return status;
}

enum exit_status cli_staff(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "json limit", 0, 0, "" },
		{ "add", add, "name role phone password-file no-password by", 1, 1, "LOGIN" },
		{ "passwd", passwd, "password-file by", 1, 1, "LOGIN" },
		{ "phone", set_phone, "by", 2, 2, "LOGIN and PHONE (or none)" },
		{ "token", staff_token_command, "name by", 1, 1, "LOGIN" },
		{ "disable", disable, "by", 1, 1, "LOGIN" },
		{ "enable", enable, "by", 1, 1, "LOGIN" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};

	return options_verb(in, verbs);
}
