#include "setting.h"

#include "../base/path.h"
#include "../base/print.h"
#include "../read/loaded.h"

#include <arpa/inet.h>

#include <string.h>

static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char digits[] = "0123456789";
static const char hex[] = "0123456789abcdefABCDEF";

/* True where all of `text` is of the bytes in one of the sets. */
static bool is_of(struct str text, const char *one, const char *two,
                  const char *three)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        if (byte == '\0' ||
            (!strchr(one, byte) && !strchr(two, byte) && !strchr(three, byte)))
            return false;
    }
    return true;
}

static struct str behind(struct str text, size_t at)
{
    return (struct str){text.ptr + at, text.len - at};
}

/* Letters, digits, dots and hyphens, with :port where the address has one. */
static bool is_host(struct str text)
{
    static const char others[] = ".-:0123456789";

    return text.len > 0 && text.ptr[0] != '.' && text.ptr[0] != ':' &&
           is_of(text, letters, capitals, others);
}

/* The host and what follows it in an http(s) address; false: it is none. */
static bool split_url(struct str url, struct str *host, struct str *rest)
{
    size_t scheme = str_starts(url, "https://")  ? 8
                    : str_starts(url, "http://") ? 7
                                                 : 0;
    if (scheme == 0)
        return false;
    *host = behind(url, scheme);
    *rest = STR("");
    for (size_t i = 0; i < host->len; i++)
        if (strchr("/?#", host->ptr[i])) {
            *rest = behind(*host, i);
            host->len = i;
            break;
        }
    return is_host(*host);
}

/* Visible ASCII without the marks that no address has as they stand. */
static bool is_address_text(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] <= ' ' || text.ptr[i] >= 0x7F ||
            strchr("\"'<>\\^`{|}", text.ptr[i]))
            return false;
    return true;
}

static bool is_url(struct str text)
{
    struct str host, rest;

    return text.len == 0 ||
           (split_url(text, &host, &rest) && is_address_text(rest));
}

static bool is_base(struct str text)
{
    return is_url(text) && str_find(text, STR("?")) == SIZE_MAX &&
           str_find(text, STR("#")) == SIZE_MAX;
}

static bool is_site_host(struct str text)
{
    return text.len == 0 || is_host(text);
}

static bool is_language(struct str text)
{
    static const char others[] = "-0123456789";

    return text.len > 0 && text.len <= 16 && text.ptr[0] != '-' &&
           is_of(text, letters, capitals, others);
}

static bool is_name(struct str text)
{
    static const char others[] = "-_0123456789";

    return text.len > 0 && text.len <= PATH_NAME_MOST &&
           is_of(text, letters, others, "");
}

static bool is_colour(struct str text)
{
    return text.len == 0 ||
           ((text.len == 4 || text.len == 7) && text.ptr[0] == '#' &&
            is_of(behind(text, 1), hex, "", ""));
}

static bool is_address(struct str text)
{
    char name[64], bytes[16];

    if (str_is(text, "localhost"))
        return true;
    if (text.len >= sizeof(name))
        return false;
    memcpy(name, text.ptr, text.len);
    name[text.len] = '\0';
    return inet_pton(AF_INET, name, bytes) == 1 ||
           inet_pton(AF_INET6, name, bytes) == 1;
}

static bool is_volume(struct str text)
{
    return text.len > 0 && text.len <= 32 && is_of(text, capitals, digits, "_");
}

static bool is_text(struct str text)
{
    (void)text;
    return true;
}

static bool (*const text_is[])(struct str) = {
    [SETTING_TEXT] = is_text,       [SETTING_LANGUAGE] = is_language,
    [SETTING_BASE] = is_base,       [SETTING_URL] = is_url,
    [SETTING_HOST] = is_site_host,  [SETTING_FOLDER] = path_is_clean,
    [SETTING_NAME] = is_name,       [SETTING_COLOUR] = is_colour,
    [SETTING_ADDRESS] = is_address, [SETTING_VOLUME] = is_volume,
};

static bool take_text(struct str *field, const struct config_key *key,
                      struct str value, struct arena *arena)
{
    char name[16];

    /* The environment and the command line come unchecked. */
    if (text_fault(value, name) != DIAG_CODES ||
        str_find(value, STR("\n")) != SIZE_MAX || !text_is[key->setting](value))
        return false;
    bool slash =
        key->setting == SETTING_BASE && value.len > 0 && !str_ends(value, "/");
    field->ptr = arena_format(arena, "%.*s%s", (int)value.len, value.ptr,
                              slash ? "/" : "");
    field->len = value.len + slash;
    return true;
}

/* Reads digits, at most 18 of them. */
static bool read_number(struct str text, size_t *number)
{
    if (text.len == 0 || text.len > 18 || !is_of(text, digits, "", ""))
        return false;
    *number = 0;
    for (size_t i = 0; i < text.len; i++)
        *number = *number * 10 + (size_t)(text.ptr[i] - '0');
    return true;
}

/* Reads a number with K, M or G behind it, or none of them. */
static bool read_size(struct str text, size_t *size)
{
    static const char units[] = "KMGkmg";
    const char *unit = text.len > 0 && text.ptr[text.len - 1]
                           ? strchr(units, text.ptr[text.len - 1])
                           : NULL;

    text.len -= unit ? 1 : 0;
    if (!read_number(text, size))
        return false;
    size_t shift = unit ? (size_t)((unit - units) % 3 + 1) * 10 : 0;
    if (*size > SIZE_MAX >> shift)
        return false;
    *size <<= shift;
    return true;
}

static bool take_number(void *field, const struct config_key *key,
                        struct str value)
{
    size_t number = 0;

    if (!(str_is(value, "auto") && str_is(value, key->preset))) {
        bool good = key->setting == SETTING_SIZE ? read_size(value, &number)
                                                 : read_number(value, &number);
        if (!good || number < key->least || number > key->most)
            return false;
    }
    if (key->setting == SETTING_NUMBER)
        *(unsigned *)field = (unsigned)number;
    else
        *(size_t *)field = number;
    return true;
}

static bool take_bool(bool *field, struct str value)
{
    static const char *const words[] = {"false", "true", "no",
                                        "yes",   "否",   "是"};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (str_is(value, words[i])) {
            *field = i % 2 == 1;
            return true;
        }
    return false;
}

static bool take_word(int *field, const struct config_key *key,
                      struct str value)
{
    for (int i = 0; key->words[i]; i++)
        if (str_is(value, key->words[i])) {
            *field = i;
            return true;
        }
    return false;
}

bool setting_level(struct str value, enum diag_level *level)
{
    static const struct {
        const char *word;
        enum diag_level level;
    } words[] = {{"off", DIAG_OFF},
                 {"note", DIAG_NOTE},
                 {"warn", DIAG_WARNING},
                 {"warning", DIAG_WARNING},
                 {"error", DIAG_ERROR}};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (str_is(value, words[i].word)) {
            *level = words[i].level;
            return true;
        }
    return false;
}

static bool take_level(enum diag_level *field, const struct config_key *key,
                       struct str value)
{
    enum diag_level level;

    if (!setting_level(value, &level) || level < key->least)
        return false;
    *field = level;
    return true;
}

bool setting_take(struct config *config, const struct config_key *key,
                  struct str value, struct arena *arena)
{
    void *field = (char *)config + key->offset;

    switch (key->setting) {
    case SETTING_BOOL: return take_bool(field, value);
    case SETTING_NUMBER:
    case SETTING_COUNT:
    case SETTING_SIZE: return take_number(field, key, value);
    case SETTING_WORD: return take_word(field, key, value);
    case SETTING_LEVEL: return take_level(field, key, value);
    default: return take_text(field, key, value, arena);
    }
}

void setting_print(const struct config *config, const struct config_key *key,
                   struct print *print)
{
    const void *field = (const char *)config + key->offset;

    switch (key->setting) {
    case SETTING_BOOL: print_number(print, *(const bool *)field); break;
    case SETTING_NUMBER: print_number(print, *(const unsigned *)field); break;
    case SETTING_COUNT:
    case SETTING_SIZE: print_number(print, *(const size_t *)field); break;
    case SETTING_WORD:
        print_number(print, (uint64_t) * (const int *)field);
        break;
    case SETTING_LEVEL:
        print_number(print, *(const enum diag_level *)field);
        break;
    default: print_add(print, *(const struct str *)field); break;
    }
}
