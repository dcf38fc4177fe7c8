/* cli/vitals.c - metrics of the process, its transactions and its files */
#include "cli/vitals.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/service.h"

static const uint64_t bound_us[COMMIT_BOUNDS] = { 500, 1000, 2500, 5000, 10000, 50000, 250000,
	1000000 };

void vitals_commit(struct commits *c, int64_t us)
{
	uint64_t value = us > 0 ? (uint64_t)us : 0;
	size_t at = 0;

	while (at < COMMIT_BOUNDS && value > bound_us[at])
		at++;
	c->in[at]++;
	c->count++;
	c->sum_us += value;
}

static void put(
	struct buf *out, const char *name, const char *type, const char *help, double value)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n%s %.17g\n", name, help, name, type, name,
		value);
}

static void put_commits(const struct commits *c, struct buf *out)
{
	uint64_t upto = 0;

	buf_puts(out, "# HELP lapak_commit_seconds Commits of the loop's transactions, with "
		      "fsync.\n# TYPE lapak_commit_seconds histogram\n");
	for (size_t i = 0; i < COMMIT_BOUNDS; i++) {
		upto += c->in[i];
		buf_printf(out, "lapak_commit_seconds_bucket{le=\"%g\"} %" PRIu64 "\n",
			(double)bound_us[i] / 1e6, upto);
	}
	buf_printf(out,
		"lapak_commit_seconds_bucket{le=\"+Inf\"} %" PRIu64
		"\nlapak_commit_seconds_sum %.6f\nlapak_commit_seconds_count %" PRIu64 "\n",
		c->count, (double)c->sum_us / 1e6, c->count);
}

static double size_of(const char *path, const char *tail)
{
	char name[CONFIG_PATH + 8];
	struct stat st;

	(void)snprintf(name, sizeof(name), "%s%s", path, tail);
	return stat(name, &st) == 0 ? (double)st.st_size : 0;
}

static double open_files(void)
{
	DIR *folder = opendir("/proc/self/fd");
	double n = -3; /* . and .. and the folder itself */

	if (folder == NULL)
		return 0;
	while (readdir(folder) != NULL)
		n++;
	(void)closedir(folder);
	return n;
}

static double resident_bytes(void)
{
	FILE *in = fopen("/proc/self/statm", "re");
	char line[128] = "";
	const char *second;

	if (in == NULL)
		return 0;
	if (fgets(line, sizeof(line), in) == NULL)
		line[0] = '\0';
	(void)fclose(in);
	second = strchr(line, ' ');
	return second == NULL
		       ? 0
		       : (double)strtol(second, NULL, 10) * (double)sysconf(_SC_PAGESIZE);
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

void vitals_write(struct service *s, struct buf *out)
{
	const char *path = s->office.config.database.path;
	struct rusage used;
	struct buf reasons;

	buf_init(&reasons, CONFIG_REPORT_MAX);
	service_readiness(s, &reasons);
	put(out, "lapak_ready", "gauge", "1 when /readyz says so.", reasons.len == 0 ? 1 : 0);
	buf_release(&reasons);
	put_commits(&s->commits, out);
	put(out, "lapak_time_seconds", "gauge", "The clock of this machine, unix seconds.",
		(double)clock_now());
	put(out, "lapak_db_bytes", "gauge", "Bytes of the database.", size_of(path, ""));
	put(out, "lapak_wal_bytes", "gauge", "Bytes of its write-ahead log.",
		size_of(path, "-wal"));
	put(out, "process_resident_memory_bytes", "gauge", "Memory in use.", resident_bytes());
	put(out, "process_open_fds", "gauge", "Open file descriptors.", open_files());
	put(out, "process_start_time_seconds", "gauge", "When it started, unix seconds.",
		(double)s->started_at);
	if (getrusage(RUSAGE_SELF, &used) == 0)
		put(out, "process_cpu_seconds_total", "counter", "Processor time used.",
			seconds(used.ru_utime) + seconds(used.ru_stime));
}
