#include "sample.h"

#include "../base/diag.h"
#include "../read/front.h"

#include <stdio.h>

/* Counts one more that is left; the first one's place is kept. */
static void count(unsigned *left, struct place *first, struct place place)
{
    if ((*left)++ == 0)
        *first = place;
}

static bool is_sample(const struct node *block)
{
    return block->kind == NODE_PARAGRAPH && block->first &&
           block->first->kind == NODE_TEXT &&
           str_starts(block->first->text, SAMPLE_TEXT);
}

void sample_tell(struct place place, unsigned left, struct diags *diags)
{
    char number[16];

    if (left == 0)
        return;
    snprintf(number, sizeof(number), "%u", left);
    diag_add(diags, SAMPLE_LEFT, place, number, NULL);
}

void sample_judge(const struct doc *doc, const struct front *front,
                  struct diags *diags)
{
    struct place first = place_file(doc->source);
    unsigned left = 0;

    if (str_starts(front->title, SAMPLE_NAME))
        count(&left, &first,
              front->title_place.line ? front->title_place : first);
    if (str_starts(front->org, SAMPLE_NAME))
        count(&left, &first, first);
    for (const struct node *at = doc->root->first; at; at = at->next)
        if (is_sample(at))
            count(&left, &first, node_place(doc, at));
    sample_tell(first, left, diags);
}
