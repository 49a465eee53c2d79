/*
 * A ledger whose every call to the disk fails once, or whose process is killed
 * before every call: the file is the old one or the new one, and the next run
 * brings it up to date.
 */
#include "../../gen/build/review.h"

#include "../../gen/base/disk.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define REPORT "content/2020/report.md"
#define LEDGER "content/2020/targets.csv"
#define HEAD                                                                   \
    "---\ntitle: 报告\nyear: 2020\n---\n\n## 一、2020年计划\n\n"        \
    "主要目标是：固定资产投资增长7%。\n"
#define MORE HEAD "\n新建桥梁2座。\n"

struct trial {
    struct shelf shelf;
    struct diags diags;
    char *before; /* the ledger; NULL where there was none */
    bool done;
};

static bool review(struct trial *trial)
{
    struct review review = {0};
    bool ok = review_report(trial->shelf.disk, &trial->shelf.config, "2020",
                            &review, &trial->diags);

    review_free(&review);
    return ok;
}

/* A report, with a ledger of its first sentence or none. */
static void begin(struct trial *trial, bool known)
{
    *trial = (struct trial){0};
    shelf_init(&trial->shelf);
    fake_file(trial->shelf.disk, REPORT, HEAD);
    if (known)
        CHECK(review(trial));
    const char *ledger = fake_text(trial->shelf.disk, LEDGER);
    trial->before = ledger ? strdup(ledger) : NULL;
    fake_file(trial->shelf.disk, REPORT, MORE);
    diags_free(&trial->diags);
    trial->diags = (struct diags){0};
}

static void end(struct trial *trial)
{
    free(trial->before);
    diags_free(&trial->diags);
    shelf_free(&trial->shelf);
}

static bool is_old(struct trial *trial)
{
    const char *now = fake_text(trial->shelf.disk, LEDGER);

    if (!now || !trial->before)
        return now == trial->before;
    return strcmp(now, trial->before) == 0;
}

static bool is_new(struct trial *trial)
{
    const char *now = fake_text(trial->shelf.disk, LEDGER);

    return now && strstr(now, "固定资产投资") && strstr(now, "桥梁");
}

/* Only the report and its ledger lie in the folder. */
static bool is_tidy(struct trial *trial)
{
    size_t lines = 0;

    for (const char *at = fake_tree(trial->shelf.disk, "content/2020"); *at;
         at++)
        lines += *at == '\n';
    return lines <= 2;
}

static const char *judge(struct trial *trial, bool killed)
{
    if (!is_old(trial) && !is_new(trial))
        return "the ledger is neither the old one nor the new one";
    if (trial->done && !killed && !is_new(trial))
        return "done, but not written";
    if (!trial->done && !killed && diags_exit(&trial->diags) != EXIT_SYSTEM)
        return "it failed, but does not ask the machine";
    /* A new name that may not last is told, too. */
    if (!trial->done && !is_old(trial) &&
        !strstr(fake_log(trial->shelf.disk), "sync_names "))
        return "it failed, but the ledger was touched";
    if (!review(trial) || !is_new(trial))
        return "the next run fails";
    return is_tidy(trial) ? NULL : "something is left";
}

/* Disturbs the nth call; false when there are fewer. */
static bool disturb(unsigned nth, int error, bool known)
{
    struct trial trial;

    begin(&trial, known);
    unsigned calls = fake_calls(trial.shelf.disk);
    if (error)
        fake_fail(trial.shelf.disk, NULL, nth, error);
    else
        fake_kill(trial.shelf.disk, nth);
    trial.done = review(&trial);
    bool struck = fake_calls(trial.shelf.disk) - calls >= nth;
    fake_heal(trial.shelf.disk);
    const char *fault = judge(&trial, error == 0);
    if (struck)
        test_case(!fault, "fault", "%s at call %u: %s",
                  error ? strerror(error) : "killed", nth, fault);
    end(&trial);
    return struck;
}

TEST(every_call_of_a_review_may_fail)
{
    static const int error[] = {EIO, ENOSPC, ENOMEM, EMFILE, EACCES};

    for (size_t i = 0; i < sizeof(error) / sizeof(error[0]); i++)
        for (int known = 0; known < 2; known++)
            for (unsigned nth = 1; disturb(nth, error[i], known); nth++)
                ;
}

TEST(a_kill_before_any_call_leaves_the_old_ledger_or_the_new)
{
    for (int known = 0; known < 2; known++)
        for (unsigned nth = 1; disturb(nth, 0, known); nth++)
            ;
}
