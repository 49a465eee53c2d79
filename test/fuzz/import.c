/* Any page comes through all steps, and no figure is lost on the way. */
#include "fuzz.h"

#include "../../gen/base/diag.h"
#include "../../gen/read/decode.h"
#include "../../gen/read/html.h"
#include "../../gen/read/manuscript.h"
#include "../../gen/read/webpage.h"
#include "../../gen/report/arrange.h"
#include "../../gen/report/article.h"
#include "../../gen/report/draft.h"
#include "../../gen/report/junk.h"
#include "../../gen/report/punctuate.h"
#include "../../gen/report/watermark.h"

FUZZ(import)
{
    struct arena arena = {0};
    struct manuscript manuscript = {
        .arena = &arena, .page_title = STR(""), .info = STR("")};
    struct diags diags = {0};
    struct article article;
    struct buf out = {0};
    size_t changed = 0;
    struct decoded decoded =
        decode(&arena, (struct str){(const char *)data, size});
    const struct source *source = source_new(&arena, "a", decoded.text);

    MUST(text_invalid(decoded.text) == SIZE_MAX);
    html_prepare();
    if (webpage_read(&manuscript, source, 0, &diags)) {
        watermark_remove(&manuscript);
        junk_remove(&manuscript);
        article_find(&manuscript, 0, source, &diags);
        article_head(&manuscript, &article);
        arrange(&manuscript, &source, &diags);
        for (size_t i = 0; i < manuscript.len; i++)
            punctuate(&arena, manuscript.block[i].text, &changed);
        draft_write(&out, &manuscript, &article);
        MUST(text_invalid(buf_view(&out)) == SIZE_MAX);
    }
    webpage_strip(&arena, decoded.text);
    buf_free(&out);
    diags_free(&diags);
    manuscript_free(&manuscript);
    arena_free(&arena);
}
