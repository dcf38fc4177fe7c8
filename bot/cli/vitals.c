/* cli/vitals.c - metrics of the process, its transactions and its files */
#include "cli/vitals.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/service.h"

static const struct histogram_scale commit_scale = { 8,
	{ 500, 1000, 2500, 5000, 10000, 50000, 250000, 1000000 }, 1000000 };

void vitals_commit(struct histogram *commits, int64_t us)
{
	histogram_observe(commits, &commit_scale, us);
}

static int64_t size_of(const char *path, const char *tail)
{
	char name[CONFIG_PATH + 8];
	struct stat st;

	(void)snprintf(name, sizeof(name), "%s%s", path, tail);
	return stat(name, &st) == 0 ? (int64_t)st.st_size : 0;
}

static int64_t open_files(void)
{
	DIR *folder = opendir("/proc/self/fd");
	int64_t n = -3; /* . and .. and the folder itself */

	if (folder == NULL)
		return 0;
	while (readdir(folder) != NULL)
		n++;
	(void)closedir(folder);
	return n;
}

static int64_t resident_bytes(void)
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
	return second == NULL ? 0 : (int64_t)strtol(second, NULL, 10) * sysconf(_SC_PAGESIZE);
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

void vitals_write(struct service *s, bool database, struct buf *out)
{
	const char *path = config_database_file(&s->office.config);
	struct rusage used;
	struct buf reasons;

	buf_init(&reasons, CONFIG_REPORT_MAX);
	service_readiness(s, &reasons);
	metric_gauge(
		out, "lapak_ready", "1 when /readyz says so.", database && reasons.len == 0);
	buf_release(&reasons);
	metric_histogram(out, "lapak_commit_seconds",
		"Commits of the loop's transactions, with fsync.", &commit_scale, &s->commits);
	metric_gauge(out, "lapak_time_seconds", "The clock of this machine, unix seconds.",
		clock_now());
	if (path != NULL) {
		metric_gauge(
			out, "lapak_db_bytes", "Bytes of the database.", size_of(path, ""));
		metric_gauge(out, "lapak_wal_bytes", "Bytes of its write-ahead log.",
			size_of(path, "-wal"));
	}
	metric_gauge(out, "process_resident_memory_bytes", "Memory in use.", resident_bytes());
	metric_gauge(out, "process_open_fds", "Open file descriptors.", open_files());
	metric_gauge(out, "process_start_time_seconds", "When it started, unix seconds.",
		s->started_at);
	if (getrusage(RUSAGE_SELF, &used) == 0)
		metric_seconds(out, "process_cpu_seconds_total", "counter",
			"Processor time used.",
			seconds(used.ru_utime) + seconds(used.ru_stime));
}
