#include "progress_judge.h"

#include "word.h"

#include <math.h>

/* Of these less is better. */
static const char *const falling[] = {
    "失业", "贫困发生", "返贫", "死亡", "事故", "能耗", "案件",     "警情",
    "信访", "发病",     "负债", "债务", "污染", "排放", "细颗粒物", "PM",
    "投诉", "隐患",     "逾期", "空置", "撂荒", "抛荒", "流失"};

/* Whether one of them may begin so; few characters of an indicator do. */
static bool opens_falling(uint32_t rune)
{
    switch (rune) {
    case 'P':
    case 0x4e8b: /* 事 */
    case 0x4fe1: /* 信 */
    case 0x503a: /* 债 */
    case 0x53d1: /* 发 */
    case 0x5931: /* 失 */
    case 0x6295: /* 投 */
    case 0x629b: /* 抛 */
    case 0x6392: /* 排 */
    case 0x6482: /* 撂 */
    case 0x6848: /* 案 */
    case 0x6b7b: /* 死 */
    case 0x6c61: /* 污 */
    case 0x6d41: /* 流 */
    case 0x7a7a: /* 空 */
    case 0x7ec6: /* 细 */
    case 0x80fd: /* 能 */
    case 0x8b66: /* 警 */
    case 0x8d1f: /* 负 */
    case 0x8d2b: /* 贫 */
    case 0x8fd4: /* 返 */
    case 0x903e: /* 逾 */
    case 0x9690: /* 隐 */ return true;
    default: return false;
    }
}

static bool falling_at(struct str indicator, size_t at)
{
    for (size_t i = 0; i < sizeof(falling) / sizeof(falling[0]); i++)
        if (word_at(indicator, at, falling[i]))
            return true;
    return false;
}

static bool is_falling(struct str indicator)
{
    uint32_t rune;

    for (size_t at = 0, len; at < indicator.len; at += len) {
        len = text_decode(indicator, at, &rune);
        if (opens_falling(rune) && falling_at(indicator, at))
            return true;
    }
    return false;
}

/* A promise and a result on one scale, on which more is better. */
struct duel {
    double low, high; /* what was promised */
    double slack; /* two numbers no further apart than this are one */
    bool bound; /* 不低于, 不超过: kept or not, and no more */
};

/* Growth and decline are one scale with two signs, so are rise and fall. */
static int sign_of(enum record_measure measure)
{
    return measure == MEASURE_DECLINE || measure == MEASURE_FALL ? -1 : 1;
}

static bool is_relative(enum record_measure measure)
{
    return measure == MEASURE_GROWTH || measure == MEASURE_DECLINE;
}

static bool is_absolute(enum record_measure measure)
{
    return measure == MEASURE_RISE || measure == MEASURE_FALL;
}

static bool same_measure(enum record_measure a, enum record_measure b)
{
    return a == b || (is_relative(a) && is_relative(b)) ||
           (is_absolute(a) && is_absolute(b));
}

static void turn(struct measured *value)
{
    double low = value->low;

    value->low = -value->high;
    value->high = -low;
}

static enum verdict judge_point(const struct duel *duel, double value)
{
    if (value < duel->low - duel->slack)
        return VERDICT_MISSED;
    if (value > duel->high + duel->slack && !duel->bound)
        return VERDICT_EXCEEDED;
    return VERDICT_MET;
}

/* How a result that may be anything between two ends is judged. */
static enum verdict judge_ends(const struct duel *duel, double low, double high)
{
    enum verdict worst = judge_point(duel, low);
    enum verdict best = judge_point(duel, high);

    if (worst == VERDICT_MISSED && best != VERDICT_MISSED)
        return VERDICT_DIFFERENT;
    return worst;
}

static bool is_bound(const struct record *target)
{
    return target->op == OP_LEAST || target->op == OP_MOST;
}

static struct duel duel_of(const struct record *target,
                           const struct measured *promised, double fine)
{
    struct duel duel = {promised->low, promised->high, 0, is_bound(target)};

    duel.slack = fmin(promised->fine, fine) * (1 - 1e-9);
    if (target->op == OP_ABOUT) {
        double about = fabs(promised->low) * PROGRESS_ABOUT / 100;
        duel.low -= about;
        duel.high += about;
    }
    return duel;
}

static bool less_is_better(const struct record *target)
{
    if (is_bound(target))
        return target->op == OP_MOST;
    return sign_of(target->measure) > 0 && is_falling(target->indicator);
}

struct asked asked_of(const struct record *target)
{
    return (struct asked){.target = target, .amount = measured_record(target)};
}

enum verdict asked_judge(struct asked *asked, const struct record *result,
                         struct measured reached)
{
    const struct record *target = asked->target;
    struct measured promised = asked->amount;

    if (!target->has_value || !result->has_value ||
        !same_measure(target->measure, result->measure) ||
        !measured_comparable(&promised, &reached))
        return VERDICT_DIFFERENT;
    if (!asked->turns_known)
        asked->turns = less_is_better(target);
    asked->turns_known = true;
    if (sign_of(result->measure) != sign_of(target->measure))
        turn(&reached);
    if (asked->turns) {
        turn(&promised);
        turn(&reached);
    }
    struct duel duel = duel_of(target, &promised, reached.fine);
    return judge_ends(&duel, reached.low, reached.high);
}

enum verdict progress_judge(const struct record *target,
                            const struct record *result)
{
    struct asked asked = asked_of(target);

    return asked_judge(&asked, result, measured_record(result));
}
