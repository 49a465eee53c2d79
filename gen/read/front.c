#include "front.h"

#include "../base/diag.h"
#include "front_yaml.h"

#include <stdio.h>
#include <string.h>

#define SIZE_LIMIT ((size_t)64 << 10)
#define YEAR_FIRST 1949
#define YEAR_LAST 2100

enum value_type { TEXT, LIST, YEAR, KIND, DATE, FLAG };

struct front_key {
    const char *name;
    enum value_type type;
    size_t offset; /* of a TEXT, a LIST or a DATE in struct front */
};

static const struct front_key keys[] = {
    {"title", TEXT, offsetof(struct front, title)},
    {"org", TEXT, offsetof(struct front, org)},
    {"year", YEAR, 0},
    {"kind", KIND, 0},
    {"published", DATE, offsetof(struct front, published)},
    {"written", DATE, offsetof(struct front, written)},
    {"archived", DATE, offsetof(struct front, archived)},
    {"source", TEXT, offsetof(struct front, source)},
    {"author", TEXT, offsetof(struct front, author)},
    {"keywords", LIST, offsetof(struct front, keywords)},
    {"description", TEXT, offsetof(struct front, description)},
    {"document_number", TEXT, offsetof(struct front, document_number)},
    {"index_number", TEXT, offsetof(struct front, index_number)},
    {"draft", FLAG, 0},
    {"aliases", LIST, offsetof(struct front, aliases)},
};

#define KEYS (sizeof(keys) / sizeof(*keys))

/* What people who know the thing by another name write for a key. */
static const char *const other_names[][2] = {
    {"标题", "title"},
    {"题目", "title"},
    {"单位", "org"},
    {"organisation", "org"},
    {"organization", "org"},
    {"年度", "year"},
    {"年份", "year"},
    {"类型", "kind"},
    {"type", "kind"},
    {"date", "published"},
    {"日期", "published"},
    {"发布日期", "published"},
    {"发布时间", "published"},
    {"成文日期", "written"},
    {"归档时间", "archived"},
    {"归档日期", "archived"},
    {"来源", "source"},
    {"作者", "author"},
    {"关键词", "keywords"},
    {"tags", "keywords"},
    {"摘要", "description"},
    {"summary", "description"},
    {"文号", "document_number"},
    {"索引号", "index_number"},
    {"草稿", "draft"},
};

struct reading {
    struct arena *arena;
    struct front *out;
    struct diags *diags;
    bool seen[KEYS];
    bool fine;
};

static void tell(struct reading *r, enum diag_code code, struct place place,
                 const char *a, struct str b)
{
    diag_add(r->diags, code, place, a, arena_copy(r->arena, b.ptr, b.len));
    r->fine = false;
}

static void tell_value(struct reading *r, const char *key, struct place place,
                       struct str value, const char *wanted)
{
    tell(r, FRONT_VALUE, place, key, value);
    diag_detail(r->diags, "→ %s", wanted);
}

static void take_year(struct reading *r, struct str value, struct place place)
{
    struct str digits = value;
    int year = 0;

    if (str_ends(digits, "年"))
        digits.len -= sizeof("年") - 1;
    for (size_t i = 0; i < digits.len && year <= YEAR_LAST; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
            year = YEAR_LAST;
        year = year * 10 + (digits.ptr[i] - '0');
    }
    if (year < YEAR_FIRST || year > YEAR_LAST) {
        tell_value(r, "year", place, value, "1949..2100");
        return;
    }
    r->out->year = year;
    r->out->year_place = place;
}

static void take_kind(struct reading *r, struct str value, struct place place)
{
    if (str_is(value, "summary"))
        r->out->kind = KIND_SUMMARY;
    else if (str_is(value, "plan"))
        r->out->kind = KIND_PLAN;
    else if (str_is(value, "report"))
        r->out->kind = KIND_REPORT;
    else
        tell_value(r, "kind", place, value, "summary, plan, report");
}

static void take_date(struct reading *r, const struct front_key *key,
                      struct str value, struct place place)
{
    if (date_read(value, (void *)((char *)r->out + key->offset)))
        return;
    tell(r, FRONT_DATE, place, arena_copy(r->arena, value.ptr, value.len),
         STR(""));
}

static void take_flag(struct reading *r, struct str value, struct place place)
{
    if (str_is(value, "true") || str_is(value, "是"))
        r->out->draft = true;
    else if (str_is(value, "false") || str_is(value, "否"))
        r->out->draft = false;
    else
        tell_value(r, "draft", place, value, "true, false");
}

static void take_text(struct reading *r, const struct front_key *key,
                      struct str value, struct place place)
{
    *(struct str *)(void *)((char *)r->out + key->offset) = value;
    if (str_is(str_of(key->name), "title"))
        r->out->title_place = place;
}

/* The length of the separator that begins `text`: , ， 、 or 0. */
static size_t separator(struct str text)
{
    if (str_starts(text, ","))
        return 1;
    return str_starts(text, "，") || str_starts(text, "、") ? 3 : 0;
}

/* Puts the parts of `text` behind those of `list`, which has room for them. */
static void split(struct front_list *list, struct str text, struct place place)
{
    size_t from = 0, at = 0;

    while (at <= text.len) {
        struct str rest = {text.ptr + at, text.len - at};
        size_t len = at == text.len ? 1 : separator(rest);
        if (len == 0) {
            at++;
            continue;
        }
        struct str part = str_trim((struct str){text.ptr + from, at - from});
        if (part.len > 0) {
            list->item[list->len] = part;
            list->place[list->len++] = place;
        }
        at += len;
        from = at;
    }
}

static size_t count_separators(struct str text)
{
    size_t count = 0;

    for (size_t at = 0; at < text.len; at++)
        count += separator((struct str){text.ptr + at, text.len - at}) > 0;
    return count;
}

static void take_list(struct reading *r, const struct front_key *key,
                      const struct front_pair *pair)
{
    struct front_list *list =
        (struct front_list *)(void *)((char *)r->out + key->offset);
    size_t room = pair->len;

    if (!pair->is_list && pair->len == 1)
        room += count_separators(pair->item[0]);
    list->len = 0; /* a key that is given twice begins anew */
    list->item = arena_array(r->arena, room, sizeof(*list->item));
    list->place = arena_array(r->arena, room, sizeof(*list->place));
    if (!pair->is_list && pair->len == 1)
        split(list, pair->item[0], pair->item_place[0]);
    for (size_t i = 0; pair->is_list && i < pair->len; i++) {
        if (pair->item[i].len == 0)
            continue;
        list->item[list->len] = pair->item[i];
        list->place[list->len++] = pair->item_place[i];
    }
}

static const char *suggestion(struct str name)
{
    const char *names[KEYS];

    for (size_t i = 0; i < sizeof(other_names) / sizeof(*other_names); i++)
        if (str_is(name, other_names[i][0]))
            return other_names[i][1];
    for (size_t i = 0; i < KEYS; i++)
        names[i] = keys[i].name;
    return text_nearest(name, names, KEYS);
}

static const struct front_key *find_key(struct str name)
{
    for (size_t i = 0; i < KEYS; i++)
        if (str_is(name, keys[i].name))
            return &keys[i];
    return NULL;
}

static void tell_unknown(struct reading *r, const struct front_pair *pair)
{
    const char *meant = suggestion(pair->key);

    diag_str(r->diags, FRONT_UNKNOWN, pair->place, pair->key);
    if (meant)
        diag_detail(r->diags, "→ %s", meant);
    r->fine = false;
}

static void take_pair(struct reading *r, const struct front_pair *pair)
{
    const struct front_key *key = find_key(pair->key);

    if (!key) {
        tell_unknown(r, pair);
        return;
    }
    if (r->seen[key - keys])
        tell(r, FRONT_TWICE, pair->place, key->name, STR(""));
    r->seen[key - keys] = true;
    if (key->type == LIST) {
        take_list(r, key, pair);
        return;
    }
    if (pair->is_list)
        tell(r, FRONT_ONE, pair->place, key->name, STR(""));
    /* Left blank, as in a form that was not filled in: not given. */
    if (pair->is_list || pair->len == 0 || pair->item[0].len == 0)
        return;
    struct str value = pair->item[0];
    struct place place = pair->item_place[0];
    switch (key->type) {
    case YEAR: take_year(r, value, place); break;
    case KIND: take_kind(r, value, place); break;
    case DATE: take_date(r, key, value, place); break;
    case FLAG: take_flag(r, value, place); break;
    case TEXT: take_text(r, key, value, place); break;
    case LIST: break;
    }
}

/* A line of three hyphens; blanks behind them do not show and do not count. */
static bool is_fence(struct str line)
{
    return str_starts(line, "---") && str_trim(line).len == 3;
}

/* The line that closes the front matter, 0 when there is none. */
static uint32_t closing_line(const struct source *source)
{
    for (uint32_t line = 2; line <= source->lines; line++)
        if (is_fence(source_line(source, line)))
            return line;
    return 0;
}

static bool tell_size(struct diags *diags, struct place place, size_t size)
{
    char given[32], limit[32];

    snprintf(given, sizeof(given), "%zu", size);
    snprintf(limit, sizeof(limit), "%zu", SIZE_LIMIT);
    diag_add(diags, FRONT_SIZE, place, given, limit);
    return false;
}

bool front_read(const struct source *source, struct arena *arena,
                struct front *out, struct diags *diags)
{
    struct reading r = {
        .arena = arena, .out = out, .diags = diags, .fine = true};
    struct front_pairs pairs;
    struct place top = {source, 1, 1};

    *out = (struct front){0};
    if (!is_fence(source_line(source, 1)))
        return true;
    uint32_t close = closing_line(source);
    if (close == 0) {
        diag_add(diags, FRONT_OPEN, top, NULL, NULL);
        return false;
    }
    size_t from = source->line[1], to = source->line[close - 1];
    out->body = close < source->lines ? source->line[close] : source->text.len;
    if (to - from > SIZE_LIMIT)
        return tell_size(diags, top, to - from);
    bool fine = front_yaml_read(source, from, to, arena, &pairs, diags);
    for (size_t i = 0; i < pairs.len; i++)
        take_pair(&r, &pairs.pair[i]);
    return fine && r.fine;
}
