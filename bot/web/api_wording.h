/* web/api_wording.h - private to web/: a sentence of the bot as the API tells it */
#ifndef LAPAK_WEB_API_WORDING_H
#define LAPAK_WEB_API_WORDING_H
#include "web/api.h"
#include "wording/edit.h"

enum { SENTENCE_MAX = 1024, WORDING_TAG = 40 };

/* An array of TextFault. */
json_t *wording_faults_list(const struct wording_faults *faults);
/* Of the version and of the shipped text below it: another of either is another thing to have seen. */
void wording_tag(char out[static WORDING_TAG], const char *shipped, int64_t version);
/* The text the path names, as an edit of the caller's; gone: also one that has no place any more. RC_ABSENT: there is no such
 * text. */
MUST_CHECK enum rc wording_find(const struct api_call *c, bool gone, struct wording_edit *out);
/* Answers with the text as w has it, and its tag. laid NULL: never edited. */
void wording_answer(struct api_call *c, const struct wording *w, const char *language,
	const char *name, const struct wording_laid *laid);

#endif
