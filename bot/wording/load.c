/* wording/load.c - a folder of languages, all of it or nothing */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "wording/set.h"

static const char suffix[] = ".txt";

/* The length of the code in "id.txt"; 0 when the name is not made so. */
static size_t code_length(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz");

	return n >= 2 && n <= LANGUAGE_CODE_MAX && strcmp(name + n, suffix) == 0 ? n : 0;
}

static bool ends_so(const char *name)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n >= m && strcmp(name + n - m, suffix) == 0;
}

/* Whether code a is listed before b: "id" first, then from the end of the alphabet, which
 * offers Indonesia, Jawa, English as the stall card prints them. */
static bool comes_before(const char *a, const char *b)
{
	if (strcmp(b, "id") == 0)
		return false;
	return strcmp(a, "id") == 0 || strcmp(a, b) > 0;
}

static void add_language(struct wording *w, const char *code, struct faults *faults)
{
	size_t at = w->languages;

	if (at == LANGUAGES_MAX) {
		faults_add(faults, 0, NULL,
			"%s%s is one more than the %d languages there may be", code, suffix,
			LANGUAGES_MAX);
		return;
	}
	for (; at > 0 && comes_before(code, w->language[at - 1].code); at--)
		w->language[at] = w->language[at - 1];
	language_init(&w->language[at], code);
	w->languages++;
}

static void take_entry(struct wording *w, const char *name, struct faults *faults)
{
	char code[LANGUAGE_CODE_MAX + 1];
	size_t n = code_length(name);
	struct buf quoted;

	if (name[0] == '.' || !ends_so(name))
		return;
	if (n > 0) {
		(void)snprintf(code, sizeof(code), "%.*s", (int)n, name);
		add_language(w, code, faults);
		return;
	}
	buf_init(&quoted, 100);
	faults_quote(&quoted, name, strlen(name));
	faults_add(faults, 0, NULL, "%s: a file is named by its language, 2 to %d letters a-z",
		quoted.data, LANGUAGE_CODE_MAX);
	buf_release(&quoted);
}

static void list_languages(struct wording *w, struct faults *faults)
{
	DIR *dir = opendir(faults->path);
	const struct dirent *entry = NULL;

	if (dir == NULL) {
		faults_add(faults, 0, NULL, "cannot be opened: %s", strerror(errno));
		return;
	}
	do {
		errno = 0;
		entry = readdir(dir);
		if (entry != NULL)
			take_entry(w, entry->d_name, faults);
		else if (errno != 0)
			faults_add(faults, 0, NULL, "cannot be read: %s", strerror(errno));
	} while (entry != NULL);
	(void)closedir(dir);
	if (w->languages == 0)
		faults_add(faults, 0, NULL, "there is no language here, such as id.txt");
}

static void read_bytes(int fd, struct buf *out, struct faults *faults)
{
	char part[4096];
	ssize_t n = 1;

	while (n != 0 && !out->full) {
		n = read(fd, part, sizeof(part));
		if (n < 0 && errno != EINTR) {
			faults_add(faults, 0, NULL, "cannot be read: %s", strerror(errno));
			return;
		}
		if (n > 0)
			buf_add(out, part, (size_t)n);
	}
	if (out->full)
		faults_add(faults, 0, NULL, "is larger than %d bytes", LANGUAGE_BYTES_MAX);
}

/* Whatever goes wrong is in the faults. */
static void read_file(struct buf *out, struct faults *faults)
{
	int fd = open(faults->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat status;

	if (fd < 0) {
		faults_add(faults, 0, NULL, "cannot be opened: %s", strerror(errno));
		return;
	}
	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
		faults_add(faults, 0, NULL, "is not a file");
	else
		read_bytes(fd, out, faults);
	(void)close(fd);
}

/* Returns the number of faults. */
static size_t load_language(struct language *l, const char *dir, struct buf *report)
{
	char path[PATH_MAX];
	struct faults faults = { .report = report, .path = path };
	struct buf text;

	(void)snprintf(path, sizeof(path), "%s/%s%s", dir, l->code, suffix);
	buf_init(&text, LANGUAGE_BYTES_MAX);
	read_file(&text, &faults);
	if (faults.count == 0) {
		language_read(l, text.data, text.len, &faults);
		language_prove(l, &faults);
		language_close(l);
	}
	buf_release(&text);
	return faults.count;
}

struct wording *wording_new(void)
{
	struct wording *w = calloc(1, sizeof(*w));

	if (w != NULL)
		*w = (struct wording){ .self = w, .holders = 1 };
	else
		memory_gone("the wording");
	return w;
}

struct wording *wording_hold(const struct wording *w)
{
	w->self->holders++;
	return w->self;
}

enum rc wording_load(struct wording **out, const char *dir, struct buf *report)
{
	struct faults faults = { .report = report, .path = dir };
	struct wording *w = wording_new();

	list_languages(w, &faults);
	for (size_t i = 0; i < w->languages; i++)
		faults.count += load_language(&w->language[i], dir, report);
	if (faults.count > 0) {
		wording_free(w);
		return RC_INVALID;
	}
	*out = w;
	return RC_OK;
}

void wording_free(struct wording *w)
{
	if (w == NULL || --w->holders > 0)
		return;
	for (size_t i = 0; i < w->languages; i++)
		language_release(&w->language[i]);
	free(w->laid);
	free(w);
}
