#include "style_compile.h"

#include "../base/diag.h"
#include "../base/path.h"
#include "style.h"

#include <sass/context.h>

#include <stdlib.h>
#include <string.h>

/* The name the settings are imported by; no file of a theme can have it. */
#define SETTINGS "<settings>"

/*
 * A rule of ours behind all others. Short of memory the library may give no
 * CSS, or a part, and call it done: what lacks this is not whole.
 */
#define END "gongkai-end{a:b}"

/* In front of what an import that is refused asked for. */
#define MARK_OUTSIDE "\x01outside:"
#define MARK_AWAY "\x01away:"

/* std::set_terminate, as C++ names it for the linker. */
typedef void (*terminate)(void);
terminate set_terminate(terminate then) __asm__("_ZSt13set_terminatePFvvE");

/* In the place of the one that prints the name of an exception: that brings
 * a reader of names along which calls sprintf. */
void report_exception(void) __asm__(
    "_ZN9__gnu_cxx27__verbose_terminate_handlerEv");
void report_exception(void)
{
    abort();
}

/*
 * The library fills tables before main begins. Where they find no memory C++
 * would abort; so this comes before, and they end as any other want of it.
 */
__attribute__((constructor(101))) static void end_tidily(void)
{
    set_terminate(mem_exhausted);
}

static char *copy(struct str text)
{
    char *bytes = mem_alloc(text.len + 1);

    if (text.len)
        memcpy(bytes, text.ptr, text.len);
    bytes[text.len] = '\0';
    return bytes; /* the library gives it back by free */
}

static const struct style_file *find_file(const struct style_task *task,
                                          const char *name)
{
    for (size_t i = 0; i < task->len; i++)
        if (strcmp(task->file[i].name, name) == 0)
            return &task->file[i];
    return NULL;
}

/*
 * The file that `url` means in `from`: as it stands, or with the ending, the
 * underscore of a partial, or both.
 */
static const struct style_file *resolve(const struct style_task *task,
                                        const char *from, const char *url,
                                        bool *outside)
{
    struct arena scratch = {0};
    const struct style_file *file = NULL;
    char *path = path_resolve(&scratch, from, str_of(url));

    *outside = !path;
    for (int way = 0; path && way < 4 && !file; way++) {
        struct str dir = path_dir(str_of(path)), base = path_base(str_of(path));
        file = find_file(task,
                         arena_format(&scratch, "%.*s%s%s%.*s%s", (int)dir.len,
                                      dir.ptr, dir.len ? "/" : "",
                                      way & 1 ? "_" : "", (int)base.len,
                                      base.ptr, way & 2 ? ".scss" : ""));
    }
    arena_free(&scratch);
    return file;
}

static bool is_away(const char *url)
{
    return strstr(url, "://") || strncmp(url, "//", 2) == 0;
}

/* `entry`, or the end: without one the library passes over the import. */
static Sass_Import_Entry whole(Sass_Import_Entry entry)
{
    if (!entry)
        mem_exhausted();
    return entry;
}

/* Never NULL: for an empty answer the library would look for a file itself. */
static Sass_Import_Entry import_one(const struct style_task *task,
                                    const char *from, const char *url)
{
    struct buf told = {0};
    bool outside;

    if (strcmp(url, SETTINGS) == 0)
        return whole(
            sass_make_import(SETTINGS, SETTINGS, copy(task->settings), NULL));
    const struct style_file *file = resolve(task, from, url, &outside);
    if (file)
        return whole(sass_make_import(file->name, file->name,
                                      copy(file->source->text), NULL));
    if (is_away(url))
        buf_format(&told, MARK_AWAY "%s", url);
    else if (outside)
        buf_format(&told, MARK_OUTSIDE "%s", url);
    else
        buf_format(&told, BOTH("没有“%s”这个样式文件", "no style file “%s”"),
                   url, url);
    Sass_Import_Entry entry = whole(sass_make_import(url, url, NULL, NULL));
    sass_import_set_error(entry, told.data, SIZE_MAX, SIZE_MAX);
    buf_free(&told);
    return entry;
}

static Sass_Import_List import(const char *url, Sass_Importer_Entry importer,
                               struct Sass_Compiler *compiler)
{
    const struct style_task *task = sass_importer_get_cookie(importer);
    Sass_Import_Entry last = sass_compiler_get_last_import(compiler);
    const char *from = sass_import_get_abs_path(last);
    Sass_Import_List list = sass_make_import_list(1);

    if (!list)
        mem_exhausted();
    /* Our own first lines name files from the theme's root. */
    if (strcmp(from, "stdin") == 0)
        from = "";
    sass_import_set_list_entry(list, 0, import_one(task, from, url));
    return list;
}

/* Adds a value on a line of its own. */
static void answer_line(struct buf *answer, const char *text)
{
    for (; text && *text && *text != '\n'; text++)
        buf_char(answer, *text);
    buf_char(answer, '\n');
}

static void answer_fault(struct buf *answer, struct Sass_Context *context)
{
    const char *text = sass_context_get_error_text(context);
    enum style_answer kind = STYLE_FAULT;

    if (!text)
        text = "";
    if (strncmp(text, MARK_OUTSIDE, strlen(MARK_OUTSIDE)) == 0) {
        kind = STYLE_OUTSIDE;
        text += strlen(MARK_OUTSIDE);
    } else if (strncmp(text, MARK_AWAY, strlen(MARK_AWAY)) == 0) {
        kind = STYLE_AWAY;
        text += strlen(MARK_AWAY);
    }
    size_t line = sass_context_get_error_line(context);
    size_t column = sass_context_get_error_column(context);
    bool placed = line != SIZE_MAX && column != SIZE_MAX;
    buf_char(answer, (char)kind);
    buf_format(answer, "%zu\n%zu\n", placed ? line : 0, placed ? column : 0);
    answer_line(answer, sass_context_get_error_file(context));
    buf_text(answer, text);
}

/* Adds the CSS up to our rule; false where that is not its end. */
static bool answer_css(struct buf *answer, const char *css)
{
    size_t len = strlen(css), end = strlen(END);

    while (len > 0 && css[len - 1] == '\n')
        len--;
    if (len < end || memcmp(css + len - end, END, end) != 0)
        return false;
    buf_char(answer, STYLE_CSS);
    buf_add(answer, css, len - end);
    if (len > end)
        buf_char(answer, '\n');
    return true;
}

static void answer_all(struct buf *answer, struct Sass_Context *context,
                       int status)
{
    const char *css = sass_context_get_output_string(context);

    if (status == 2) /* how the library tells std::bad_alloc */
        mem_exhausted();
    if (status || !css)
        answer_fault(answer, context);
    else if (!answer_css(answer, css))
        mem_exhausted();
}

void style_work(void *context, struct buf *answer)
{
    const struct style_task *task = context;
    struct buf main = {0};

    buf_format(&main, "@import \"" SETTINGS "\";@import \"%s\";" END,
               task->file[task->main_file].name);
    struct Sass_Data_Context *data = sass_make_data_context(main.data);
    struct Sass_Context *sass = sass_data_context_get_context(data);
    struct Sass_Options *options = sass_context_get_options(sass);
    Sass_Importer_List importers = sass_make_importer_list(1);

    sass_importer_set_list_entry(importers, 0,
                                 sass_make_importer(import, 0, context));
    sass_option_set_c_importers(options, importers);
    sass_option_set_output_style(options, SASS_STYLE_COMPRESSED);
    answer_all(answer, sass, sass_compile_data_context(data));
    sass_delete_data_context(data); /* and `main`, which it took */
}
