/* cli/flow.c - lapak flow: the dialogue as a list or a graph */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "dialog/dialog.h"

enum { DRAWING_MAX = 1024 * 1024 };

enum exit_status cli_flow(const struct invocation *in)
{
	static const struct verb fit = { .options = "dot" };
	enum exit_status status = options_fit(in, &fit);
	struct buf drawing;

	if (status != EXIT_DONE)
		return status;
	buf_init(&drawing, DRAWING_MAX);
	dialog_draw(&drawing, option_given(in, "dot"));
	(void)fwrite(drawing.data, 1, drawing.len, stdout);
	buf_release(&drawing);
	return EXIT_DONE;
}
