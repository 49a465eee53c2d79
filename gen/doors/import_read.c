#include "import_part.h"

#include "../base/child.h"
#include "../base/disk.h"
#include "../read/decode.h"
#include "../read/docx.h"
#include "../read/html.h"
#include "../read/plaintext.h"
#include "../read/webpage.h"
#include "folder.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define FILE_MOST ((size_t)32 << 20)

/* What is no text, by its first bytes. */
static const char *foreign_kind(struct str bytes)
{
    static const struct {
        const char *head, *kind;
    } known[] = {
        {"%PDF", "PDF"},
        {"\x1F\x8B", "gzip"},
        {"\xD0\xCF\x11\xE0", "Word 97 (.doc)"},
        {"Rar!", "RAR"},
        {"7z\xBC\xAF", "7z"},
        {"{\\rtf", "RTF"},
        {"\x89PNG", "PNG"},
        {"\xFF\xD8\xFF", "JPEG"},
        {"GIF8", "GIF"},
    };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (str_starts(bytes, known[i].head))
            return known[i].kind;
    if (str_find((struct str){bytes.ptr, bytes.len < 1024 ? bytes.len : 1024},
                 STR("MIME-Version:")) != SIZE_MAX)
        return "MHTML";
    return NULL;
}

static bool has_tag(struct str text, const char *tag)
{
    size_t len = strlen(tag), end = text.len < 8192 ? text.len : 8192;

    for (size_t at = 0; at + len < end; at++)
        if (text.ptr[at] == '<' && strncasecmp(text.ptr + at, tag, len) == 0)
            return true;
    return false;
}

static bool is_html(struct str text)
{
    static const char *const tag[] = {"<html", "<!doctype", "<body", "<div",
                                      "<p>",   "<p ",       "<head", "<table",
                                      "<span", "<br"};

    for (size_t i = 0; i < sizeof(tag) / sizeof(tag[0]); i++)
        if (has_tag(text, tag[i]))
            return true;
    return false;
}

/* ---- the page is read in a child first ---- */

/*
 * The library that mends HTML may crash or never end on a page made for it. A
 * child reads the page first: what it came through, we come through.
 */
static void rehearse(void *context, struct buf *answer)
{
    const struct source *source = context;
    struct manuscript manuscript = {0};
    struct arena arena = {0};
    struct diags diags = {0};

    manuscript.arena = &arena;
    manuscript.page_title = manuscript.info = STR("");
    webpage_read(&manuscript, source, 0, &diags);
    buf_char(answer, 'y');
}

static bool is_bearable(const struct source *source, struct diags *diags)
{
    static const struct child_limits limits = {
        .seconds = 2, .memory = (size_t)256 << 20, .output = 16};
    struct buf answer = {0};
    int number;
    union {
        const struct source *in;
        void *out;
    } context = {source};

    html_prepare();
    enum child_end end =
        child_run(&limits, rehearse, context.out, &answer, &number);

    buf_free(&answer);
    if (end == CHILD_DONE)
        return true;
    if (end == CHILD_TIME)
        diag_add(diags, LIMIT_TIME, place_file(source), "2 s", NULL);
    else if (end == CHILD_MEMORY || end == CHILD_OUTPUT)
        diag_add(diags, LIMIT_MEMORY, place_file(source), "256 MB", NULL);
    else if (end == CHILD_SYSTEM)
        diag_path(diags, SYSTEM_READ, source->path, source->path,
                  diag_reason(number));
    else
        diag_add(diags, IMPORT_KIND, place_file(source),
                 BOTH("读它的程序库中断了", "the library that reads it ended"),
                 NULL);
    return false;
}

/* ---- one file ---- */

static void tell_decoded(struct importing *importing, const char *path,
                         const struct decoded *decoded)
{
    char number[2][24];

    diag_path(importing->diags, IMPORT_CHARSET, path, decoded->charset,
              decoded->why[importing->job->lang == LANG_EN]);
    if (!decoded->bad)
        return;
    snprintf(number[0], sizeof(number[0]), "%zu", decoded->bad);
    snprintf(number[1], sizeof(number[1]), "%zu", decoded->first_bad);
    diag_path(importing->diags, IMPORT_BYTES, path, number[0], number[1]);
}

/* The number of an earlier file with the same text; else `file`. */
static unsigned twin_of(const struct importing *importing, unsigned file,
                        struct str text)
{
    for (unsigned i = 0; i < file; i++)
        if (importing->source[i] && str_equal(importing->source[i]->text, text))
            return i;
    return file;
}

static bool read_text(struct importing *importing, unsigned file,
                      struct str bytes)
{
    struct arena *arena = &importing->arena;
    const char *path = importing->job->path[file];
    struct decoded decoded = decode(arena, bytes);

    unsigned twin = twin_of(importing, file, decoded.text);
    importing->source[file] = source_new(arena, path, decoded.text);
    importing->plain[file] = STR("");
    if (twin != file) {
        diag_path(importing->diags, IMPORT_TWICE, path,
                  importing->job->path[twin], NULL);
        return true;
    }
    tell_decoded(importing, path, &decoded);
    const struct source *source = importing->source[file];
    if (!is_html(source->text)) {
        plaintext_read(&importing->manuscript, source, file);
        importing->plain[file] = source->text;
        return true;
    }
    importing->plain[file] = webpage_strip(arena, source->text);
    return is_bearable(source, importing->diags) &&
           webpage_read(&importing->manuscript, source, file, importing->diags);
}

/* A package is read by its content, whatever its name says. */
static bool read_package(struct importing *importing, unsigned file,
                         struct str bytes)
{
    struct arena *arena = &importing->arena;
    const char *path = importing->job->path[file];
    struct packed *packed = arena_new(arena, sizeof(*packed));

    if (!packed_read(arena, bytes, packed)) {
        if (packed->error)
            diag_path(importing->diags, SYSTEM_READ, path, path,
                      diag_reason(packed->error));
        else
            diag_path(importing->diags, IMPORT_KIND, path,
                      BOTH("打不开的压缩包", "a package that cannot be opened"),
                      NULL);
        return false;
    }
    importing->packed[file] = packed;
    importing->plain[file] = docx_strip(arena, packed);
    return docx_read(&importing->manuscript, packed, path, file,
                     importing->diags);
}

bool import_read(struct importing *importing, unsigned file)
{
    const char *path = importing->job->path[file];
    struct buf bytes = {0};
    bool good = false;
    int error = folder_read(path, FILE_MOST, &bytes);

    importing->source[file] = source_new(&importing->arena, path, STR(""));
    importing->plain[file] = STR("");
    const char *kind = foreign_kind(buf_view(&bytes));
    if (error == EFBIG)
        diag_path(importing->diags, FILE_SIZE, path, "> 32 MiB", "32 MiB");
    else if (error)
        disk_tell(importing->diags, error, path);
    else if (kind)
        diag_path(importing->diags, IMPORT_KIND, path, kind, NULL);
    else if (packed_is_zip(buf_view(&bytes)))
        good = read_package(importing, file, buf_view(&bytes));
    else
        good = read_text(importing, file, buf_view(&bytes));
    buf_free(&bytes);
    return good;
}
