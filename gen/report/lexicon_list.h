/*
 * lexicon_list - the names of the lists of words.
 *
 * The first 64 can be asked for together, as sets; those behind LEX_GOAL are
 * asked alone.
 */
#ifndef LEXICON_LIST_H
#define LEXICON_LIST_H

enum lexicon {
    /* around a number */
    LEX_UNIT, /* units and classifiers */
    LEX_UNIT_TRAP, /* words that only begin like a unit: 分别, 条件 */
    LEX_TIME, /* behind a number: a date, a duration, an age, an ordinal */
    LEX_PHRASE, /* set phrases that begin with a numeral: 三次产业 */
    LEX_CAPACITY, /* before a number that describes a thing: 年产 */
    LEX_ORDINAL, /* before a number that ranks or is vague: 第, 几 */
    LEX_BEFORE_LEAST,
    LEX_BEFORE_MOST,
    LEX_BEFORE_ABOUT,
    LEX_BEFORE_TRAP, /* words that only end like one of those: 节约, 附近 */
    LEX_AFTER_LEAST,
    LEX_AFTER_MOST,
    LEX_AFTER_ABOUT,
    LEX_NUMERAL, /* what a Chinese numeral begins with */
    LEX_FIGURE, /* words that are figures: 翻一番 */
    LEX_RANGE, /* between the two numbers of a range */
    LEX_INFIX, /* vague, between number and unit: 600余亩 */
    /* around an indicator */
    LEX_LEAD, /* before it: verbs and scopes that are no part of it */
    LEX_LEAD_TRAP, /* indicators that begin like one of those */
    LEX_TAIL, /* between it and its number, saying nothing of change */
    LEX_TAIL_TRAP, /* words that only end like one of those: 人均, 成为 */
    LEX_REACH, /* the same, where a change of state is told: 提高到 */
    LEX_UP,
    LEX_DOWN,
    LEX_COMPARED, /* a change, but only where it is compared: 比上年多 */
    LEX_UP_SHARE, /* up, but only of percent: 道路绿化提升15条 is no rise */
    LEX_RATE, /* an indicator that is itself a change: 增速, 降幅 */
    LEX_MAKE, /* verbs whose object may follow the number: 完成132户搬迁 */
    LEX_TASK, /* what a share of fulfilment is a share of */
    LEX_METRIC, /* how the names of what is measured end */
    LEX_VAGUE, /* measures that need the name before them: 占比 */
    LEX_STUB, /* what is no name when the verb before it is gone: 率 */
    LEX_ALONE, /* what is no name at all: 改500户, 年均增长 */
    LEX_NAME_END, /* what a name may end with that is no part of it */
    LEX_YIELD, /* measures of what is grown, said of the last: 出栏, 总产 */
    LEX_INNER, /* verbs between a subject and what is counted: 增设 */
    LEX_SPEND, /* before an amount that was spent on what follows: 投入 */
    LEX_TOPIC, /* before a count of nothing done: 主要有以下, 不漏 */
    LEX_PLACE, /* how the names of places and roads end, where works are */
    LEX_STRIVES, /* a promise, whatever the chapter: 力争 */
    LEX_SCOPE, /* whom something reached, not what was done: 惠及 */
    LEX_EXTENT, /* how large the place or project is: 总人口, 总投资 */
    LEX_OTHERS, /* comparisons with others: 高于全县平均 */
    LEX_GROUND, /* what a base ends with: 在去年的基础上 */
    LEX_EXAMPLES, /* behind examples: 电商、月嫂等技能培训 */
    LEX_TIME_OPEN, /* before a date: 截至, 到 */
    LEX_SPAN, /* times without a number: 年底前 */
    LEX_EARLIER, /* what a comparison looks back to: 上年, 同期 */
    LEX_MEANS, /* before what it was done by: 通过 */
    LEX_EXCEPT, /* before what a growth leaves out: 剔除 */
    LEX_RATE_ALONE, /* what is a change where it is the whole name: 增长率 */
    /* signs at an edge of a text: whether one stands there, its front or back
     * tells by itself */
    LEX_LABEL, /* what a chapter's label or number, or a date begins with */
    LEX_OPENING, /* before the name: 净增, 分别; 比 of a base */
    LEX_IN, /* 在 */
    LEX_FOCUS, /* 以 */
    LEX_NO_VERB, /* what a scope begins with: 全镇, 各村; and 已 */
    LEX_DID, /* what a verb ends with that was done: 了, 起 */
    LEX_ASKED, /* what may end so that was asked: 任务的, 计划投资 */
    /* of clauses and headings */
    LEX_YEAR, /* without it no clause names a year */
    LEX_DONE, /* in a plan: this was reached already */
    LEX_AHEAD, /* in a summary: this is still to come */
    LEX_READY, /* states that can be seen on the spot: 竣工 */
    LEX_PAST, /* opens what was, in a plan: 去年 */
    LEX_GOAL, /* opens the sentence of main targets */
    LEX_PLAN,
    LEX_PLAN_STRICT, /* plan words that a heading of the past never has */
    LEX_SUMMARY,
    /* heads of a table's columns */
    LEX_HEAD_LABEL,
    LEX_HEAD_UNIT,
    LEX_HEAD_TARGET,
    LEX_HEAD_RESULT,
    LEX_HEAD_CHANGE,
    LEX_HEAD_AMOUNT, /* promised or reached, as the chapter says */
    LEX_HEAD_TIME,
    LEX_HEAD_OTHER,
    /* of chapters whose headings say nothing */
    LEX_LOOKS_AHEAD,
    LEX_LOOKS_BACK,
    /* asked alone */
    LEX_NOTED, /* what those words before a number begin with that tell whose it
                  is: 分别, 均为, 占 */
    LEX_AMOUNT_UNIT, /* how those end that measure and do not count */
    LEX_DATE, /* those of LEX_TIME that are dates and spans of time */
    LEX_NOT_NOUN, /* behind 以上: what shows that no name goes on */
    LEX_AMOUNT, /* those measures that are amounts: a bare % is a growth */
    LEX_KIND, /* what a threshold chooses from: 超亿元项目 */
    LEX_JOINT, /* between two names */
    LEX_JOINT_END, /* words that end with one: 参与 */
    LEX_TIME_TAIL, /* behind a date: 底前, 以来 */
    LEX_PLEDGE, /* promises that a thing will be: 确保 */
    LEX_PIECE_LEAD, /* before the name of what is going to be finished: 并, 将 */
    LEX_PIECE_TAIL, /* behind it: 全部, 正式 */
    LEX_JOINT_TRAP, /* words that begin with a joint: 和谐 */
    LEX_NUMBERED, /* before digits that are a name: 电话, 编号 */
    LEX_NEGATION, /* 2家企业没能上报: whom it is told of */
    LEX_NOT_TENTHS, /* what 成 is no share before: 成立 */
    LEX_HALFWAY, /* 时间过半、任务过半 is a way of speaking */
    LEX_LOOSE, /* times that nobody can check: 早日 */
    LEX_TELLS, /* behind what is measured, telling of it: 首次, 实现 */
    LEX_WORKS, /* what can be finished: 完成老街立面改造 */
    LEX_OPENS, /* states that stand before their thing: 启用新校区 */
    LEX_SYSTEM, /* how those things end that nobody can see: 建成…体系 */
    LEX_ASSEMBLY, /* before 五次会议: 人大, 八届 */
    LEX_SESSION, /* 会议, behind such a number */
    LEX_RANKED, /* behind a count of rivals: 前列, 排名 */
    LEX_ABSTRACT, /* what is told, not counted: 3个方面 */
    LEX_TOWN, /* those of them that people live in */
    LEX_PEOPLE, /* what people are counted by */
    LEX_FRAME, /* what a speech counts its own heads by: 三项重点 */
    LEX_WE_SHALL, /* in a line that leads on: 重点抓好 */
    LEX_WE_DID, /* 主要做了 */
    LEX_FACTOR, /* how that ends: 因素 */
    LEX_PROGRAMME, /* plans that are the name of a thing: 人才计划 */
    LEX_STAGES, /* in what is done by stages: 分两期 */
    LEX_NARROWER, /* make another number of the same indicator: 季度, 村 */
    LEX_TERM, /* times of the year that only a state makes a deadline: 暑期 */
    LEXICONS
};

#endif
