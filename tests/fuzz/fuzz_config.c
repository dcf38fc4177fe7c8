/* tests/fuzz/fuzz_config.c - any lapak.ini is taken or refused with a reason */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_taken(const struct config *c)
{
	if (c->gateways == 0 || c->gateways > CONFIG_GATEWAYS)
		BUG("%zu gateways", c->gateways);
	if (c->server.listen.host[0] == '\0' || c->database.url[0] == '\0' ||
		c->office.name[0] == '\0' || c->server.public_url[0] == '\0')
		BUG("a value that must be there is not");
	for (size_t i = 0; i < c->gateways; i++)
		if (config_gateway(c, c->gateway[i].name) != &c->gateway[i] ||
			c->gateway[i].type[0] == '\0' || c->gateway[i].rate_per_second < 1)
			BUG("gateway %zu is not whole", i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct config c;
	char variable[] = "LAPAK_OFFICE__LANGUAGE=jv";
	char *environment[] = { variable, NULL };
	char path[64];
	int fd = memfd_create("lapak.ini", MFD_CLOEXEC);
	struct buf report;

	if (fd < 0 || write(fd, data, n) != (ssize_t)n)
		BUG("no file in memory");
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	buf_init(&report, CONFIG_REPORT_MAX);
	if (config_load(&c, path, environment, &report) == RC_OK) {
		check_taken(&c);
		if (report.len > 0)
			BUG("taken, with faults: %s", report.data);
	} else if (report.len == 0) {
		BUG("refused without a reason");
	}
	buf_release(&report);
	(void)close(fd);
	return 0;
}
