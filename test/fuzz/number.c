/* Any text has figures that stand in it one behind the other. */
#include "fuzz.h"

#include "../../gen/report/number.h"

#include <math.h>
#include <string.h>

static bool stands_in(struct str part, struct str text)
{
    return part.ptr >= text.ptr && part.ptr + part.len <= text.ptr + text.len;
}

/* What is written of a length is read as the same length. */
static void check_written(const struct figure *figure)
{
    struct buf out = {0};
    struct figure again;

    figure_unit(figure, &out);
    out.len = 0;
    figure_write(figure->value, figure->decimals, &out);
    MUST(out.len > 0);
    buf_text(&out, "公里");
    if (figure->value >= 0.001 && figure->value < 1e7) {
        MUST(number_next(buf_view(&out), 0, &again));
        MUST(again.from == 0 && again.to == out.len && again.op == OP_EQUAL);
        MUST(fabs(again.value - figure->value) <= 1e-6);
        MUST(again.decimals >= figure->decimals || again.decimals == 6);
    }
    buf_free(&out);
}

FUZZ(number)
{
    /* A copy of its own, so that reading beyond either end is seen. */
    char *bytes = malloc(size ? size : 1);
    struct str text = {bytes, size};
    struct figure figure;

    MUST(bytes != NULL);
    memcpy(bytes, data, size);
    if (text_invalid(text) == SIZE_MAX)
        for (size_t at = 0; number_next(text, at, &figure); at = figure.to) {
            MUST(figure.from >= at && figure.from < figure.to);
            MUST(figure.to <= size && figure.digits < figure.to);
            MUST(isfinite(figure.value) && isfinite(figure.high));
            MUST(figure.op != OP_RANGE || figure.high > figure.value);
            MUST(!figure.scale.len || stands_in(figure.scale, text));
            check_written(&figure);
        }
    free(bytes);
}
