/* tests/fuzz/fuzz_command.c - any bytes as a command: no crash, and an answer that holds together */
#include <stdint.h>
#include <stdlib.h>

#include "text/command.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct command_read c;
	struct buf b;

	command_parse(&c, (const char *)data, size);
	if (c.rest > size || c.command >= CMD_COUNT || (c.whole && c.rest != size))
		abort();
	if (c.sureness == COMMAND_FUZZY && (c.command == CMD_STOP || c.command == CMD_ERASE))
		abort();
	if (c.sureness == COMMAND_PICK && (c.pick < 0 || c.pick > 9))
		abort();
	buf_init(&b, 64);
	command_print(&b, &c);
	if (b.len == 0 || b.full)
		abort();
	buf_release(&b);
	(void)command_is_filler((const char *)data, size);
	return 0;
}
