/* The told forms of diag.h: lines for people, JSON for programs. */

#include "diag.h"

#include "escape.h"

#include <string.h>

#define EXCERPT_WIDTH 100 /* columns of a source line that are shown */

static const char *const level_name[] = {"off", "note", "warning", "error"};
static const char *const level_color[] = {"", "\033[36m", "\033[33m",
                                          "\033[31m"};

void diag_say(struct buf *out, const char *text, enum lang lang)
{
    const char *begin, *middle, *end;

    while ((begin = strchr(text, '\x02')) != NULL &&
           (middle = strchr(begin, '\x1F')) != NULL &&
           (end = strchr(middle, '\x03')) != NULL) {
        buf_str(out, str_range(text, begin));
        buf_str(out, lang == LANG_ZH ? str_range(begin + 1, middle)
                                     : str_range(middle + 1, end));
        text = end + 1;
    }
    buf_text(out, text);
}

/* Adds `pattern` with {1} and {2} filled in. */
static void fill(struct buf *out, const char *pattern, const struct diag *diag,
                 enum lang lang)
{
    for (const char *at = pattern; *at; at++) {
        if (at[0] == '{' && (at[1] == '1' || at[1] == '2') && at[2] == '}') {
            const char *text = at[1] == '1' ? diag->a : diag->b;
            diag_say(out, text ? text : "", lang);
            at += 2;
        } else {
            buf_char(out, *at);
        }
    }
}

static void print_head(struct buf *out, const struct diag *diag, bool color)
{
    if (diag->path[0]) {
        escape_terminal(out, str_of(diag->path));
        if (diag->line)
            buf_format(out, ":%u", diag->line);
        if (diag->line && diag->column)
            buf_format(out, ":%u", diag->column);
        buf_text(out, ": ");
    }
    if (color)
        buf_text(out, level_color[diag->level]);
    buf_text(out, level_name[diag->level]);
    if (color)
        buf_text(out, "\033[0m");
    buf_text(out, ": ");
}

/*
 * The part of a source line that is shown: from `*column` (turned to the
 * column in the part) some way back, so that a paragraph of a thousand
 * characters on one line still shows what is meant.
 */
static struct str window(struct str line, uint32_t *column)
{
    size_t from = 0, at = 0, width = 0;
    uint32_t rune, now = 1, first = 1;

    for (size_t len; now < *column && (len = text_decode(line, at, &rune));
         at += len, now++) {
        width += rune_width(rune);
        while (width > EXCERPT_WIDTH / 2) {
            size_t step = text_decode(line, from, &rune);
            width -= rune_width(rune);
            from += step;
            first++;
        }
    }
    *column -= first - 1;
    size_t to = from;
    width = 0;
    for (size_t len; (len = text_decode(line, to, &rune)); to += len) {
        width += rune_width(rune);
        if (width > EXCERPT_WIDTH)
            break;
    }
    return (struct str){line.ptr + from, to - from};
}

static void print_excerpt(struct buf *out, const struct diag *diag)
{
    uint32_t column = diag->column, rune;

    if (!diag->excerpt || !diag->excerpt[0] || column == 0)
        return;
    struct str shown = window(str_of(diag->excerpt), &column);
    struct buf before = {0};
    size_t at = 0;
    for (uint32_t i = 1; i < column && at < shown.len; i++)
        at += text_decode(shown, at, &rune);
    escape_terminal(&before, (struct str){shown.ptr, at});
    buf_text(out, "    ");
    escape_terminal(out, shown);
    buf_text(out, "\n    ");
    buf_repeat(out, ' ', text_width(buf_view(&before)));
    buf_text(out, "^\n");
    buf_free(&before);
}

static void print_line(struct buf *out, struct str text)
{
    if (text.len == 0)
        return;
    buf_text(out, "    ");
    escape_terminal(out, text);
    buf_char(out, '\n');
}

static void print_text(const struct diag *diag, const struct diag_style *style,
                       struct buf *out)
{
    const struct diag_rule *rule = diag_rule(diag->code);
    struct buf text = {0};

    print_head(out, diag, style->color);
    fill(&text, rule->sentence[style->lang], diag, style->lang);
    escape_terminal(out, buf_view(&text));
    buf_format(out, " [%s]\n", rule->name);
    print_excerpt(out, diag);
    buf_cut(&text, 0);
    diag_say(&text, diag->detail ? diag->detail : "", style->lang);
    print_line(out, buf_view(&text));
    buf_cut(&text, 0);
    fill(&text, rule->hint[style->lang], diag, style->lang);
    print_line(out, buf_view(&text));
    buf_free(&text);
}

static void json_field(struct buf *out, const char *name, struct str value)
{
    buf_format(out, ",\"%s\":", name);
    escape_json_string(out, value);
}

static void print_json(const struct diag *diag, const struct diag_style *style,
                       struct buf *out)
{
    const struct diag_rule *rule = diag_rule(diag->code);
    struct buf text = {0};

    buf_text(out, "{\"level\":");
    escape_json_string(out, str_of(level_name[diag->level]));
    json_field(out, "code", str_of(rule->name));
    json_field(out, "path", str_of(diag->path));
    buf_format(out, ",\"line\":%u,\"column\":%u", diag->line, diag->column);
    fill(&text, rule->sentence[style->lang], diag, style->lang);
    json_field(out, "message", buf_view(&text));
    buf_cut(&text, 0);
    diag_say(&text, diag->detail ? diag->detail : "", style->lang);
    if (text.len)
        json_field(out, "detail", buf_view(&text));
    buf_cut(&text, 0);
    fill(&text, rule->hint[style->lang], diag, style->lang);
    if (text.len)
        json_field(out, "hint", buf_view(&text));
    buf_text(out, "}\n");
    buf_free(&text);
}

/* What is passed over on purpose or was too much to be kept is counted, so that
 * nobody takes what is listed for all. */
static void print_rest(struct buf *out, const struct diag_style *style,
                       size_t rest)
{
    if (rest == 0)
        return;
    buf_format(out,
               style->lang == LANG_ZH ? "另有 %zu 条没有列出"
                                      : "%zu more are not listed",
               rest);
    if (!style->all)
        buf_format(out,
                   style->lang == LANG_ZH ? "：加 -v 列出（至多 %d 条）"
                                          : ": -v lists up to %d",
                   DIAG_MOST);
    buf_char(out, '\n');
}

static void print_texts(const struct diags *diags,
                        const struct diag_style *style, struct buf *out)
{
    size_t most = style->quiet ? 0 : style->all ? SIZE_MAX : DIAG_SHOWN;
    size_t errors = 0, others = 0;

    for (size_t i = 0; i < diags->len; i++) {
        const struct diag *diag = &diags->item[i];
        size_t *count = diag->level == DIAG_ERROR ? &errors : &others;
        if (++*count <= most || diag->level == DIAG_ERROR)
            print_text(diag, style, out);
    }
    size_t passed = others > most && most > 0 ? others - most : 0;
    if (!style->quiet || errors > 0)
        print_rest(out, style, diags->dropped + passed);
}

void diags_print(const struct diags *diags, const struct diag_style *style,
                 struct buf *out)
{
    if (!style->json) {
        print_texts(diags, style, out);
        return;
    }
    for (size_t i = 0; i < diags->len; i++)
        if (!style->quiet || diags->item[i].level == DIAG_ERROR)
            print_json(&diags->item[i], style, out);
}
