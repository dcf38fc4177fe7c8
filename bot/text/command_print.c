/* text/command_print.c - a command's name, and as `lapak parse command` prints it */
#include "text/command.h"

/* clang-format off */
static const char *const words[CMD_COUNT] = {
#define X(id, word) word,
	COMMAND_LIST(X)
#undef X
};
/* clang-format on */

void command_print(struct buf *out, const struct command_read *c)
{
	switch (c->sureness) {
	case COMMAND_PICK:
		if (c->pick == 0)
			buf_puts(out, words[CMD_MENU]);
		else
			buf_printf(out, "MENUPICK:%d", c->pick);
		return;
	case COMMAND_CONFIRM:
		if (c->command == CMD_ME)
			buf_puts(out, words[CMD_NONE]);
		else
			buf_printf(out, "CONFIRM:%s", words[c->command]);
		return;
	case COMMAND_NONE:
	case COMMAND_EXACT:
	case COMMAND_FUZZY:
		break;
	}
	if (c->command == CMD_ERASE)
		buf_puts(out, "CONFIRM:");
	buf_puts(out, words[c->wrong ? CMD_NO : c->command]);
}

const char *command_word(enum command c)
{
	return words[c];
}
