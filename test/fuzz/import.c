/* Any page and any plain text comes through all steps as Markdown that is valid
 * UTF-8, and nothing of it is left out without a note. */
#include "fuzz.h"

#include "../../gen/base/diag.h"
#include "../../gen/read/decode.h"
#include "../../gen/read/html.h"
#include "../../gen/read/manuscript.h"
#include "../../gen/read/plaintext.h"
#include "../../gen/read/webpage.h"
#include "../../gen/report/arrange.h"
#include "../../gen/report/article.h"
#include "../../gen/report/draft.h"
#include "../../gen/report/junk.h"
#include "../../gen/report/punctuate.h"
#include "../../gen/report/watermark.h"

/* All steps from blocks to Markdown. */
static void through(struct manuscript *manuscript, const struct source *source,
                    struct diags *diags)
{
    struct article article;
    struct buf out = {0};
    size_t changed = 0;

    watermark_remove(manuscript);
    junk_remove(manuscript);
    article_find(manuscript, 0, source, diags);
    article_head(manuscript, &article);
    arrange(manuscript, &source, diags);
    for (size_t i = 0; i < manuscript->len; i++)
        punctuate(manuscript->arena, manuscript->block[i].text, &changed);
    draft_write(&out, manuscript, &article);
    MUST(text_invalid(buf_view(&out)) == SIZE_MAX);
    buf_free(&out);
}

/* The Han characters of a plain text: in the report, or among the losses. */
static void must_keep_all(const struct manuscript *manuscript, size_t han)
{
    size_t kept = 0;

    for (size_t i = 0; i < manuscript->len; i++)
        if (!manuscript->block[i].off)
            kept += text_han(manuscript->block[i].text);
    for (size_t i = 0; i < manuscript->notes; i++)
        kept += text_han(manuscript->note[i].text);
    MUST(kept >= han);
}

FUZZ(import)
{
    struct arena arena = {0};
    struct manuscript page = {
        .arena = &arena, .page_title = STR(""), .info = STR("")};
    struct manuscript plain = page;
    struct diags diags = {0};
    struct decoded decoded =
        decode(&arena, (struct str){(const char *)data, size});
    const struct source *source = source_new(&arena, "a", decoded.text);

    MUST(text_invalid(decoded.text) == SIZE_MAX);
    html_prepare();
    if (webpage_read(&page, source, 0, &diags))
        through(&page, source, &diags);
    plaintext_read(&plain, source, 0);
    through(&plain, source, &diags);
    must_keep_all(&plain, text_han(decoded.text));
    webpage_strip(&arena, decoded.text);
    diags_free(&diags);
    manuscript_free(&page);
    manuscript_free(&plain);
    arena_free(&arena);
}
