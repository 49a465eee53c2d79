#include "measured.h"
#include "progress.h"

#include <math.h>

/* Of these less is better. */
static const char *const falling[] = {
    "失业", "贫困发生", "返贫", "死亡", "事故", "能耗", "案件",     "警情",
    "信访", "发病",     "负债", "债务", "污染", "排放", "细颗粒物", "PM",
    "投诉", "隐患",     "逾期", "空置", "撂荒", "抛荒", "流失"};

static bool is_falling(struct str indicator)
{
    for (size_t i = 0; i < sizeof(falling) / sizeof(falling[0]); i++)
        if (str_find(indicator, str_of(falling[i])) != SIZE_MAX)
            return true;
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

static struct duel duel_of(const struct record *target,
                           const struct measured *promised, double fine)
{
    struct duel duel = {promised->low, promised->high, 0, false};

    duel.slack = fmin(promised->fine, fine) * (1 - 1e-9);
    duel.bound = target->op == OP_LEAST || target->op == OP_MOST;
    if (target->op == OP_ABOUT) {
        double about = fabs(promised->low) * PROGRESS_ABOUT / 100;
        duel.low -= about;
        duel.high += about;
    }
    return duel;
}

enum verdict progress_judge(const struct record *target,
                            const struct record *result)
{
    int sign = sign_of(target->measure);

    if (!target->has_value || !result->has_value ||
        !same_measure(target->measure, result->measure))
        return VERDICT_DIFFERENT;
    struct measured promised = measured_record(target);
    struct measured reached = measured_record(result);
    if (!measured_comparable(&promised, &reached))
        return VERDICT_DIFFERENT;
    if (sign_of(result->measure) != sign)
        turn(&reached);
    bool bound = target->op == OP_LEAST || target->op == OP_MOST;
    if (bound ? target->op == OP_MOST
              : sign > 0 && is_falling(target->indicator)) {
        turn(&promised);
        turn(&reached);
    }
    struct duel duel = duel_of(target, &promised, reached.fine);
    return judge_ends(&duel, reached.low, reached.high);
}
