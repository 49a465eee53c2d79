#include "commands.h"

#include "import.h"
#include "session.h"

enum exit_code command_import(struct session *session)
{
    const struct options *options = &session->options;
    const char *folder = option_value(options, "output");
    struct import_job job = {.path = options->argument,
                             .len = options->arguments,
                             .folder = folder ? folder : ".",
                             .punctuation =
                                 option_value(options, "punctuation") != NULL,
                             .lang = options->lang};
    struct buf told = {0};

    session->silent = true;
    import_run(&job, &told, &session->diags);
    bool good = told.len == 0 || session_print(session, buf_view(&told));
    buf_free(&told);
    return good ? EXIT_DONE : EXIT_SYSTEM;
}
