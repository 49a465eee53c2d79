#include "watermark.h"

#include "../base/map.h"
#include "../read/manuscript.h"

#include <string.h>

#define HAN_MOST 40 /* Han characters of a watermark */
#define KEY_HAN 4 /* so many must be alike to come into question */
#define SYMBOLS_MOST 24 /* runes of a code before or behind it */
#define MEMBERS_LEAST 3
#define MODELS_MOST 50

/* The end of one paragraph: its last Han characters and where they stand. */
struct tail {
    struct block *block;
    uint32_t han[HAN_MOST]; /* the last one first */
    uint32_t at[HAN_MOST]; /* byte offsets */
    size_t len;
    bool broken; /* symbols stand between them */
};

struct group {
    struct tail **member;
    size_t len, cap;
};

struct search {
    struct manuscript *manuscript;
    struct arena scratch;
    struct map groups; /* the last KEY_HAN characters → group */
};

static bool ends_sentence(uint32_t rune)
{
    return rune == 0x3002 || rune == 0xFF01 || rune == 0xFF1F ||
           rune == 0xFF1B || rune == 0xFF1A || rune == '.' || rune == '!' ||
           rune == '?' || rune == ';' || rune == ':' || rune == 0x201D ||
           rune == 0xFF09 || rune == ')' || rune == 0x3011 || rune == 0x300B;
}

static bool is_alnum(uint32_t rune)
{
    return (rune >= '0' && rune <= '9') || (rune >= 'a' && rune <= 'z') ||
           (rune >= 'A' && rune <= 'Z');
}

static size_t step_back(struct str text, size_t at, uint32_t *rune)
{
    char bytes[4];

    *rune = text_before((struct str){text.ptr, at}, at);
    return *rune ? at - rune_encode(*rune, bytes) : 0;
}

/* Reads a paragraph's end; false where it is a sentence's. */
static bool read_tail(struct block *block, struct tail *tail)
{
    struct str text = block->text;
    size_t at = text.len, other = 0;
    uint32_t rune;

    *tail = (struct tail){.block = block};
    while (at > 0 && tail->len < HAN_MOST && other < SYMBOLS_MOST) {
        size_t from = step_back(text, at, &rune);
        if (rune_is_han(rune)) {
            tail->broken = tail->broken || (other > 0 && tail->len > 0);
            tail->han[tail->len] = rune;
            tail->at[tail->len++] = (uint32_t)from;
            other = 0;
        } else if (ends_sentence(rune) && rune != '.' && rune != ':') {
            break;
        } else {
            other++;
        }
        at = from;
    }
    return tail->len >= KEY_HAN;
}

static void add_member(struct search *search, const struct tail *tail)
{
    struct str key = {arena_copy(&search->scratch, (const char *)tail->han,
                                 KEY_HAN * sizeof(*tail->han)),
                      KEY_HAN * sizeof(*tail->han)};
    struct group *group = map_get(&search->groups, key);

    if (!group) {
        group = arena_new(&search->scratch, sizeof(*group));
        map_set(&search->groups, key, group);
    }
    struct tail *kept = arena_new(&search->scratch, sizeof(*kept));
    *kept = *tail;
    group->member =
        mem_grow(group->member, group->len, &group->cap, sizeof(struct tail *));
    group->member[group->len++] = kept;
}

static size_t shared(const struct tail *a, const struct tail *b)
{
    size_t len = 0;

    while (len < a->len && len < b->len && a->han[len] == b->han[len])
        len++;
    return len;
}

/* How many Han characters most members of the group end with alike, and one
 * of those that do; 0 where too few agree. */
static size_t common_length(const struct group *group,
                            const struct tail **model)
{
    size_t need = group->len * 6 / 10, best = 0;

    need = need < MEMBERS_LEAST ? MEMBERS_LEAST : need;
    for (size_t i = 0; i < group->len && i < MODELS_MOST; i++) {
        size_t count[HAN_MOST + 1] = {0}, sum = 0, len = HAN_MOST;
        for (size_t j = 0; j < group->len; j++)
            count[shared(group->member[i], group->member[j])]++;
        for (; len >= KEY_HAN; len--) {
            sum += count[len];
            if (sum >= need)
                break;
        }
        if (len >= KEY_HAN && len > best) {
            best = len;
            *model = group->member[i];
        }
    }
    return best;
}

/* The run of letters, digits and symbols that stands before byte `at`. */
static struct str run_before(struct str text, size_t at)
{
    size_t from = at;
    uint32_t rune;

    for (size_t i = 0; from > 0 && i < SYMBOLS_MOST; i++) {
        size_t before = step_back(text, from, &rune);
        if (rune_is_han(rune) || ends_sentence(rune) || rune == ',' ||
            rune == 0xFF0C || rune == 0x3001 || rune == '%')
            break;
        from = before;
    }
    return (struct str){text.ptr + from, at - from};
}

static bool has_letter(struct str run)
{
    for (size_t i = 0; i < run.len; i++)
        if (is_alnum((unsigned char)run.ptr[i]) && run.ptr[i] > '9')
            return true;
    return false;
}

static bool has_alnum(struct str run)
{
    for (size_t i = 0; i < run.len; i++)
        if (is_alnum((unsigned char)run.ptr[i]))
            return true;
    return false;
}

/* The code most members bear before the mark; empty where it is another each
 * time. `*coded` tells whether most have any. */
static struct str usual_code(const struct group *group, size_t han,
                             const struct tail *model, bool *coded)
{
    struct str first = STR("");
    size_t with = 0, same = 0, all = 0;

    for (size_t i = 0; i < group->len; i++) {
        const struct tail *tail = group->member[i];
        if (shared(tail, model) < han)
            continue;
        struct str run = run_before(tail->block->text, tail->at[han - 1]);
        all++;
        with += has_letter(run);
        if (has_letter(run) && (first.len == 0 || run.len < first.len))
            first = run;
    }
    for (size_t i = 0; i < group->len && first.len; i++) {
        const struct tail *tail = group->member[i];
        if (shared(tail, model) < han)
            continue;
        struct str run = run_before(tail->block->text, tail->at[han - 1]);
        same += run.len >= first.len && memcmp(run.ptr + run.len - first.len,
                                               first.ptr, first.len) == 0;
    }
    *coded = with * 2 >= all;
    return same * 2 >= with && same >= 2 ? first : STR("");
}

/* Words that part of a text bears at its end on purpose. */
static bool is_label(struct str text)
{
    static const char *const word[] = {"责任", "牵头",   "配合单位", "完成时限",
                                       "主管", "负责人", "联系"};

    for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
        if (str_find(text, str_of(word[i])) != SIZE_MAX)
            return true;
    return false;
}

static struct str tail_text(const struct tail *tail, size_t han)
{
    size_t from = tail->at[han - 1];

    return (struct str){tail->block->text.ptr + from,
                        tail->block->text.len - from};
}

/* True where the mark's first characters name the page's own site. */
static bool is_site_name(const struct manuscript *manuscript,
                         const struct tail *model, size_t han)
{
    struct buf head = {0};

    for (size_t i = 0; i < 4 && i < han; i++)
        buf_rune(&head, model->han[han - 1 - i]);
    bool found = manuscript->page_title.len &&
                 str_find(manuscript->page_title, buf_view(&head)) != SIZE_MAX;
    buf_free(&head);
    return found;
}

/* One more sign, beside coming again and again, that it is no text. */
static bool has_evidence(const struct search *search, const struct group *group,
                         const struct tail *model, size_t han, bool coded)
{
    size_t alone = 0, broken = 0, behind = 0, all = 0, paragraphs = 0;

    for (size_t i = 0; i < group->len; i++) {
        const struct tail *tail = group->member[i];
        if (shared(tail, model) < han)
            continue;
        struct str text = tail->block->text;
        struct str run = run_before(text, tail->at[han - 1]);
        size_t from = (size_t)(run.ptr - text.ptr);
        all++;
        alone += from == 0;
        broken += tail->broken;
        behind += from == 0 || ends_sentence(text_before(text, from));
    }
    for (size_t i = 0; i < search->manuscript->len; i++)
        paragraphs += text_han(search->manuscript->block[i].text) > 20;
    if (is_label(tail_text(model, han)) || behind < 2) /* ends of titles */
        return false;
    if (is_site_name(search->manuscript, model, han) || coded)
        return true;
    return behind * 10 >= all * 6 &&
           ((alone && alone < all) || broken * 2 >= all ||
            all * 10 >= paragraphs * 8);
}

static void cut_member(struct search *search, const struct tail *tail,
                       size_t han, struct str code, bool coded)
{
    struct block *block = tail->block;
    struct str text = block->text;
    size_t from = tail->at[han - 1];
    struct str run = run_before(text, from);
    bool ends_with_code =
        code.len && run.len >= code.len &&
        memcmp(run.ptr + run.len - code.len, code.ptr, code.len) == 0;

    if (ends_with_code)
        from -= code.len;
    else if (!has_alnum(run) || (coded && has_letter(run)))
        from -= run.len;
    manuscript_cut(search->manuscript, block, (struct str){text.ptr, from},
                   (struct str){text.ptr + from, text.len - from},
                   LOSS_WATERMARK);
}

static void judge_group(struct search *search, const struct group *group)
{
    const struct tail *model = NULL;
    bool coded;
    size_t han = group->len >= MEMBERS_LEAST ? common_length(group, &model) : 0;

    if (han == 0)
        return;
    struct str code = usual_code(group, han, model, &coded);
    if (!has_evidence(search, group, model, han, coded))
        return;
    for (size_t i = 0; i < group->len; i++)
        if (shared(group->member[i], model) >= han)
            cut_member(search, group->member[i], han, code, coded);
}

static void remove_tails(struct manuscript *manuscript)
{
    struct search search = {.manuscript = manuscript};
    struct tail tail;

    for (size_t i = 0; i < manuscript->len; i++) {
        struct block *block = &manuscript->block[i];
        bool is_text =
            block->kind == BLOCK_TEXT || block->kind == BLOCK_HEADING;
        if (!block->off && is_text && read_tail(block, &tail))
            add_member(&search, &tail);
    }
    for (size_t i = 0; i < search.groups.len; i++) {
        struct group *group = search.groups.entry[i].value;
        judge_group(&search, group);
        mem_free(group->member);
    }
    map_free(&search.groups);
    arena_free(&search.scratch);
}

/* What is hidden again and again and stands once to be seen is the same. */
static void remove_hidden_twins(struct manuscript *manuscript)
{
    struct map hidden = {0};
    static char mark;

    for (size_t i = 0; i < manuscript->notes; i++)
        if (manuscript->note[i].loss == LOSS_HIDDEN &&
            manuscript->note[i].text.len >= 6)
            map_add(&hidden, manuscript->note[i].text, &mark);
    for (size_t i = 0; i < manuscript->len && hidden.len; i++) {
        struct block *block = &manuscript->block[i];
        if (block->off || block->kind == BLOCK_TABLE)
            continue;
        if (map_get(&hidden, block->text)) {
            manuscript_drop(manuscript, block, LOSS_WATERMARK);
            continue;
        }
        for (size_t j = 0; j < hidden.len && j < 8; j++) {
            struct str twin = hidden.entry[j].key, text = block->text;
            size_t rest = text.len > twin.len ? text.len - twin.len : 0;
            if (rest && memcmp(text.ptr + rest, twin.ptr, twin.len) == 0) {
                manuscript_cut(manuscript, block, (struct str){text.ptr, rest},
                               twin, LOSS_WATERMARK);
                break;
            }
        }
    }
    map_free(&hidden);
}

/* ---- random letters ---- */

/* Letters and digits without a word among them: "k3Jd8xQ". */
static bool is_random(struct str text)
{
    size_t turns = 0, letters = 0, digits = 0;
    int before = 0;

    if (text.len < 6 || text.len > SYMBOLS_MOST * 2)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        int kind = byte >= '0' && byte <= '9'   ? 1
                   : byte >= 'a' && byte <= 'z' ? 2
                   : byte >= 'A' && byte <= 'Z' ? 3
                                                : 4;
        if (byte <= ' ' || byte >= 0x7F)
            return false;
        letters += kind == 2 || kind == 3;
        digits += kind == 1;
        turns += before && kind != before;
        before = kind;
    }
    return letters >= 2 && digits >= 1 && turns * 3 >= text.len;
}

/* The ASCII run at a paragraph's end, behind a sentence's end. */
static struct str noise_behind(struct str text)
{
    size_t from = text.len;

    while (from > 0 && text.ptr[from - 1] > ' ' && text.ptr[from - 1] < 0x7F)
        from--;
    struct str head = str_trim((struct str){text.ptr, from});
    struct str run = {text.ptr + from, text.len - from};
    if (head.len && !text_is_ended(head))
        return STR("");
    return is_random(run) ? run : STR("");
}

static void remove_noise(struct manuscript *manuscript)
{
    size_t found = 0;

    for (size_t i = 0; i < manuscript->len; i++)
        found += !manuscript->block[i].off &&
                 noise_behind(manuscript->block[i].text).len > 0;
    if (found < MEMBERS_LEAST)
        return;
    for (size_t i = 0; i < manuscript->len; i++) {
        struct block *block = &manuscript->block[i];
        struct str run = noise_behind(block->text);
        if (!block->off && run.len)
            manuscript_cut(manuscript, block,
                           str_range(block->text.ptr, run.ptr), run,
                           LOSS_NOISE);
    }
}

void watermark_remove(struct manuscript *manuscript)
{
    remove_hidden_twins(manuscript);
    remove_tails(manuscript);
    remove_noise(manuscript);
}
