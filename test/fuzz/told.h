/*
 * told - what has to hold for the problems that a fuzz target was told: each
 * stands in the text, and both ways to print them suit any terminal and reader.
 */
#ifndef TOLD_H
#define TOLD_H

#include "../../gen/base/diag.h"
#include "fuzz.h"

static inline void told_at(const struct source *source, uint32_t line,
                           uint32_t column)
{
    MUST(line <= source->lines);
    MUST(line > 0 || column == 0);
    /* A place may be the line's end, but none behind it. */
    MUST(line == 0 ||
         (column > 0 && column <= text_count(source_line(source, line)) + 1));
}

static inline void told_print(const struct diags *diags, bool json)
{
    struct diag_style style = {.lang = LANG_ZH, .json = json};
    struct buf out = {0};

    diags_print(diags, &style, &out);
    MUST((out.len > 0) == (diags->len > 0));
    MUST(text_invalid(buf_view(&out)) == SIZE_MAX);
    for (size_t i = 0; i < out.len; i++)
        MUST(out.data[i] == '\n' || (unsigned char)out.data[i] >= ' ');
    buf_free(&out);
}

/* `source` is NULL where the bytes were no text. */
static inline void told_well(const struct diags *diags,
                             const struct source *source)
{
    for (size_t i = 0; source && i < diags->len; i++)
        told_at(source, diags->item[i].line, diags->item[i].column);
    MUST(source || diags_count(diags, DIAG_ERROR) > 0);
    told_print(diags, false);
    told_print(diags, true);
}

#endif
