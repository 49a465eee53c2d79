/*
 * diag - what is wrong, where, and how to mend it.
 *
 * Every problem a run can tell has one entry in codes.h: its name, level,
 * exit code, sentences in Chinese and English, and a hint. Problems are
 * collected and never stop the reading; each thread collects its own and they
 * are merged, so that what is told does not depend on who came first.
 *
 * Told form: `path:line:column: error: sentence [name]`, the source line with
 * a caret under the place, then the hint.
 */
#ifndef DIAG_H
#define DIAG_H

#include "buf.h"
#include "mem.h"
#include "source.h"

enum diag_level { DIAG_OFF, DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

enum lang { LANG_ZH, LANG_EN };

/* Exit codes (DESIGN.md §5): whom to ask. */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_CONTENT = 1,
    EXIT_USAGE = 2,
    EXIT_BUG = 70,
    EXIT_SYSTEM = 74,
    EXIT_BUSY = 75,
    EXIT_CONFIG = 78,
};

enum diag_code {
#define CODE(id, ...) id,
#include "codes.h"
#undef CODE
    DIAG_CODES
};

/* What the table says of a code. */
struct diag_rule {
    const char *name; /* stable, in brackets behind each message */
    enum diag_level level;
    enum exit_code exit;
    const char *sentence[2], *hint[2]; /* by enum lang; hint may be "" */
};

struct diag {
    enum diag_code code;
    enum diag_level level;
    const char *path; /* "" where no file is meant */
    uint32_t line, column;
    const char *a, *b; /* fill {1} and {2} in sentence and hint */
    const char *excerpt; /* the source line, long numbers masked, or NULL */
    const char *detail; /* a further line as it stands, or NULL */
};

#define DIAG_SEEN (DIAG_CODES / 64 + 1)

/* Starts as {0}; has its own copies of all texts. */
struct diags {
    struct arena arena;
    struct diag *item;
    size_t len, cap;
    size_t dropped; /* told beyond DIAG_MOST, forgotten, or passed over */
    size_t passed; /* so many of them were passed over that would be kept */
    uint64_t seen[DIAG_SEEN]; /* codes of those that are kept, or forgotten */
};

/* More than this many are counted and no longer kept; but the first of each
 * code is, whenever it comes, so that an error never hides behind warnings. */
#define DIAG_MOST 10000

const struct diag_rule *diag_rule(enum diag_code code);

/* The code of that name, or DIAG_CODES. */
enum diag_code diag_named(struct str name);

/*
 * A reason in both languages, for an argument or a part of one and for a
 * detail: of it that in the language of the run is told.
 */
#define BOTH(chinese, english) "\x02" chinese "\x1F" english "\x03"

/* A format for such a reason behind what it is the reason for. */
#define IN_BRACKETS BOTH("（", " (") "%s" BOTH("）", ")")

/* Why the system failed, as such a reason: what errno means. */
const char *diag_reason(int error);

/* Adds an argument or a detail as it is told. */
void diag_say(struct buf *out, const char *text, enum lang lang);

/* Adds one; `a` and `b` fill the sentence and may be NULL. */
void diag_add(struct diags *diags, enum diag_code code, struct place place,
              const char *a, const char *b);

/* The same with an argument of any length. */
void diag_str(struct diags *diags, enum diag_code code, struct place place,
              struct str a);

/* Adds one about a path that has no source text, at a line if it has one. */
void diag_path(struct diags *diags, enum diag_code code, const char *path,
               const char *a, const char *b);
void diag_line(struct diags *diags, enum diag_code code, const char *path,
               uint32_t line, uint32_t column, const char *a, const char *b);

/* Adds a further line, such as "did you mean plan.md?", to the newest one. */
void diag_detail(struct diags *diags, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Moves all of `from` behind those of `into`; `from` is then empty. No text is
 * copied: what was lent stays so. */
void diags_merge(struct diags *into, struct diags *from);

/* What is said of problems without having them. */
struct diag_sum {
    uint64_t len, dropped;
    uint64_t seen[DIAG_SEEN];
};

struct diag_sum diags_sum(const struct diags *diags);

/* Counts problems that nobody would be shown: all that is told behind them is
 * kept or counted as if they had been added. */
void diags_pass(struct diags *into, const struct diag_sum *sum);

/* Forgets the problems but for their number and their codes. */
void diags_shorten(struct diags *diags);

/* Whether `into` would keep any of `from`, which may be shortened, or only
 * count them. */
bool diags_would_keep(const struct diags *into, const struct diags *from);

/* Whether it would keep some of `from` that are forgotten. */
bool diags_would_lack(const struct diags *into, const struct diags *from);

/*
 * As diags_copy, of one that may be shortened: `into` is then what it were with
 * all of them. False where it would have kept some that are forgotten: it is as
 * it was.
 */
bool diags_tell(struct diags *into, const struct diags *from);

/* Adds copies of all of `from`, which keeps its own. */
void diags_copy(struct diags *into, const struct diags *from);

/* Adds a copy of one that was kept before, whatever there is of others. */
void diag_again(struct diags *into, const struct diag *old);

/* The same with nothing copied: its texts outlive `into`. */
void diag_lend(struct diags *into, const struct diag *old);

/* Sorts by path, line, column and code, and drops what is told twice. */
void diags_sort(struct diags *diags);

/*
 * Applies the levels a site sets for codes (indexed by code; NULL: none), and
 * with `strict` turns warnings into errors.
 */
void diags_judge(struct diags *diags, const enum diag_level *levels,
                 bool strict);

size_t diags_count(const struct diags *diags, enum diag_level level);

/* The exit code that the errors ask for; EXIT_DONE when there are none. */
enum exit_code diags_exit(const struct diags *diags);

/* How to tell them. */
struct diag_style {
    enum lang lang;
    bool json; /* one object a line */
    bool color;
    bool quiet; /* errors only */
    bool all; /* not the first DIAG_SHOWN of warnings and notes alone */
};

/* So many warnings and notes are told to people, and how many more there are:
 * the sentence that matters is not to drown. Errors are told all. */
#define DIAG_SHOWN 100

void diags_print(const struct diags *diags, const struct diag_style *style,
                 struct buf *out);

void diags_free(struct diags *diags);

#endif
