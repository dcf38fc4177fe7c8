/* cli/broadcast_parts.h - what the files of lapak broadcast share (private to cli/) */
#ifndef LAPAK_CLI_BROADCAST_PARTS_H
#define LAPAK_CLI_BROADCAST_PARTS_H
#include "cli/cli.h"
#include "cli/open.h"
#include "office/broadcast.h"

enum exit_status broadcast_new_command(const struct invocation *in);
enum exit_status broadcast_preview_command(const struct invocation *in);
enum exit_status broadcast_test_command(const struct invocation *in);
enum exit_status broadcast_approve_command(const struct invocation *in);
enum exit_status broadcast_pause_command(const struct invocation *in);
enum exit_status broadcast_resume_command(const struct invocation *in);
enum exit_status broadcast_cancel_command(const struct invocation *in);
enum exit_status broadcast_retry_command(const struct invocation *in);
enum exit_status broadcast_watch_command(const struct invocation *in);
enum exit_status broadcast_results_command(const struct invocation *in);

struct broadcast_facts broadcast_facts_of(const struct office *o);
/* The broadcast of the third word. EXIT_DONE; else it was said on stderr. */
enum exit_status broadcast_look_up(
	struct office *o, const struct invocation *in, struct broadcast *out);

/* Says on stderr why it was refused. */
enum exit_status broadcast_refused(enum rc rc, const struct err *err);

/* A broadcast as it was given on the command line. */
struct broadcast_draft {
	struct broadcast b;
	struct broadcast_texts texts;
};
/* Reads audience, texts, time and author; every fault is a line on stderr. */
enum exit_status broadcast_read(
	struct office *o, const struct invocation *in, struct broadcast_draft *out);

/* "1.000.000" */
void print_grouped(int64_t n);
/* What a number of people are: "1.000 recipients" */
void broadcast_print_plan(const struct broadcast_plan *p, const struct broadcast *b);

#endif
