/*
 * Any config.ini gives settings within their bounds, and its entries stand in
 * the file; written anew, one a line, they are read as the same.
 */
#include "fuzz.h"

#include "../../gen/read/ini.h"
#include "../../gen/read/loaded.h"
#include "../../gen/report/config.h"
#include "told.h"

static bool stands_in(struct str part, struct str text)
{
    return part.len == 0 ||
           (part.ptr >= text.ptr && part.ptr + part.len <= text.ptr + text.len);
}

static void check_entry(const struct source *source,
                        const struct ini_entry *entry)
{
    MUST(stands_in(entry->section, source->text));
    MUST(stands_in(entry->key, source->text) && entry->key.len > 0);
    MUST(stands_in(entry->value, source->text));
    MUST(entry->line > 0 && entry->line <= source->lines);
    struct place place = ini_place(source, entry->key);
    MUST(place.line == entry->line);
    told_at(source, place.line, place.column);
}

/* "[]" is a section, too; only before the first one may a key stand in none. */
static void write_entry(struct buf *out, const struct ini_entry *entry)
{
    if (entry->section.len > 0 || out->len > 0) {
        buf_char(out, '[');
        buf_str(out, entry->section);
        buf_text(out, "]\n");
    }
    buf_str(out, entry->key);
    buf_text(out, " = ");
    buf_str(out, entry->value);
    buf_char(out, '\n');
}

static void check_same(const struct ini_file *file,
                       const struct ini_file *again)
{
    MUST(again->len == file->len);
    for (size_t i = 0; i < file->len; i++) {
        const struct ini_entry *a = &file->entry[i], *b = &again->entry[i];
        MUST(str_equal(a->section, b->section));
        MUST(str_equal(a->key, b->key) && str_equal(a->value, b->value));
    }
}

static void check_file(struct arena *arena, const struct source *source)
{
    struct diags diags = {0};
    struct ini_file file, again;
    struct buf out = {0};

    if (ini_read(source, arena, &file, CONFIG_SYNTAX, &diags)) {
        for (size_t i = 0; i < file.len; i++) {
            check_entry(source, &file.entry[i]);
            write_entry(&out, &file.entry[i]);
        }
        const struct source *written =
            source_new(arena, "again.ini", buf_view(&out));
        MUST(ini_read(written, arena, &again, CONFIG_SYNTAX, &diags));
        check_same(&file, &again);
    }
    buf_free(&out);
    diags_free(&diags);
}

static void check_number(const struct config_key *key, size_t number)
{
    MUST(number <= key->most);
    MUST(number >= key->least ||
         (number == 0 && str_is(str_of(key->preset), "auto")));
}

/* The value that a key has, as the table of all keys says it may be. */
static void check_setting(const struct config *config,
                          const struct config_key *key)
{
    const void *at = (const char *)config + key->offset;
    size_t words = 0;

    switch (key->setting) {
    case SETTING_BOOL: break;
    case SETTING_NUMBER: check_number(key, *(const unsigned *)at); break;
    case SETTING_COUNT:
    case SETTING_SIZE: check_number(key, *(const size_t *)at); break;
    case SETTING_WORD:
        while (key->words[words])
            words++;
        MUST(*(const int *)at >= 0 && (size_t) * (const int *)at < words);
        break;
    case SETTING_LEVEL:
        MUST(*(const enum diag_level *)at >= (enum diag_level)key->least);
        MUST(*(const enum diag_level *)at <= DIAG_ERROR);
        break;
    default: {
        struct str text = *(const struct str *)at;
        MUST(text_invalid(text) == SIZE_MAX);
        MUST(strlen(text.ptr) == text.len);
    }
    }
}

FUZZ(config)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct config config;
    struct str bytes = {size ? (const char *)data : "", size};
    const struct source *source =
        source_load(&arena, "config.ini", bytes, &diags);

    if (source) {
        size_t len;
        const struct config_key *keys = config_keys(&len);
        config_init(&config, &arena);
        bool good = config_read(&config, &arena, source, &diags);
        MUST(good == (diags_count(&diags, DIAG_ERROR) == 0));
        for (size_t i = 0; i < len; i++)
            check_setting(&config, &keys[i]);
        check_file(&arena, source);
    }
    told_well(&diags, source);
    diags_free(&diags);
    arena_free(&arena);
}
