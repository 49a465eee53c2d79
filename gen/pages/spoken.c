#include "spoken.h"

#include "../report/lexicon.h"
#include "spoken_amount.h"
#include "spoken_run.h"

#include <string.h>

#define YEAR_FIRST 1800
#define YEAR_LAST 2199

/* ---- how a number is to be read ---- */

enum reading { READ_AMOUNT, READ_SINGLY, READ_YEAR };

static bool is_year(const struct run *run)
{
    int year = 0;

    if (run->len != 4 || run->decimal)
        return false;
    for (size_t i = 0; i < 4; i++)
        year = year * 10 + (run->digits[i] - '0');
    return year >= YEAR_FIRST && year <= YEAR_LAST;
}

/* 2020年, 〔2020〕, and 2019 in 2019—2020年. */
static bool reads_as_year(const struct speaker *speaker, const struct run *run)
{
    static const char *const close[] = {"〕", "]", "］"};
    struct run second;
    size_t mark = range_at(speaker, run->to);

    if (!is_year(run))
        return false;
    if (word_here(speaker, run->to, "年") || ANY(speaker, run->to, close))
        return true;
    if (!mark || !run_read(speaker, run->to + mark, &second))
        return false;
    return is_year(&second) && word_here(speaker, second.to, "年");
}

/* 12345热线 names a line; 1350个 is an amount. */
static bool is_line(const struct speaker *speaker, const struct run *run)
{
    static const char *const behind[] = {"热线", "电话", "便民",
                                         "政务", "平台", "服务热线"};

    return run->len >= 3 && !run->decimal && ANY(speaker, run->to, behind);
}

/* A hyphen glues the groups of a phone or index number: 0537-1234567. */
static bool is_glued(const struct speaker *speaker, const struct run *run)
{
    bool led = run->digits[0] == '0' && run->len > 2 && !run->decimal;

    return led || (run->len >= 7 && run->len <= RUN_MOST && !run->decimal &&
                   speaker->before == '-');
}

static bool is_quoted(const struct speaker *speaker, const struct run *run)
{
    uint32_t close = rune_at(speaker, run->to);

    return (speaker->before == 0x201c && close == 0x201d) ||
           (speaker->before == '"' && close == '"') ||
           (speaker->before == 0x300c && close == 0x300d);
}

static enum reading reading_of(const struct speaker *speaker,
                               const struct run *run)
{
    if (reads_as_year(speaker, run))
        return READ_YEAR;
    if (is_letter(speaker->before) || is_quoted(speaker, run) ||
        is_line(speaker, run) || is_glued(speaker, run))
        return READ_SINGLY;
    return run->len >= 11 && !run->decimal ? READ_SINGLY : READ_AMOUNT;
}

/* Whether 2 is 两 here: before what it counts, not where it ranks. */
static bool counts(const struct speaker *speaker, size_t behind)
{
    static const char *const rank[] = {"月", "日", "号", "级", "等", "楼",
                                       "班", "中", "师", "字", "环", "路",
                                       "期", "线", "型", "类", "分"};
    static const char *const also[] = {"年", "天",   "周", "岁", "小时", "余",
                                       "多", "分钟", "季", "代", "倍",   "成",
                                       "万", "亿",   "千", "轮", "届"};

    if (word_here(speaker, behind, "月") || word_here(speaker, behind, "日"))
        return false;
    if (word_here(speaker, behind, "分钟"))
        return true;
    if (ANY(speaker, behind, rank))
        return false;
    return ANY(speaker, behind, also) ||
           lexicon_at(LEX_UNIT, speaker->text, behind) > 0;
}

static bool is_ranked(const struct speaker *speaker)
{
    static const uint32_t rank[] = {0x7b2c /* 第 */, 0x521d /* 初 */};

    return speaker->before == rank[0] || speaker->before == rank[1];
}

/* ---- speaking ---- */

static void say_singly(struct speaker *speaker, const struct run *run,
                       bool year)
{
    amount_singly((struct str){run->digits, run->len}, year, speaker->out);
}

static size_t share_at(const struct speaker *speaker, size_t at,
                       const char **word)
{
    uint32_t rune = rune_at(speaker, at);

    *word = rune == '%' ? "百分之" : rune == 0x2030 ? "千分之" : NULL;
    return *word ? rune_len(speaker, at) : 0;
}

/* The % that 10～12% shares: that of the number behind the range mark. */
static const char *shared_share(const struct speaker *speaker,
                                const struct run *run)
{
    struct run second;
    const char *word = NULL;
    size_t mark = range_at(speaker, run->to);

    if (mark && run_read(speaker, run->to + mark, &second))
        share_at(speaker, second.to, &word);
    return word;
}

/* 万, 亿 or 万亿 behind a number; 余 between is left for the text. */
static int scale_at(const struct speaker *speaker, size_t at, size_t *len)
{
    if ((*len = word_at(speaker->text, at, "万亿")))
        return 12;
    if ((*len = word_at(speaker->text, at, "亿")))
        return 8;
    return (*len = word_at(speaker->text, at, "万")) ? 4 : 0;
}

static struct str run_text(const struct run *run)
{
    return (struct str){run->digits, run->len};
}

/* What follows the number that counts for 两: the unit behind the range. */
static size_t unit_place(const struct speaker *speaker, const struct run *run)
{
    struct run second;
    size_t mark = range_at(speaker, run->to);

    if (mark && run_read(speaker, run->to + mark, &second))
        return second.to;
    return run->to;
}

/* Only a number that is 2 and no more can be 两: 二十 and 十二 cannot. */
static bool is_two(const struct run *run)
{
    return !run->decimal && run->len > 0 && run->digits[run->len - 1] == '2' &&
           strspn(run->digits, "0") == run->len - 1;
}

static void say_amount(struct speaker *speaker, const struct run *run)
{
    const char *share;
    size_t len = share_at(speaker, run->to, &share), scale = 0;
    bool liang = is_two(run) && !is_ranked(speaker) &&
                 counts(speaker, unit_place(speaker, run));
    int zeros = scale_at(speaker, run->to, &scale);

    speaker->at = run->to + len;
    if (!share)
        share = shared_share(speaker, run);
    if (share) {
        buf_text(speaker->out, share);
        amount_read(run_text(run), false, speaker->out);
        return;
    }
    if (zeros && amount_scaled(run_text(run), zeros, speaker->out)) {
        speaker->at += scale;
        return;
    }
    amount_read(run_text(run), liang, speaker->out);
}

/* 08:30 as 八点三十分; false where it is no time of day. */
static bool say_clock(struct speaker *speaker, const struct run *run)
{
    struct run minute;
    size_t mark = rune_len(speaker, run->to);

    if (run->decimal || run->len > 2 || rune_at(speaker, run->to) != ':' ||
        digits_at(speaker, run->to + mark, 3) != 2)
        return false;
    if (!run_read(speaker, run->to + mark, &minute) || minute.decimal)
        return false;
    amount_read(run_text(run), true, speaker->out);
    buf_text(speaker->out, "点");
    if (memcmp(minute.digits, "00", 2) != 0) {
        if (minute.digits[0] == '0')
            buf_text(speaker->out, "零");
        amount_read(run_text(&minute), false, speaker->out);
        buf_text(speaker->out, "分");
    }
    speaker->at = minute.to;
    return true;
}

/* 1/3 as 三分之一, where neither a letter nor a third part follows. */
static bool say_fraction(struct speaker *speaker, const struct run *run)
{
    struct run below;
    uint32_t next;

    if (run->decimal || run->len > 2 || rune_at(speaker, run->to) != '/' ||
        !run_read(speaker, run->to + 1, &below))
        return false;
    next = rune_at(speaker, below.to);
    if (below.len == 0 || below.decimal || next == '/' || is_letter(next))
        return false;
    amount_read(run_text(&below), false, speaker->out);
    buf_text(speaker->out, "分之");
    amount_read(run_text(run), false, speaker->out);
    speaker->at = below.to;
    return true;
}

/* A number too long for any amount: each digit by itself. */
static void say_long(struct speaker *speaker)
{
    while (is_digit(rune_at(speaker, speaker->at))) {
        char digit = (char)rune_at(speaker, speaker->at);
        amount_singly((struct str){&digit, 1}, false, speaker->out);
        speaker->at += rune_len(speaker, speaker->at);
    }
}

static void say_units(struct speaker *speaker);

static void say_number(struct speaker *speaker)
{
    struct run run;

    if (!run_read(speaker, speaker->at, &run)) {
        say_long(speaker);
        return;
    }
    enum reading reading = reading_of(speaker, &run);
    speaker->at = run.to;
    if (reading != READ_AMOUNT) {
        say_singly(speaker, &run, reading == READ_YEAR);
    } else if (!say_clock(speaker, &run) && !say_fraction(speaker, &run)) {
        say_amount(speaker, &run);
        say_units(speaker);
    }
}

/* ---- signs between and behind numbers ---- */

/* What a sign for a unit may begin with. */
static bool opens_sign(char byte)
{
    return byte == 'k' || byte == 'm' || byte == 'c' ||
           byte == '\xe3' /* ㎡ */ || byte == '\xe2' /* ℃ */;
}

/* km as 公里; false where no such sign stands there. */
static bool say_sign(struct speaker *speaker)
{
    static const struct {
        const char *sign, *word;
    } signs[] = {{"km²", "平方公里"}, {"km2", "平方公里"}, {"m²", "平方米"},
                 {"m2", "平方米"},    {"㎡", "平方米"},    {"m³", "立方米"},
                 {"m3", "立方米"},    {"km", "公里"},      {"kg", "公斤"},
                 {"mm", "毫米"},      {"cm", "厘米"},      {"℃", "摄氏度"}};

    if (speaker->at == speaker->text.len ||
        !opens_sign(speaker->text.ptr[speaker->at]))
        return false;
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        if (!word_here(speaker, speaker->at, signs[i].sign))
            continue;
        size_t len = strlen(signs[i].sign);
        if (is_letter(rune_at(speaker, speaker->at + len)))
            continue;
        buf_text(speaker->out, signs[i].word);
        speaker->at += len;
        return true;
    }
    return false;
}

/* Signs for units, and 微克/立方米: what stands behind an amount. */
static void say_units(struct speaker *speaker)
{
    if (say_sign(speaker))
        return;
    size_t unit = lexicon_at(LEX_UNIT, speaker->text, speaker->at);
    size_t slash = speaker->at + unit;
    if (!unit || rune_at(speaker, slash) != '/')
        return;
    buf_add(speaker->out, speaker->text.ptr + speaker->at, unit);
    buf_text(speaker->out, "每");
    speaker->at = slash + rune_len(speaker, slash);
}

/* Whether an amount or a date ends in front of `at`: 8%, 1日, 20万. */
static bool amount_ends(const struct speaker *speaker)
{
    static const enum lexicon lists[] = {LEX_UNIT, LEX_TIME, LEX_DATE};
    struct str text = speaker->text;
    uint32_t before = speaker->before;

    if (is_digit(before) || before == '%' || before == 0x2030 ||
        before == 0x4e07 /* 万 */ || before == 0x4ebf /* 亿 */)
        return true;
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        if (lexicon_before(lists[i], text, speaker->at))
            return true;
    return false;
}

/* 到 between two numbers, nothing between the groups of a phone number. */
static bool say_range(struct speaker *speaker)
{
    struct run next = {0};

    if (!is_range_mark(rune_at(speaker, speaker->at)))
        return false;
    size_t mark = range_at(speaker, speaker->at);
    if (!mark || !amount_ends(speaker))
        return false;
    bool known = run_read(speaker, speaker->at + mark, &next);
    bool phone = is_digit(speaker->before) && (!known || next.len >= 7);
    if (!phone)
        buf_text(speaker->out, "到");
    speaker->at += mark;
    return true;
}

/* -3%: a minus where no number stands before. */
static bool say_minus(struct speaker *speaker)
{
    uint32_t rune = rune_at(speaker, speaker->at);
    size_t len = rune_len(speaker, speaker->at);

    if ((rune != '-' && rune != 0x2212) || is_letter(speaker->before) ||
        is_range_mark(speaker->before) ||
        !is_digit(rune_at(speaker, speaker->at + len)))
        return false;
    buf_text(speaker->out, "负");
    speaker->at += len;
    return true;
}

/* 3+N as 三加N. */
static bool say_plus(struct speaker *speaker)
{
    uint32_t next = rune_at(speaker, speaker->at + 1);
    bool between = (is_digit(speaker->before) || is_letter(speaker->before)) &&
                   (is_digit(next) || is_letter(next));

    if (rune_at(speaker, speaker->at) != '+' || !between)
        return false;
    buf_text(speaker->out, "加");
    speaker->at += rune_len(speaker, speaker->at);
    return true;
}

static void say_other(struct speaker *speaker)
{
    size_t len = rune_len(speaker, speaker->at);

    if (say_range(speaker) || say_minus(speaker) || say_plus(speaker))
        return;
    buf_add(speaker->out, speaker->text.ptr + speaker->at, len);
    speaker->at += len;
}

/* Where the stretch ends that is read as it stands, without digits and signs:
 * most of a text. */
static size_t plain_end(struct str text, size_t at)
{
    uint32_t rune;

    for (size_t len; (at = lexicon_skip_han(text, at)) < text.len; at += len) {
        len = text_decode(text, at, &rune);
        rune = rune_half(rune);
        if (is_digit(rune) || is_range_mark(rune) || rune == '+')
            break;
    }
    return at;
}

void spoken_write(struct str text, struct buf *out)
{
    struct speaker speaker = {.text = text, .out = out};

    while (speaker.at < text.len) {
        size_t end = plain_end(text, speaker.at);
        if (end > speaker.at) {
            buf_add(out, text.ptr + speaker.at, end - speaker.at);
            speaker.at = end;
        } else if (is_digit(rune_at(&speaker, speaker.at)))
            say_number(&speaker);
        else
            say_other(&speaker);
        speaker.before = rune_half(text_before(text, speaker.at));
    }
}

void spoken_count(size_t number, struct buf *out)
{
    struct buf digits = {0};

    buf_format(&digits, "%zu", number);
    amount_read(buf_view(&digits), false, out);
    buf_free(&digits);
}
