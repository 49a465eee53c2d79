#include "commands.h"

#include "../base/pool.h"
#include "../build/build.h"
#include "../build/parcel.h"
#include "../build/recall.h"
#include "../build/sink.h"
#include "../build/stage.h"
#include "command_parcels.h"
#include "output.h"
#include "session.h"
#include "signals.h"

#include <string.h>
#include <sys/resource.h>

static bool put(void *context, const char *path, struct str bytes,
                struct diags *diags)
{
    return !signals_caught() && stage_put(context, path, bytes, diags);
}

static bool keep(void *context, const char *path, struct diags *diags)
{
    return !signals_caught() && stage_keep(context, path, diags);
}

static void explain(void *context, const char *path, const char *origin,
                    bool is_new)
{
    struct session *session = context;
    bool zh = session->options.lang == LANG_ZH;
    struct buf line = {0};

    buf_format(&line, "%s\t%s\t%s\n", path,
               is_new ? (zh ? "新" : "new") : (zh ? "改" : "changed"), origin);
    session_print(session, buf_view(&line));
    buf_free(&line);
}

static bool take_jobs(struct session *session, const char *jobs)
{
    bool zh = session->options.lang == LANG_ZH;
    unsigned number = 0;

    for (const char *at = jobs; *at >= '0' && *at <= '9' && number < 100; at++)
        number = number * 10 + (unsigned)(*at - '0');
    if (number >= 1 && number <= POOL_MOST &&
        strspn(jobs, "0123456789") == strlen(jobs)) {
        session->config.build.jobs = number;
        return true;
    }
    diag_path(&session->diags, USAGE, "",
              zh ? "--jobs 要写 1 到 64 的数" : "--jobs takes 1 to 64", NULL);
    return false;
}

/* Takes over --drafts, --jobs and --strict. */
static bool take_options(struct session *session)
{
    struct config *config = &session->config;
    const char *jobs = option_value(&session->options, "jobs");
    bool good = true;

    if (option_value(&session->options, "drafts"))
        config->build.drafts = true;
    if (jobs)
        good = take_jobs(session, jobs);
    session_be_strict(config, option_value(&session->options, "strict"));
    return good;
}

static void say_chinese(struct buf *line, const struct build_result *built,
                        const struct stage_result *staged, const char *folder)
{
    if (!staged->changed)
        buf_format(line, "%s 没有改动：%zu 份报告，%zu 个文件都和原来一样",
                   folder, built->reports, staged->files);
    else
        buf_format(line,
                   "%s 已更新：%zu 份报告，%zu 个文件（新写 %zu，沿用 %zu，"
                   "删去 %zu）",
                   folder, built->reports, staged->files, staged->written,
                   staged->kept, staged->removed);
}

static void say_english(struct buf *line, const struct build_result *built,
                        const struct stage_result *staged, const char *folder)
{
    buf_format(line, "%s was %s: ", folder,
               staged->changed ? "updated" : "not changed");
    buf_count(line, built->reports, "report");
    buf_text(line, ", ");
    buf_count(line, staged->files, "file");
    if (staged->changed)
        buf_format(line, " (%zu written, %zu kept, %zu removed)",
                   staged->written, staged->kept, staged->removed);
}

static void say(struct session *session, const struct build_result *built,
                const struct stage_result *staged, const char *folder)
{
    session->changed = staged->changed;
    if (session->options.lang == LANG_ZH)
        say_chinese(&session->status, built, staged, folder);
    else
        say_english(&session->status, built, staged, folder);
}

static void say_times(struct session *session, const struct build_result *built)
{
    static const char *const phase[] = {"read", "join", "style", "render",
                                        "judge"};
    struct rusage usage;
    struct buf line = {0};

    for (size_t i = 0; i < sizeof(phase) / sizeof(phase[0]); i++)
        buf_format(&line, "%s %.1f ms\n", phase[i], built->seconds[i] * 1e3);
    getrusage(RUSAGE_SELF, &usage);
    buf_format(&line, "memory %.1f MB\n", (double)usage.ru_maxrss / 1024);
    buf_format(&line, "reports %zu\nsections %zu\ntargets %zu\npages %zu\n",
               built->reports, built->sections, built->targets, built->pages);
    session_print(session, buf_view(&line));
    buf_free(&line);
}

static bool has_errors(const struct session *session, const struct diags *diags)
{
    for (size_t i = 0; i < diags->len; i++) {
        enum diag_code code = diags->item[i].code;
        if (session->config.check.level[code] == DIAG_ERROR)
            return true;
    }
    return false;
}

/* One try at a build: all that is given back behind it. */
struct attempt {
    struct session *session;
    struct stage *stage;
    struct build *build;
    const char *parcels; /* the folder that they are joined from; NULL: none */
    struct recall recall;
    struct build_result built;
    struct stage_result staged;
    struct diags told; /* of the site */
};

/* Whether each problem is told, not only the first ones. */
static bool tells_all(const struct session *session)
{
    return session->options.verbose || session->options.json;
}

static bool attempt_begin(struct attempt *attempt, const struct output *output)
{
    struct session *session = attempt->session;

    attempt->stage =
        stage_open(output->disk, output->name, "build", &session->diags);
    if (!attempt->stage)
        return false;
    stage_keep_spare(attempt->stage, session->config.build.spare);
    attempt->build =
        build_new(session->disk, session->themes, &session->config);
    if (option_value(&session->options, "join"))
        attempt->parcels = parcel_folder(&session->arena, output->name);
    else
        build_fold(attempt->build, session->config.build.keep_texts);
    if (!tells_all(session))
        build_tell_few(attempt->build);
    if (option_value(&session->options, "explain"))
        build_set_explain(attempt->build, explain, session);
    return true;
}

/* Hands on what was told, which stands in what the attempt gives back; where
 * nothing is wrong, no more of it than people are shown. */
static void hand_on(struct attempt *attempt, bool good)
{
    struct session *session = attempt->session;
    struct diags *told = &attempt->told;

    if (good && !tells_all(session)) {
        diags_judge(told, session->config.check.level, false);
        diags_sort(told);
        for (; told->len > DIAG_SHOWN; told->len--)
            told->dropped++;
    }
    diags_copy(&session->diags, told);
    diags_free(told);
}

static void attempt_end(struct attempt *attempt, bool good)
{
    hand_on(attempt, good);
    build_free(attempt->build);
    recall_free(&attempt->recall);
    stage_clear(attempt->stage, &attempt->session->diags);
    stage_free(attempt->stage);
}

/* Nothing changed since the last run: what it told is told again. */
static void repeat(struct attempt *attempt)
{
    const struct cache *cache = &attempt->recall.cache;

    recall_tell(&attempt->recall, attempt->stage, tells_all(attempt->session),
                &attempt->told);
    attempt->built = (struct build_result){.reports = cache->reports,
                                           .sections = cache->sections,
                                           .targets = cache->targets,
                                           .pages = cache->outputs};
    attempt->staged =
        (struct stage_result){.files = cache->outputs, .kept = cache->outputs};
}

static bool fill(struct attempt *attempt)
{
    struct sink sink = {put, keep, attempt->stage, stage_list};

    if (attempt->parcels)
        return build_join(attempt->build, stage_disk(attempt->stage),
                          attempt->parcels, &sink, &attempt->built,
                          &attempt->told);
    return build_update(attempt->build, NULL, 0, &sink, &attempt->built,
                        &attempt->told);
}

/* Builds into a release beside the folder and swaps it in when all is well. */
static bool make(struct attempt *attempt)
{
    struct session *session = attempt->session;

    return stage_settle(attempt->stage, &session->diags) && fill(attempt) &&
           !has_errors(session, &attempt->told) &&
           !session_has_errors(session) && !signals_caught() &&
           stage_publish(attempt->stage, &attempt->staged, &session->diags);
}

/* A release that rests, with `recalls`, on what the last run left. */
static bool renew(struct attempt *attempt, bool recalls)
{
    recall_begin(&attempt->recall, attempt->stage, attempt->build);
    if (recalls &&
        recall_is_current(&attempt->recall, attempt->stage, attempt->build,
                          tells_all(attempt->session))) {
        repeat(attempt);
        return true;
    }
    if (recalls && stage_settle(attempt->stage, &attempt->session->diags))
        recall_use(&attempt->recall, attempt->stage, attempt->build);
    if (!make(attempt))
        return false;
    recall_save(&attempt->recall, &attempt->built, &attempt->told,
                attempt->build);
    return true;
}

/* Whether the site stands as its files ask; `recalls`: with what the last run
 * left. `outdated` then says that this does not hold. */
static bool build_once(struct session *session, const struct output *output,
                       bool recalls, bool *outdated)
{
    struct attempt attempt = {.session = session};

    *outdated = false;
    if (!attempt_begin(&attempt, output))
        return false;
    bool good = attempt.parcels ? make(&attempt) : renew(&attempt, recalls);
    *outdated = !good && attempt.built.outdated;
    if (*outdated)
        diags_free(&attempt.told);
    if (good)
        say(session, &attempt.built, &attempt.staged, output->told);
    if (!*outdated && option_value(&session->options, "stats"))
        say_times(session, &attempt.built);
    attempt_end(&attempt, good);
    return good;
}

static bool build_whole(struct session *session)
{
    struct output output = {0};
    bool good = false, outdated = false;

    if (output_open(session, &output)) {
        good = build_once(session, &output, true, &outdated);
        if (outdated)
            good = build_once(session, &output, false, &outdated);
    }
    output_close(&output);
    return good;
}

enum exit_code command_build(struct session *session)
{
    if (!parcels_are_asked_well(session) || !session_site(session) ||
        !take_options(session))
        return diags_exit(&session->diags);
    bool good = option_value(&session->options, "only") ? parcels_make(session)
                                                        : build_whole(session);
    enum exit_code code = diags_exit(&session->diags);
    if (!good && code == EXIT_DONE && !signals_caught())
        code = EXIT_BUG; /* a failure that nobody told */
    return code;
}
