#include "config.h"

#include "../base/map.h"
#include "../base/print.h"
#include "../read/ini.h"
#include "sample.h"
#include "setting.h"

#include <string.h>

#define NAMES_MOST (DIAG_CODES + 32)

/* A key that somebody set, with its places where it stands in a file. */
struct given {
    struct str section, key, value;
    struct place key_place, value_place;
    const char *origin; /* told as the path where there is no file */
};

struct target {
    struct config *config;
    struct arena *arena;
    struct diags *diags;
};

void config_init(struct config *config, struct arena *arena)
{
    size_t len;
    const struct config_key *keys = config_keys(&len);

    *config = (struct config){0};
    for (size_t i = 0; i < len; i++)
        setting_take(config, &keys[i], str_of(keys[i].preset), arena);
    for (int code = 0; code < DIAG_CODES; code++)
        config->check.level[code] = diag_rule((enum diag_code)code)->level;
}

static const struct config_key *find_key(struct str section, struct str name)
{
    size_t len;
    const struct config_key *keys = config_keys(&len);

    for (size_t i = 0; i < len; i++)
        if (str_is(section, keys[i].section) && str_is(name, keys[i].key))
            return &keys[i];
    return NULL;
}

/*
 * The code whose level [check] may set, or DIAG_CODES. Troubles of the system
 * and of the configuration itself are not for a site to silence.
 */
static enum diag_code find_code(struct str section, struct str name)
{
    enum diag_code code =
        str_is(section, "check") ? diag_named(name) : DIAG_CODES;

    if (code != DIAG_CODES && diag_rule(code)->exit != EXIT_CONTENT)
        return DIAG_CODES;
    return code;
}

/* The names of a section's keys; with "" those of all sections. */
static size_t list_names(struct str section, const char *names[NAMES_MOST])
{
    size_t keys_len, len = 0;
    const struct config_key *keys = config_keys(&keys_len);

    for (size_t i = 0; i < keys_len && len < NAMES_MOST; i++) {
        bool first = i == 0 || keys[i].section != keys[i - 1].section;
        if (section.len == 0 && first)
            names[len++] = keys[i].section;
        else if (str_is(section, keys[i].section))
            names[len++] = keys[i].key;
    }
    for (int code = 0; str_is(section, "check") && code < DIAG_CODES; code++) {
        const struct diag_rule *rule = diag_rule((enum diag_code)code);
        if (rule->exit == EXIT_CONTENT && len < NAMES_MOST)
            names[len++] = rule->name;
    }
    return len;
}

static bool is_section(struct str name)
{
    const char *names[NAMES_MOST];
    size_t len = list_names(STR(""), names);

    for (size_t i = 0; i < len; i++)
        if (str_is(name, names[i]))
            return true;
    return false;
}

static void tell(const struct target *target, enum diag_code code,
                 const struct given *given, struct place place, struct str a,
                 struct str b)
{
    const char *one = arena_copy(target->arena, a.ptr, a.len);
    const char *two = arena_copy(target->arena, b.ptr, b.len);

    if (place.source)
        diag_add(target->diags, code, place, one, two);
    else
        diag_path(target->diags, code, given->origin, one, two);
}

static void tell_section(const struct target *target, const struct given *given,
                         struct place place)
{
    const char *names[NAMES_MOST];
    size_t len = list_names(STR(""), names);
    const char *meant = text_nearest(given->section, names, len);

    tell(target, CONFIG_SECTION, given, place, given->section, STR(""));
    if (meant)
        diag_detail(target->diags, "→ [%s]", meant);
}

/* Another section that has a key of that name, or NULL. */
static const struct config_key *key_elsewhere(struct str name)
{
    size_t len;
    const struct config_key *keys = config_keys(&len);

    for (size_t i = 0; i < len; i++)
        if (str_is(name, keys[i].key))
            return &keys[i];
    return NULL;
}

static void tell_key(const struct target *target, const struct given *given)
{
    const char *names[NAMES_MOST];
    size_t len = list_names(given->section, names);
    const struct config_key *other = key_elsewhere(given->key);
    const char *meant = text_nearest(given->key, names, len);

    tell(target, given->section.len ? CONFIG_KEY : CONFIG_LOOSE, given,
         given->key_place, given->key, given->section);
    if (other)
        diag_detail(target->diags, "→ [%s] %s", other->section, other->key);
    else if (meant)
        diag_detail(target->diags, "→ %s", meant);
}

static bool tell_value(const struct target *target, const struct given *given,
                       const char *type)
{
    tell(target, CONFIG_VALUE, given, given->value_place, given->key,
         given->value);
    diag_detail(target->diags, "→ %s", type);
    return false;
}

/* personal_data is the level of all that is told of people; of names alone,
 * which may be right, never more than its own. */
static void take_personal(struct config *config)
{
    static const enum diag_code personal[] = {PERSONAL_ID, PERSONAL_PHONE,
                                              PERSONAL_CARD, PERSONAL_LIST};
    enum diag_level level = config->privacy.personal_data;

    for (size_t i = 0; i < sizeof(personal) / sizeof(personal[0]); i++)
        config->check.level[personal[i]] = level;
    if (config->check.level[PERSONAL_NAMES] > level)
        config->check.level[PERSONAL_NAMES] = level;
}

/* prose_check is the level of what is told of text and ledger, and of numbers
 * in the text that contradict each other. */
static bool take(const struct target *target, const struct config_key *key,
                 struct str value)
{
    static const enum diag_code prose[] = {LEDGER_QUOTE, LEDGER_VALUE,
                                           LINT_GROWTH,  LINT_PARTS,
                                           LINT_TWICE,   LINT_BELOW};
    struct config *config = target->config;

    if (!setting_take(config, key, value, target->arena))
        return false;
    if (key->offset == offsetof(struct config, targets.prose_check))
        for (size_t i = 0; i < sizeof(prose) / sizeof(prose[0]); i++)
            config->check.level[prose[i]] = config->targets.prose_check;
    if (key->offset == offsetof(struct config, privacy.personal_data))
        take_personal(config);
    return true;
}

/* Takes over one key; false, and told, where it is not right. */
static bool assign(const struct target *target, const struct given *given)
{
    const struct config_key *key = find_key(given->section, given->key);
    enum diag_code code = find_code(given->section, given->key);

    if (key)
        return take(target, key, given->value) ||
               tell_value(target, given, key->type);
    if (code != DIAG_CODES)
        return setting_level(given->value,
                             &target->config->check.level[code]) ||
               tell_value(target, given, "off|note|warning|error");
    tell_key(target, given);
    return false;
}

/* True where the file has set that key before: told with the first place. */
static bool is_twice(const struct target *target, struct map *seen,
                     struct ini_entry *entry, const struct given *given)
{
    char *name =
        arena_format(target->arena, "%.*s.%.*s", (int)entry->section.len,
                     entry->section.ptr, (int)entry->key.len, entry->key.ptr);
    const struct ini_entry *other = map_add(seen, str_of(name), entry);

    if (other == entry)
        return false;
    tell(target, CONFIG_TWICE, given, given->key_place, given->key, STR(""));
    diag_detail(target->diags, "→ %s:%u", given->key_place.source->path,
                other->line);
    return true;
}

static bool tell_sections(const struct target *target,
                          const struct source *source,
                          const struct ini_file *file)
{
    bool fine = true;

    for (size_t i = 0; i < file->sections; i++) {
        struct given given = {.section = file->section[i].name};
        if (is_section(given.section))
            continue;
        tell_section(target, &given, ini_place(source, given.section));
        fine = false;
    }
    return fine;
}

bool config_read(struct config *config, struct arena *arena,
                 const struct source *source, struct diags *diags)
{
    struct target target = {config, arena, diags};
    struct ini_file file;
    struct map seen = {0};
    struct place sample = place_file(source);
    unsigned left = 0;
    bool fine = ini_read(source, arena, &file, CONFIG_SYNTAX, diags);

    fine = tell_sections(&target, source, &file) && fine;
    for (size_t i = 0; i < file.len; i++) {
        struct ini_entry *entry = &file.entry[i];
        struct given given = {entry->section,
                              entry->key,
                              entry->value,
                              ini_place(source, entry->key),
                              ini_place(source, entry->value),
                              NULL};
        /* A section that is not known has been told; its keys say no more. */
        if (given.section.len > 0 && !is_section(given.section))
            continue;
        if (is_twice(&target, &seen, entry, &given) || !assign(&target, &given))
            fine = false;
        if (str_starts(given.value, SAMPLE_NAME) && left++ == 0)
            sample = given.value_place;
    }
    sample_tell(sample, left, diags);
    map_free(&seen);
    return fine;
}

#define PREFIX "GONGKAI_"

/* Lower case; with `dashes` an underscore is a dash, as in names of codes. */
static struct str lowered(struct arena *arena, struct str text, bool dashes)
{
    char *copy = arena_copy(arena, text.ptr, text.len);

    for (char *at = copy; *at; at++) {
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
        if (dashes && *at == '_')
            *at = '-';
    }
    return str_of(copy);
}

/* Takes over one NAME=value; true for what is none of our business. */
static bool take_variable(const struct target *target, struct str variable)
{
    const char *equals = memchr(variable.ptr, '=', variable.len);

    if (!equals || !str_starts(variable, PREFIX))
        return true;
    struct str name = str_range(variable.ptr + sizeof(PREFIX) - 1, equals);
    const char *bar = memchr(name.ptr, '_', name.len);
    struct given given = {
        .value = str_range(equals + 1, variable.ptr + variable.len),
        .origin = arena_copy(target->arena, variable.ptr,
                             (size_t)(equals - variable.ptr))};
    if (!bar)
        return true;
    given.section = lowered(target->arena, str_range(name.ptr, bar), false);
    struct str key = str_range(bar + 1, equals);
    given.key = lowered(target->arena, key, false);
    if (!is_section(given.section))
        return true;
    struct str code = lowered(target->arena, key, true);
    if (find_code(given.section, code) != DIAG_CODES)
        given.key = code;
    return assign(target, &given);
}

bool config_environment(struct config *config, struct arena *arena,
                        char *const *environment, struct diags *diags)
{
    struct target target = {config, arena, diags};
    bool fine = true;

    for (char *const *at = environment; *at; at++)
        if (!take_variable(&target, str_of(*at)))
            fine = false;
    return fine;
}

bool config_set(struct config *config, struct arena *arena,
                const char *assignment, struct diags *diags)
{
    struct target target = {config, arena, diags};
    struct str text = str_of(assignment);
    const char *equals = strchr(assignment, '=');
    const char *dot = strchr(assignment, '.');
    struct given given = {.origin = "--set"};

    if (!equals || !dot || dot > equals) {
        diag_path(diags, USAGE, "", "--set section.key=value", NULL);
        return false;
    }
    given.section = str_trim(str_range(text.ptr, dot));
    given.key = str_trim(str_range(dot + 1, equals));
    given.value = str_trim(str_range(equals + 1, text.ptr + text.len));
    if (is_section(given.section))
        return assign(&target, &given);
    tell_section(&target, &given, given.key_place);
    return false;
}

static void print_key(const struct config *config, const struct config_key *key,
                      struct print *print)
{
    print_add(print, str_of(key->section));
    print_add(print, str_of(key->key));
    setting_print(config, key, print);
}

void config_print(const struct config *config, struct print *print)
{
    size_t len;
    const struct config_key *keys = config_keys(&len);

    for (size_t i = 0; i < len; i++)
        if (keys[i].shows)
            print_key(config, &keys[i], print);
}

void config_print_whole(const struct config *config, struct print *print)
{
    size_t len;
    const struct config_key *keys = config_keys(&len);

    for (size_t i = 0; i < len; i++)
        if (strcmp(keys[i].key, "jobs") != 0 &&
            strcmp(keys[i].key, "keep_texts") != 0 &&
            strcmp(keys[i].key, "spare") != 0)
            print_key(config, &keys[i], print);
    /* --strict has no key */
    for (int code = 0; code < DIAG_CODES; code++)
        print_number(print, config->check.level[code]);
}
