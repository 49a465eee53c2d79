/*
 * main - the table of commands, and the way in and out.
 */
#include "commands.h"
#include "completion.h"
#include "session.h"
#include "signals.h"

#include "../read/html.h"
#include "../read/markdown.h"

#include <fcntl.h>
#include <locale.h>
#include <malloc.h>
#include <string.h>
#include <unistd.h>

#define VERSION "0.1.0"

static const struct option_rule build_options[] = {
    {"output", 'o', "DIR", {"写到这个文件夹", "write into this folder"}},
    {"drafts", 0, NULL, {"草稿也生成", "include drafts"}},
    {"jobs", 'j', "N", {"用几个线程，默认按处理器", "threads; default: all"}},
    {"explain", 0, NULL, {"逐页说明为什么重做", "say why each page is made"}},
    {"strict", 0, NULL, {"警告也算错误", "take warnings for errors"}},
    {"stats", 0, NULL, {"打印用时和数量", "print times and counts"}},
    {0}};

static const struct option_rule serve_options[] = {
    {"port", 'p', "PORT", {"端口，被占用时用下一个", "port, or the next free"}},
    {"bind", 0, "ADDRESS", {"在哪个地址上，默认只有本机", "the address"}},
    {"allow-remote", 0, NULL, {"允许别的电脑来看", "let other machines in"}},
    {"open", 0, NULL, {"打开浏览器", "open a browser"}},
    {"drafts", 0, NULL, {"草稿也显示", "show drafts"}},
    {0}};

static const struct option_rule check_options[] = {
    {"list", 0, NULL, {"列出全部问题代码", "list the codes"}}, {0}};

static const struct option_rule targets_options[] = {
    {"review",
     0,
     "REPORT",
     {"新建或更新这份报告的台账 targets.csv",
      "write or update the report's ledger, targets.csv"}},
    {0}};

static const struct option_rule no_options[] = {{0}};

static const struct command_rule commands[] = {
    {"new",
     "site DIR | report YEAR",
     2,
     2,
     no_options,
     {"新建网站或一年的报告；从不覆盖已有文件",
      "make a site or a year's report; never overwrites"},
     command_new},
    {"build",
     "",
     0,
     0,
     build_options,
     {"由 content/ 生成 public/；有错误时什么也不写",
      "make public/ from content/; writes nothing while errors remain"},
     command_build},
    {"serve",
     "",
     0,
     0,
     serve_options,
     {"边改边看：保存后浏览器里马上更新；不写 public/",
      "preview: a save shows in the browser at once; writes nothing"},
     command_serve},
    {"check",
     "[DIR]",
     0,
     1,
     check_options,
     {"检查网站，或检查一个文件夹里的网页",
      "judge the site, or the pages in a folder"},
     command_check},
    {"targets",
     "[FILE…]",
     0,
     1000,
     targets_options,
     {"列出找到的目标；--format table|json|csv",
      "list the targets found; --format table|json|csv"},
     command_targets},
    {"completion",
     "bash|zsh|fish",
     1,
     1,
     no_options,
     {"打印让 shell 补全命令的脚本",
      "print what completes commands in a shell"},
     command_completion},
    {"help",
     "[COMMAND]",
     0,
     1,
     no_options,
     {"显示帮助", "show help"},
     command_help_for},
    {"version",
     "",
     0,
     0,
     no_options,
     {"显示版本", "show the version"},
     command_version},
    {0}};

static const struct command_rule *command_named(const char *name)
{
    for (const struct command_rule *rule = commands; rule->name; rule++)
        if (strcmp(rule->name, name) == 0)
            return rule;
    return NULL;
}

static enum exit_code print_out(struct session *session, struct buf *out)
{
    session->silent = true;
    bool good = session_print(session, buf_view(out));

    buf_free(out);
    return good ? EXIT_DONE : EXIT_SYSTEM;
}

static enum exit_code usage(struct session *session, const char *told)
{
    session->silent = true;
    diag_path(&session->diags, USAGE, "", told, NULL);
    return EXIT_USAGE;
}

enum exit_code command_help_for(struct session *session)
{
    const struct options *options = &session->options;
    const char *name = options->arguments ? options->argument[0] : NULL;
    struct buf out = {0};

    if (!name) {
        options_help(commands, options->lang, &out);
        return print_out(session, &out);
    }
    const struct command_rule *rule = command_named(name);
    if (!rule) {
        bool zh = options->lang == LANG_ZH;
        return usage(session,
                     arena_format(&session->arena,
                                  zh ? "没有“%s”这个命令" : "no command '%s'",
                                  name));
    }
    command_help(rule, options->lang, &out);
    return print_out(session, &out);
}

enum exit_code command_completion(struct session *session)
{
    const struct options *options = &session->options;
    enum shell shell = completion_shell(options->argument[0]);
    struct buf out = {0};

    if (shell == SHELLS)
        return usage(session,
                     arena_format(&session->arena,
                                  options->lang == LANG_ZH
                                      ? "没有“%s”的补全，只有 bash、zsh、fish"
                                      : "no completion for '%s': bash, zsh "
                                        "and fish have one",
                                  options->argument[0]));
    completion_write(shell, commands, options->lang, &out);
    return print_out(session, &out);
}

enum exit_code command_version(struct session *session)
{
    struct buf out = {0};

    buf_text(&out, "gongkai " VERSION "\n");
    return print_out(session, &out);
}

static enum exit_code run(struct session *session)
{
    const struct options *options = &session->options;
    struct buf out = {0};

    if (options->version)
        return command_version(session);
    if (options->help && options->command) {
        command_help(options->command, options->lang, &out);
        return print_out(session, &out);
    }
    if (options->help) {
        options_help(commands, options->lang, &out);
        return print_out(session, &out);
    }
    if (!options->command) { /* not asked for: a message, no data */
        options_help(commands, options->lang, &session->status);
        return EXIT_USAGE;
    }
    return options->command->run(session);
}

/* A file opened later must not become what others take for standard error. */
static void open_standard_files(void)
{
    int file;

    do
        file = open("/dev/null", O_RDWR);
    while (file >= 0 && file <= STDERR_FILENO);
    if (file > STDERR_FILENO)
        close(file);
}

/* Arenas come and go with each page: what they give back is used again at
 * once, so it must not go to the kernel and come back as fresh pages. */
static void keep_memory(void)
{
    mallopt(M_MMAP_THRESHOLD, 16 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

int main(int argc, char **argv)
{
    struct session session = {.environment = environ};

    open_standard_files();
    keep_memory();
    setlocale(LC_CTYPE, "C.UTF-8");
    signals_catch();
    markdown_prepare();
    html_prepare();
    session_init(&session);
    if (!options_read(&session.options, &session.arena, argc, argv, environ,
                      commands, &session.diags)) {
        session.silent = true;
        return (int)session_end(&session, EXIT_USAGE);
    }
    return (int)session_end(&session, run(&session));
}
