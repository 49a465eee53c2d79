/* Any page is looked through for people, and no message shows a number. */
#include "fuzz.h"

#include "../../gen/base/diag.h"
#include "../../gen/read/csv.h"
#include "../../gen/read/decode.h"
#include "../../gen/read/html.h"
#include "../../gen/report/privacy.h"

#include <string.h>

static int has_long_number(const struct diag *diag)
{
    const char *text[] = {diag->a, diag->b, diag->excerpt};

    for (size_t i = 0; i < 3; i++)
        for (const char *at = text[i]; at && *at;) {
            size_t digits = strspn(at, "0123456789");
            if (digits >= 11)
                return 1;
            at += digits ? digits : 1;
        }
    return 0;
}

FUZZ(privacy)
{
    const struct privacy_rules rules = {NULL, 0};
    struct arena arena = {0};
    struct diags found = {0}, silent = {0};
    struct decoded decoded =
        decode(&arena, (struct str){(const char *)data, size});
    const struct source *source = source_new(&arena, "a", decoded.text);
    struct html html;
    const struct csv *csv;

    html_prepare();
    if (html_read(&arena, source, &html, &silent))
        privacy_page(source, &html, &rules, &found);
    privacy_text(source, &rules, &found);
    if ((csv = csv_read(&arena, source, &silent)))
        privacy_csv(csv, &rules, &found);
    for (size_t i = 0; i < found.len; i++)
        if (found.item[i].code != PERSONAL_LIST) /* tells a column's head */
            MUST(!has_long_number(&found.item[i]));
    diags_free(&silent);
    diags_free(&found);
    arena_free(&arena);
}
