/*
 * In place of serve.c where the program is built without the preview.
 */
#include "serve.h"

#include "../base/diag.h"

#include <stddef.h>
#include <string.h>

struct serve *serve_new(const struct serve_rules *rules, struct tree *tree,
                        struct reload *reload, struct diags *diags)
{
    bool zh = strcmp(rules->lang, "zh") == 0;

    (void)tree;
    (void)reload;
    diag_path(diags, USAGE, "",
              zh ? "这个程序没有带预览"
                 : "this program was built without the preview",
              NULL);
    return NULL;
}

void serve_free(struct serve *serve)
{
    (void)serve;
}

unsigned serve_port(const struct serve *serve)
{
    (void)serve;
    return 0;
}

void serve_tick(struct serve *serve)
{
    (void)serve;
}
