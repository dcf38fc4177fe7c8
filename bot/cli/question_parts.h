/* cli/question_parts.h - what the files of `lapak question` share (private to cli/) */
#ifndef LAPAK_CLI_QUESTION_PARTS_H
#define LAPAK_CLI_QUESTION_PARTS_H
#include "cli/open.h"
#include "store/inbox.h"

/* lapak question answer */
enum exit_status question_answer_command(const struct invocation *in);
/* lapak question canned add, list, drop */
enum exit_status question_canned_command(const struct invocation *in);
/* note, assign, close, return */
enum exit_status question_note_command(const struct invocation *in);
enum exit_status question_assign_command(const struct invocation *in);
enum exit_status question_close_command(const struct invocation *in);
enum exit_status question_reopen_command(const struct invocation *in);
enum exit_status question_return_command(const struct invocation *in);

/* The question whose number is argv[2], who asked, and who answers it. */
enum exit_status question_look_up(
	struct office *o, const struct invocation *in, struct inbox_row *out);

#endif
