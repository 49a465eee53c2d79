#include "style.h"

#include "../base/child.h"
#include "../base/diag.h"
#include "style_compile.h"
#include "style_scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECONDS 5
#define MEMORY ((size_t)128 << 20)
#define OUTPUT ((size_t)4 << 20)

/* Tells what no version of libsass knows but passes on as if it were CSS. */
static void tell_modules(const struct style_file *file, struct diags *diags)
{
    struct str scss = file->source->text, name = {"", 0};
    size_t at = 0;

    while ((at = style_next_module(scss, at, &name)) != SIZE_MAX) {
        diag_str(diags, STYLE_MODERN, place_at(file->source, at), name);
        at += name.len;
    }
}

/* Takes the first line off `text`. */
static struct str take_line(struct str *text)
{
    const char *end = memchr(text->ptr, '\n', text->len);
    size_t len = end ? (size_t)(end - text->ptr) : text->len;
    struct str line = {text->ptr, len};

    text->ptr += end ? len + 1 : len;
    text->len -= end ? len + 1 : len;
    return line;
}

static uint32_t take_number(struct str *text)
{
    uint32_t number = 0;
    struct str line = take_line(text);

    for (size_t i = 0; i < line.len; i++)
        number = number * 10 + (uint32_t)(line.ptr[i] - '0');
    return number;
}

/* The place that libsass gave: its columns count characters, as ours do. */
static struct place place_in(const struct style_task *task, uint32_t line,
                             uint32_t column, struct str name)
{
    const struct source *main = task->file[task->main_file].source;

    for (size_t i = 0; i < task->len; i++)
        if (str_is(name, task->file[i].name) && line > 0)
            return (struct place){task->file[i].source, line, column};
    return place_file(main);
}

static void tell_fault(const struct style_task *task, struct str answer,
                       struct diags *diags)
{
    enum diag_code code = STYLE_ERROR;

    if (answer.ptr[0] == STYLE_OUTSIDE)
        code = OUTSIDE;
    else if (answer.ptr[0] == STYLE_AWAY)
        code = STYLE_REMOTE;
    answer.ptr++;
    answer.len--;
    uint32_t line = take_number(&answer), column = take_number(&answer);
    struct str name = take_line(&answer);
    /* Of an import loop all steps are told, a line each. */
    char *text = mem_alloc(answer.len + 1);
    for (size_t i = 0; i < answer.len; i++)
        text[i] = answer.ptr[i] == '\n' ? ' ' : answer.ptr[i];
    text[answer.len] = '\0';
    diag_add(diags, code, place_in(task, line, column, name), text, NULL);
    mem_free(text);
}

static void tell_end(const struct style_task *task, enum child_end end,
                     int signal_number, struct diags *diags)
{
    struct place place = place_file(task->file[task->main_file].source);

    switch (end) {
    case CHILD_DONE: return;
    case CHILD_TIME: diag_add(diags, LIMIT_TIME, place, "5 s", NULL); return;
    case CHILD_MEMORY:
        diag_add(diags, LIMIT_MEMORY, place, "128 MB", NULL);
        return;
    case CHILD_OUTPUT: diag_add(diags, STYLE_SIZE, place, "4 MB", NULL); return;
    case CHILD_CRASH:
        diag_add(diags, STYLE_CRASH, place,
                 signal_number ? strsignal(signal_number)
                               : BOTH("没有给出结果", "it gave no answer"),
                 NULL);
        return;
    case CHILD_SYSTEM:
        diag_path(diags, SYSTEM_READ, place.source->path, place.source->path,
                  diag_reason(signal_number));
        return;
    }
}

/* Takes the child's answer apart. */
static bool take_answer(const struct style_task *task, struct str answer,
                        struct buf *css, struct diags *diags)
{
    if (answer.len && answer.ptr[0] == STYLE_CSS) {
        buf_add(css, answer.ptr + 1, answer.len - 1);
        return true;
    }
    if (answer.len)
        tell_fault(task, answer, diags);
    else
        tell_end(task, CHILD_CRASH, 0, diags);
    return false;
}

/* Where an address of the finished CSS comes from, as far as that shows. */
static struct place place_of_word(const struct style_task *task,
                                  struct str word)
{
    for (size_t i = 0; i < task->len && word.len > 0; i++) {
        size_t at = str_find(task->file[i].source->text, word);
        if (at != SIZE_MAX)
            return place_at(task->file[i].source, at);
    }
    return place_file(task->file[task->main_file].source);
}

static bool refuse_remote(const struct style_task *task, struct str css,
                          struct diags *diags)
{
    struct style_scan scan = {.css = css};
    bool local = true;
    size_t from;

    while (style_scan_next(&scan, &from)) {
        struct str word = buf_view(&scan.word);
        diag_str(diags, STYLE_REMOTE, place_of_word(task, word), word);
        local = false;
    }
    style_scan_free(&scan);
    return local;
}

struct style_run {
    struct style_task task;
    struct child child;
};

struct style_run *style_begin(const struct style_file *files, size_t len,
                              size_t main_file, struct str settings)
{
    static const struct child_limits limits = {SECONDS, MEMORY, OUTPUT};
    struct style_run *run = mem_zero(1, sizeof(*run));

    run->task = (struct style_task){files, len, main_file, settings};
    child_begin(&run->child, &limits, style_work, &run->task);
    return run;
}

bool style_finish(struct style_run *run, struct buf *css, struct diags *diags)
{
    const struct style_task *task = &run->task;
    struct buf answer = {0};
    int signal_number = 0;
    bool ok = false;

    buf_cut(css, 0);
    for (size_t i = 0; i < task->len; i++)
        tell_modules(&task->file[i], diags);
    enum child_end end = child_finish(&run->child, &answer, &signal_number);
    if (end == CHILD_DONE)
        ok = take_answer(task, buf_view(&answer), css, diags);
    else
        tell_end(task, end, signal_number, diags);
    ok = ok && refuse_remote(task, buf_view(css), diags);
    if (!ok)
        buf_cut(css, 0);
    buf_free(&answer);
    mem_free(run);
    return ok;
}

bool style_compile(const struct style_file *files, size_t len, size_t main_file,
                   struct str settings, struct buf *css, struct diags *diags)
{
    return style_finish(style_begin(files, len, main_file, settings), css,
                        diags);
}

bool style_is_local(struct str css, struct place place, struct diags *diags)
{
    struct style_scan scan = {.css = css};
    bool local = true;
    size_t from;

    while (style_scan_next(&scan, &from)) {
        diag_str(diags, STYLE_REMOTE, place, buf_view(&scan.word));
        local = false;
    }
    style_scan_free(&scan);
    return local;
}
