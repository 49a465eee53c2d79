#include "commands.h"

#include "../base/date.h"
#include "../base/disk.h"
#include "new.h"
#include "session.h"

#include <string.h>

static int year_now(struct disk *disk)
{
    return date_of_seconds(disk_now(disk) / 1000000000).year;
}

static bool read_year(const char *text, int *year)
{
    *year = 0;
    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '9' || at - text == 4)
            return false;
        *year = *year * 10 + (*at - '0');
    }
    return *year >= 1949 && *year <= 2100;
}

static enum exit_code usage(struct session *session, const char *zh,
                            const char *en)
{
    diag_path(&session->diags, USAGE, "",
              session->options.lang == LANG_ZH ? zh : en, NULL);
    return EXIT_USAGE;
}

enum exit_code command_new(struct session *session)
{
    const char *what = session->options.argument[0];
    const char *name = session->options.argument[1];
    struct buf told = {0};
    int year;

    session->silent = true;
    if (strcmp(what, "site") != 0 && strcmp(what, "report") != 0)
        return usage(session, "要写 new site 文件夹，或 new report 年份",
                     "write `new site DIR` or `new report YEAR`");
    if (!session_folder(session))
        return diags_exit(&session->diags);
    if (strcmp(what, "site") == 0)
        new_site(session->disk, name, year_now(session->disk), &told,
                 &session->diags);
    else if (read_year(name, &year))
        new_report(session->disk, year, &told, &session->diags);
    else
        return usage(session, "年份要写成四位数，如 2026",
                     "write the year in four digits, such as 2026");
    bool good = session_print(session, buf_view(&told));
    buf_free(&told);
    return good ? diags_exit(&session->diags) : EXIT_SYSTEM;
}
