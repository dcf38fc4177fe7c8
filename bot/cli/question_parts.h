/* cli/question_parts.h - what the files of `lapak question` share (private to cli/) */
#ifndef LAPAK_CLI_QUESTION_PARTS_H
#define LAPAK_CLI_QUESTION_PARTS_H
#include "cli/open.h"
#include "store/question.h"
#include "store/trader.h"

/* lapak question answer */
enum exit_status question_answer_command(const struct invocation *in);
/* assign, close, return */
enum exit_status question_assign_command(const struct invocation *in);
enum exit_status question_close_command(const struct invocation *in);
enum exit_status question_return_command(const struct invocation *in);

/* The question whose number is argv[2], and who asked. */
enum exit_status question_look_up(
	struct office *o, const struct invocation *in, struct question *q, struct trader *t);

#endif
