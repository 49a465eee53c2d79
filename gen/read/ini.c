#include "ini.h"

#include "../base/diag.h"

#include <ini.h>

#include <string.h>

/*
 * inih judges what each line is, but its values cannot be had from it: as
 * Debian builds it, it cuts lines at 199 bytes (66 Han characters), ends a
 * value at " ;", and takes an indented line for more of the value above. So
 * it is handed each line without its indentation and no longer than it can
 * take, and key and value are read from the source's own line.
 */
struct reading {
    const struct source *source;
    struct ini_file *out;
    enum diag_code syntax;
    struct diags *diags;
    struct str section;
    uint32_t line; /* the one that inih has now, 0 before the first */
    bool known; /* it is accounted for */
    bool fine;
};

static struct str content(const struct reading *reading, uint32_t line)
{
    struct str text = source_line(reading->source, line);

    if (line == 1 && str_starts(text, "\xEF\xBB\xBF")) {
        text.ptr += 3;
        text.len -= 3;
    }
    return str_trim(text);
}

static void tell_unknown(struct reading *reading)
{
    struct str text = content(reading, reading->line);

    reading->fine = false;
    diag_str(reading->diags, reading->syntax, ini_place(reading->source, text),
             text);
}

/* Where the line is a [section], takes it over. */
static bool take_section(struct reading *reading, struct str text)
{
    const char *end = memchr(text.ptr, ']', text.len);

    if (!str_starts(text, "[") || !end)
        return false;
    reading->section = str_trim(str_range(text.ptr + 1, end));
    reading->out->section[reading->out->sections++] =
        (struct ini_section){reading->section, reading->line};
    return true;
}

/* inih's reader: gives it the next line, cut to `room` with its NUL. */
static char *next_line(char *line, int room, void *stream)
{
    struct reading *reading = stream;

    if (reading->line > 0 && !reading->known)
        tell_unknown(reading);
    if (reading->line == reading->source->lines)
        return NULL;
    reading->line++;
    struct str text = content(reading, reading->line);
    if (text.len >= (size_t)room)
        text.len = (size_t)room - 1;
    reading->known = text.len == 0 || strchr(";#", text.ptr[0]) ||
                     take_section(reading, text);
    if (text.len > 0)
        memcpy(line, text.ptr, text.len);
    line[text.len] = '\0';
    return line;
}

/* inih's handler: the line it has now is a key with a value. */
static int take_entry(void *user, const char *section, const char *name,
                      const char *value)
{
    struct reading *reading = user;
    struct str text = content(reading, reading->line);
    size_t key = 0;

    (void)section;
    (void)value;
    while (key < text.len && text.ptr[key] != '=' && text.ptr[key] != ':')
        key++;
    if (*name == '\0' || key == text.len)
        return 0;
    struct ini_entry *entry = &reading->out->entry[reading->out->len++];
    entry->section = reading->section;
    entry->key = str_trim((struct str){text.ptr, key});
    entry->value = str_trim(str_range(text.ptr + key + 1, text.ptr + text.len));
    entry->line = reading->line;
    reading->known = true;
    return 1;
}

bool ini_read(const struct source *source, struct arena *arena,
              struct ini_file *out, enum diag_code syntax, struct diags *diags)
{
    struct reading reading = {.source = source,
                              .out = out,
                              .syntax = syntax,
                              .diags = diags,
                              .section = STR(""),
                              .fine = true};

    *out = (struct ini_file){0};
    out->entry = arena_array(arena, source->lines, sizeof(*out->entry));
    out->section = arena_array(arena, source->lines, sizeof(*out->section));
    int wrong = ini_parse_stream(next_line, &reading, take_entry, &reading);
    return wrong == 0 && reading.fine;
}

struct place ini_place(const struct source *source, struct str part)
{
    return place_at(source, (size_t)(part.ptr - source->text.ptr));
}
