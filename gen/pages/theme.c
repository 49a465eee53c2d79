#include "theme.h"

#include "../base/diag.h"
#include "../base/map.h"
#include "../base/path.h"
#include "../read/ini.h"
#include "../read/loaded.h"
#include "../read/style.h"
#include "../report/config.h"
#include "template.h"

#include <string.h>
#include <strings.h>

#define FALLBACK "zh-CN" /* the language that every theme has words in */
#define MAIN_STYLE "scss/site.scss"

struct theme_making {
    struct arena *arena;
    struct theme *theme;
    const struct config *config;
    struct diags *diags;
    const struct theme_file *given;
    size_t len;
    struct map files; /* by name: the first of each, what counts */
    struct style_run *styles; /* being compiled; NULL: none are */
    bool ok;
};

static bool is_below(const char *name, const char *folder)
{
    size_t len = strlen(folder);

    return strncmp(name, folder, len) == 0 && name[len] == '/';
}

static struct source *load(struct theme_making *making,
                           const struct theme_file *file)
{
    struct source *source =
        source_load(making->arena, file->path, file->bytes, making->diags);

    if (!source)
        making->ok = false;
    return source;
}

/* Tells a file that every theme has; at the folder the site's own is in. */
static void tell_lacking(struct theme_making *making, const char *name)
{
    char *folder = arena_format(making->arena, "themes/%.*s",
                                (int)making->config->theme.name.len,
                                making->config->theme.name.ptr);

    diag_path(making->diags, THEME_FILE, folder, name, NULL);
    making->ok = false;
}

static void add_templates(struct theme_making *making)
{
    struct templates *set = templates_new(making->arena, TEMPLATE_THEME);
    bool unread = false;

    making->theme->templates = set;
    for (size_t i = 0; i < making->files.len; i++) {
        const struct theme_file *file = making->files.entry[i].value;
        struct str name = str_of(file->name);
        if (!str_ends(name, ".html"))
            continue;
        struct source *source = load(making, file);
        name.len -= strlen(".html");
        unread = unread || !source;
        if (source && !templates_add(set, name, source, making->diags))
            making->ok = false;
    }
    /* That a file is missing is no news where it could not be read. */
    if (!unread && !templates_check(set, making->diags))
        making->ok = false;
}

static void tell_word(struct theme_making *making, const struct source *source,
                      struct str part, const char *why)
{
    char *what = arena_format(making->arena, "%.*s" IN_BRACKETS, (int)part.len,
                              part.ptr, why);

    diag_add(making->diags, WORDS_SYNTAX, ini_place(source, part), what, NULL);
    making->ok = false;
}

/* A template can ask for it: {{t.key}} is split at dots. */
static bool is_word_key(struct str key)
{
    for (size_t i = 0; i < key.len; i++)
        if (strchr(". \t{}", key.ptr[i]))
            return false;
    return key.len > 0;
}

static bool is_twice(const struct ini_file *ini, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (str_equal(ini->entry[i].key, ini->entry[index].key))
            return true;
    return false;
}

/* Adds the words of one file that no file before it had. */
static void add_words_of(struct theme_making *making,
                         const struct theme_file *file)
{
    struct value *words = making->theme->words;
    struct source *source = load(making, file);
    struct ini_file ini = {0};

    if (!source)
        return;
    if (!ini_read(source, making->arena, &ini, WORDS_SYNTAX, making->diags))
        making->ok = false;
    for (size_t i = 0; i < ini.sections; i++)
        tell_word(making, source, ini.section[i].name,
                  BOTH("这里不分节", "no sections here"));
    for (size_t i = 0; i < ini.len; i++) {
        struct str key = ini.entry[i].key;
        if (!is_word_key(key))
            tell_word(making, source, key, BOTH("不能作名字", "no name"));
        else if (is_twice(&ini, i))
            tell_word(making, source, key, BOTH("写了两次", "given twice"));
        else if (!value_get(words, key))
            value_set_text(making->arena, words,
                           arena_copy(making->arena, key.ptr, key.len),
                           ini.entry[i].value);
    }
}

/* The files of words for a language, the theme's own before the inherited. */
static size_t add_words_in(struct theme_making *making,
                           const struct theme_file *files, size_t len,
                           struct str language)
{
    char *name = arena_format(making->arena, "words.%.*s.ini",
                              (int)language.len, language.ptr);
    size_t found = 0;

    for (size_t i = 0; i < len; i++) {
        if (strcmp(files[i].name, name) != 0)
            continue;
        add_words_of(making, &files[i]);
        found++;
    }
    return found;
}

/*
 * Words key by key: the site's language (en-GB, else en), then the language
 * that a theme always has.
 */
static void add_words(struct theme_making *making,
                      const struct theme_file *files, size_t len)
{
    struct str language = making->config->site.language;
    const char *dash = memchr(language.ptr, '-', language.len);

    making->theme->words = value_map(making->arena);
    if (!str_is(language, FALLBACK)) {
        add_words_in(making, files, len, language);
        if (dash)
            add_words_in(making, files, len, str_range(language.ptr, dash));
    }
    if (add_words_in(making, files, len, STR(FALLBACK)) > 0)
        return;
    tell_lacking(making, "words." FALLBACK ".ini");
}

/* #rgb or #rrggbb: it becomes a part of SCSS as it stands. */
static bool is_colour(struct str text)
{
    if (text.len != 4 && text.len != 7)
        return false;
    for (size_t i = 1; i < text.len; i++)
        if (!strchr("0123456789abcdefABCDEF", text.ptr[i]))
            return false;
    return text.ptr[0] == '#';
}

static struct str settings_of(struct theme_making *making)
{
    const struct config *config = making->config;
    struct str accent = config->theme.accent;
    const char *dark = config->theme.dark ? "true" : "false";
    const char *large = config->theme.large_print ? "true" : "false";
    const char *line = "";

    if (accent.len > 0 && !is_colour(accent)) {
        char *told = arena_copy(making->arena, accent.ptr, accent.len);
        diag_path(making->diags, CONFIG_VALUE, "", "[theme] accent", told);
        diag_detail(making->diags, "→ #9a1b1e");
        making->ok = false;
    } else if (accent.len > 0) {
        line = arena_format(making->arena, "$accent: %.*s; ", (int)accent.len,
                            accent.ptr);
    }
    return str_of(arena_format(making->arena, "%s$dark: %s; $large-print: %s;",
                               line, dark, large));
}

/* All styles of the theme; `*main_file` is the one that stands for them. */
static struct style_file *load_styles(struct theme_making *making, size_t *len,
                                      size_t *main_file)
{
    struct style_file *styles =
        arena_array(making->arena, making->files.len + 1, sizeof(*styles));

    for (size_t i = 0; i < making->files.len; i++) {
        const struct theme_file *file = making->files.entry[i].value;
        if (!is_below(file->name, "scss") ||
            !str_ends(str_of(file->name), ".scss"))
            continue;
        struct source *source = load(making, file);
        if (!source)
            continue;
        if (strcmp(file->name, MAIN_STYLE) == 0)
            *main_file = *len;
        styles[(*len)++] = (struct style_file){file->name, source};
    }
    return styles;
}

static void begin_styles(struct theme_making *making)
{
    bool was_ok = making->ok;
    size_t len = 0, main_file = SIZE_MAX;

    making->ok = true;
    struct str settings = settings_of(making);
    struct style_file *styles = load_styles(making, &len, &main_file);
    if (!map_get(&making->files, STR(MAIN_STYLE)))
        tell_lacking(making, MAIN_STYLE);
    /* A style that could not be read would only be missed by the others. */
    if (making->ok)
        making->styles = style_begin(styles, len, main_file, settings);
    making->ok = making->ok && was_ok;
}

static void finish_styles(struct theme_making *making)
{
    struct buf css = {0};

    if (!style_finish(making->styles, &css, making->diags))
        making->ok = false;
    making->theme->css = (struct str){
        arena_copy(making->arena, css.len ? css.data : "", css.len), css.len};
    buf_free(&css);
}

static void copy_file(struct theme_making *making, struct theme_file *copied,
                      const struct theme_file *file)
{
    enum path_fault fault = path_judge(str_of(file->name));

    if (fault != PATH_FINE) {
        diag_path(making->diags, BAD_NAME, file->path, file->name,
                  path_fault_text(fault));
        making->ok = false;
        return;
    }
    copied[making->theme->files++] = *file;
}

/* Files about the theme itself, which no page needs. */
static bool is_about_theme(const char *name)
{
    static const char *const stem[] = {"readme", "licen", "copying", "change"};
    struct str text = str_of(name);

    if (strcmp(name, "theme.ini") == 0 || str_ends(text, ".html") ||
        str_starts(path_base(text), ".") ||
        (is_below(name, "scss") && str_ends(text, ".scss")) ||
        (str_starts(text, "words.") && str_ends(text, ".ini")))
        return true;
    for (size_t i = 0; i < sizeof(stem) / sizeof(stem[0]); i++)
        if (strncasecmp(name, stem[i], strlen(stem[i])) == 0)
            return true;
    return false;
}

static void add_files(struct theme_making *making)
{
    struct theme_file *copied =
        arena_array(making->arena, making->files.len + 1, sizeof(*copied));

    making->theme->file = copied;
    for (size_t i = 0; i < making->files.len; i++) {
        const struct theme_file *file = making->files.entry[i].value;
        if (is_below(file->name, "js") || is_below(file->name, "img"))
            copy_file(making, copied, file);
        else if (!is_about_theme(file->name))
            diag_path(making->diags, THEME_STRAY, file->path, file->name, NULL);
    }
}

/* What can change a page: every file that counts, all words, the settings. */
static void add_print(struct theme_making *making)
{
    const struct config *config = making->config;
    struct print *print = &making->theme->print;

    for (size_t i = 0; i < making->len; i++) {
        print_add(print, str_of(making->given[i].name));
        print_add(print, making->given[i].bytes);
    }
    print_add(print, config->site.language);
    print_add(print, config->theme.accent);
    print_number(print, (uint64_t)config->theme.dark);
    print_number(print, config->theme.large_print);
}

/* Every key of a theme.ini; NULL for one that there is not. */
static struct str *key_slot(struct str key, struct str *name,
                            struct str *inherits)
{
    if (str_is(key, "name"))
        return name;
    return str_is(key, "inherits") ? inherits : NULL;
}

static bool take_key(const struct source *source, const struct ini_entry *entry,
                     struct str *slot, struct diags *diags)
{
    static const char *const keys[] = {"name", "inherits"};
    struct arena scratch = {0};
    char *key = arena_copy(&scratch, entry->key.ptr, entry->key.len);
    bool ok = slot && !slot->ptr;

    if (ok) {
        *slot = entry->value;
    } else if (slot) {
        diag_add(diags, CONFIG_TWICE, ini_place(source, entry->key), key, NULL);
    } else {
        const char *near = text_nearest(entry->key, keys, 2);
        diag_add(diags, CONFIG_KEY, ini_place(source, entry->key), key,
                 "theme.ini");
        if (near)
            diag_detail(diags, "→ %s", near);
    }
    arena_free(&scratch);
    return ok;
}

/* Reads a theme.ini; false where something was wrong (told). */
static bool read_ini(struct arena *arena, const struct source *source,
                     struct str *inherits, struct diags *diags)
{
    struct str name = {NULL, 0};
    struct ini_file ini = {0};
    bool ok = ini_read(source, arena, &ini, CONFIG_SYNTAX, diags);

    for (size_t i = 0; i < ini.sections; i++) {
        struct str section = ini.section[i].name;
        diag_str(diags, CONFIG_SECTION, ini_place(source, section), section);
        ok = false;
    }
    for (size_t i = 0; i < ini.len; i++) {
        struct str *slot = key_slot(ini.entry[i].key, &name, inherits);
        ok = take_key(source, &ini.entry[i], slot, diags) && ok;
    }
    return ok;
}

static void check_ini(struct theme_making *making,
                      const struct theme_file *file)
{
    struct source *source = load(making, file);
    struct str inherits = {NULL, 0};

    if (source && !read_ini(making->arena, source, &inherits, making->diags))
        making->ok = false;
}

struct str theme_inherits(struct arena *arena, const struct source *ini,
                          struct diags *diags)
{
    struct str inherits = {NULL, 0};

    read_ini(arena, ini, &inherits, diags);
    return inherits.ptr ? inherits : STR("");
}

bool theme_has(const struct theme *theme, const char *name)
{
    for (size_t i = 0; i < theme->files; i++)
        if (strcmp(theme->file[i].name, name) == 0)
            return true;
    return false;
}

struct str theme_word(const struct theme *theme, const char *key)
{
    const struct value *word = value_get(theme->words, str_of(key));

    return word && word->kind == VALUE_TEXT ? word->text : STR("");
}

struct theme_making *theme_begin(struct arena *arena,
                                 const struct theme_file *files, size_t len,
                                 const struct config *config, struct str css,
                                 struct diags *diags)
{
    struct theme_making *making = arena_new(arena, sizeof(*making));
    struct theme_file *known = arena_array(arena, len, sizeof(*known));

    *making = (struct theme_making){.arena = arena,
                                    .config = config,
                                    .diags = diags,
                                    .given = known,
                                    .len = len,
                                    .ok = true};
    making->theme = arena_new(arena, sizeof(*making->theme));
    for (size_t i = 0; i < len; i++) {
        known[i] = files[i];
        map_add(&making->files, str_of(known[i].name), &known[i]);
    }
    for (size_t i = 0; i < len; i++)
        if (strcmp(files[i].name, "theme.ini") == 0)
            check_ini(making, &known[i]);
    add_templates(making);
    add_words(making, known, len);
    making->theme->css =
        (struct str){arena_copy(arena, css.ptr, css.len), css.len};
    if (css.len == 0)
        begin_styles(making);
    return making;
}

struct theme *theme_finish(struct theme_making *making)
{
    if (making->styles)
        finish_styles(making);
    add_files(making);
    add_print(making);
    map_free(&making->files);
    return making->ok ? making->theme : NULL;
}
