#include "../../gen/doors/options.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

static const struct option_rule make_options[] = {
    {"output", 'o', "DIR", {"写到", "write into"}},
    {"strict", 0, NULL, {"严格", "be strict"}},
    {"port", 'p', "N", {"端口", "port"}},
    {0}};
static const struct option_rule no_options[] = {{0}};

static const struct command_rule commands[] = {
    {"build", "", 0, 0, make_options, {"生成", "make"}, NULL},
    {"new",
     "site DIR | report YEAR",
     2,
     2,
     no_options,
     {"新建", "begin"},
     NULL},
    {"targets", "[FILE…]", 0, 9, no_options, {"目标", "targets"}, NULL},
    {0}};

#define WORDS_MOST 16

struct line {
    struct arena arena;
    struct diags diags;
    struct options options;
    bool fine;
};

/* Reads a command line whose words stand apart by single blanks. */
static struct line read_line(const char *text, const char *const *variables)
{
    struct line line = {0};
    char *argv[WORDS_MOST] = {NULL};
    char *environment[WORDS_MOST] = {NULL};
    char *words = arena_copy(&line.arena, text, strlen(text)), *rest = NULL;
    int argc = 0;

    for (char *at = strtok_r(words, " ", &rest); at && argc < WORDS_MOST;
         at = strtok_r(NULL, " ", &rest))
        argv[argc++] = at;
    for (size_t i = 0; variables && variables[i]; i++)
        environment[i] =
            arena_copy(&line.arena, variables[i], strlen(variables[i]));
    line.fine = options_read(&line.options, &line.arena, argc, argv,
                             environment, commands, &line.diags);
    return line;
}

static void put_away(struct line *line)
{
    diags_free(&line->diags);
    arena_free(&line->arena);
}

static void add(struct buf *out, const char *name, const char *value)
{
    if (value)
        buf_format(out, " %s=%s", name, value);
}

static char *said(const struct options *options)
{
    static const char *const colors[] = {NULL, "always", "never"};
    struct buf out = {0};

    buf_text(&out, options->command ? options->command->name : "-");
    add(&out, "folder", options->folder);
    add(&out, "config", options->config);
    for (size_t i = 0; i < options->sets; i++)
        add(&out, "set", options->set[i]);
    buf_format(&out, "%s%s%s%s%s%s", options->quiet ? " quiet" : "",
               options->verbose ? " verbose" : "", options->help ? " help" : "",
               options->version ? " version" : "", options->json ? " json" : "",
               options->data_format ? " format" : "");
    add(&out, "color", colors[options->color]);
    add(&out, "lang", options->lang == LANG_ZH ? "zh" : NULL);
    add(&out, "output", option_value(options, "output"));
    add(&out, "strict", option_value(options, "strict"));
    add(&out, "port", option_value(options, "port"));
    for (size_t i = 0; i < options->arguments; i++)
        buf_format(&out, " <%s>", options->argument[i]);
    return out.data;
}

static const struct {
    const char *line, *wanted;
} good[] = {
    {"gongkai", "-"},
    {"gongkai build", "build"},
    {"gongkai -C a build", "build folder=a"},
    {"gongkai build -C a", "build folder=a"},
    {"gongkai build -Ca", "build folder=a"},
    {"gongkai --directory a build --config=b", "build folder=a config=b"},
    {"gongkai --set a.b=c build --set=d.e=f", "build set=a.b=c set=d.e=f"},
    {"gongkai -qv build", "build quiet verbose"},
    {"gongkai build -qvo dir", "build quiet verbose output=dir"},
    {"gongkai build -odir", "build output=dir"},
    {"gongkai build --output dir", "build output=dir"},
    {"gongkai build --output=a=b", "build output=a=b"},
    {"gongkai build -p8000 --strict", "build strict= port=8000"},
    {"gongkai build -o a -o b", "build output=b"},
    {"gongkai --help", "- help"},
    {"gongkai new --help", "new help"},
    {"gongkai -V", "- version"},
    {"gongkai build --color", "build color=always"},
    {"gongkai build --color=never", "build color=never"},
    {"gongkai build --format json", "build json format"},
    {"gongkai --format=csv targets a -- -b --help",
     "targets format <a> <-b> <--help>"},
    {"gongkai targets - a", "targets <-> <a>"},
    {"gongkai new site dir", "new <site> <dir>"},
    {"gongkai --lang zh build", "build lang=zh"},
};

TEST(options_are_read_before_and_behind_the_command)
{
    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
        struct line line = read_line(good[i].line, NULL);
        char *got = said(&line.options);
        test_case(line.fine && line.diags.len == 0 &&
                      strcmp(got, good[i].wanted) == 0,
                  good[i].line, "got %s, %zu told", got, line.diags.len);
        free(got);
        put_away(&line);
    }
}

static const struct {
    const char *line, *wanted;
} bad[] = {
    {"gongkai biuld", "unknown command biuld → gongkai build"},
    {"gongkai frobnicate -o x", "unknown command frobnicate"},
    {"gongkai --lang zh frob", "没有 frob 这个命令"},
    {"gongkai frob --lang zh", "没有 frob 这个命令"},
    {"gongkai build --ouput x",
     "unknown option --ouput → --output|unexpected argument x"},
    {"gongkai -o x build", "unknown option -o|unknown command x"},
    {"gongkai build -z", "unknown option -z"},
    {"gongkai build --verbos", "unknown option --verbos → --verbose"},
    {"gongkai new site a --strict", "unknown option --strict"},
    {"gongkai build -o", "-o needs a value"},
    {"gongkai build --output=", "--output needs a value"},
    {"gongkai --lang", "--lang needs a value"},
    {"gongkai build --strict=yes", "--strict takes no value"},
    {"gongkai build --lang=fr", "--lang=fr: no such value → zh|en"},
    {"gongkai build --format xml",
     "--format=xml: no such value → text|json|csv|table"},
    {"gongkai build --color=red",
     "--color=red: no such value → auto|always|never"},
    {"gongkai build x", "unexpected argument x"},
    {"gongkai new site",
     "gongkai new needs more arguments → gongkai new site DIR | report YEAR"},
    {"gongkai new site a b c", "unexpected argument b"},
};

TEST(what_is_wrong_on_the_line_is_told_with_what_was_meant)
{
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct line line = read_line(bad[i].line, NULL);
        struct buf got = {0};
        for (size_t k = 0; k < line.diags.len; k++) {
            const struct diag *diag = &line.diags.item[k];
            buf_format(&got, "%s%s%s%s", k ? "|" : "", diag->a,
                       diag->detail ? " " : "",
                       diag->detail ? diag->detail : "");
        }
        test_case(!line.fine && got.data &&
                      strcmp(got.data, bad[i].wanted) == 0,
                  bad[i].line, "got %s", got.data ? got.data : "nothing");
        test_case(diags_exit(&line.diags) == EXIT_USAGE, bad[i].line,
                  "exit code");
        buf_free(&got);
        put_away(&line);
    }
}

TEST(the_environment_decides_the_language_unless_lang_does)
{
    static const struct {
        const char *line;
        const char *variable[4];
        enum lang wanted;
    } cases[] = {
        {"gongkai", {NULL}, LANG_EN},
        {"gongkai", {"LANG=zh_CN.UTF-8"}, LANG_ZH},
        {"gongkai", {"LANG=en_US.UTF-8"}, LANG_EN},
        {"gongkai", {"LANG=zh_CN.UTF-8", "LC_ALL=C"}, LANG_EN},
        {"gongkai", {"LANG=C", "LC_MESSAGES=zh_CN"}, LANG_ZH},
        {"gongkai", {"LC_ALL=", "LANG=zh_CN"}, LANG_ZH},
        {"gongkai", {"LANGUAGE=zh", "XLANG=zh"}, LANG_EN},
        {"gongkai --lang=en", {"LANG=zh_CN.UTF-8"}, LANG_EN},
        {"gongkai build --lang zh", {"LANG=en_US"}, LANG_ZH},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct line line = read_line(cases[i].line, cases[i].variable);
        test_case(line.fine && line.options.lang == cases[i].wanted,
                  cases[i].line, "case %zu", i);
        put_away(&line);
    }
}

TEST(help_shows_every_command_and_option_in_either_language)
{
    struct buf out = {0};

    options_help(commands, LANG_EN, &out);
    CHECK(strstr(out.data, "\n  new site DIR | report YEAR  begin\n"));
    CHECK(strstr(out.data, "\n  build                       make\n"));
    CHECK(strstr(out.data, "\n  -C, --directory=DIR         the site's"));
    CHECK(strstr(out.data, "\n  --set=SECTION.KEY=VALUE     change"));
    buf_cut(&out, 0);
    command_help(&commands[0], LANG_ZH, &out);
    CHECK(strstr(out.data, "用法：gongkai build\n\n生成\n"));
    CHECK(strstr(out.data, "\n  -o, --output=DIR            写到\n"));
    CHECK(strstr(out.data, "\n  --strict                    严格\n"));
    buf_free(&out);
}
