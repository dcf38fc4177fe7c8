/* cli/doctor_packages.c - whether Debian's libraries have the security fixes that are known to matter */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/doctor.h"

static const char status_file[] = "/var/lib/dpkg/status";

/* The first version with the fixes, of Debian 12. A newer upstream version is taken to have them. */
static const struct {
	const char *package, *upstream;
	long update; /* the N of ...+deb12uN; 0: as released */
	const char *why;
} least[] = {
	{ "libcurl4", "7.88.1-10", 15, "7 CVEs, May 2026" },
	{ "libsqlite3-0", "3.40.1-2", 2, "CVE-2025-6965, CVE-2023-7104" },
	{ "libsodium23", "1.0.18-1", 1, "CVE-2025-69277" },
	{ "libmicrohttpd12", "0.9.75-6", 0, "CVE-2023-27371" },
	{ "libiniparser1", "4.1-6", 0, "" },
	{ "libjansson4", "2.14-2", 0, "" },
	{ "libhpdf-2.3.0", "2.3.0", 0, "" },
};

enum { PACKAGES = sizeof(least) / sizeof(least[0]) };

static void judge(struct doctor *d, size_t i, const char *version)
{
	size_t n = strlen(least[i].upstream);
	const char *update = strstr(version, "+deb12u");
	long got = update != NULL ? strtol(update + strlen("+deb12u"), NULL, 10) : 0;

	if (strncmp(version, least[i].upstream, n) == 0 && got < least[i].update)
		doctor_remedy(
			doctor_found(d, "packages", HEALTH_FAULT, "%s %.60s lacks fixes: %s",
				least[i].package, version, least[i].why),
			"apt-get update && apt-get upgrade; systemctl restart lapak");
	else
		doctor_found(d, "packages", HEALTH_GOOD, "%s %.60s", least[i].package, version);
}

/* The value of a "Field: value" line without its line end; NULL: another field. */
static char *value_of(char *line, const char *field)
{
	size_t n = strlen(field);

	if (strncmp(line, field, n) != 0)
		return NULL;
	line[strcspn(line, "\n")] = '\0';
	return line + n;
}

void doctor_packages(struct doctor *d)
{
	FILE *in = fopen(status_file, "re");
	char *line = NULL;
	size_t room = 0, package = PACKAGES;

	if (in == NULL) {
		doctor_found(d, "packages", HEALTH_NOTE,
			"this is no Debian; its security updates are for you to watch");
		return;
	}
	while (getline(&line, &room, in) > 0) {
		const char *name = value_of(line, "Package: "), *version;

		if (name != NULL) {
			for (package = 0; package < PACKAGES; package++)
				if (strcmp(name, least[package].package) == 0)
					break;
			continue;
		}
		version = package < PACKAGES ? value_of(line, "Version: ") : NULL;
		if (version != NULL)
			judge(d, package, version);
	}
	free(line);
	(void)fclose(in);
}
