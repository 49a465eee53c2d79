/*
 * main - the table of commands, and the way in and out.
 */
#include "commands.h"
#include "completion.h"
#include "session.h"
#include "signals.h"

#include "../read/markdown.h"

#include <fcntl.h>
#include <locale.h>
#include <malloc.h>
#include <string.h>
#include <unistd.h>

#define VERSION "0.1.0"

/* The parts that this program was built without, as the Makefile names them. */
#ifndef WITHOUT
#define WITHOUT ""
#endif

static const struct option_rule build_options[] = {
    {"output", 'o', "DIR", {"写到这个文件夹", "write into this folder"}},
    {"drafts", 0, NULL, {"草稿也生成", "include drafts"}},
    {"jobs", 'j', "N", {"用几个线程，默认按处理器", "threads; default: all"}},
    {"explain", 0, NULL, {"逐页说明为什么重做", "say why each page is made"}},
    {"strict", 0, NULL, {"警告也算错误", "take warnings for errors"}},
    {"stats", 0, NULL, {"打印用时和数量", "print times and counts"}},
    {"only",
     0,
     NULL,
     {"只做这几份报告的页面，留作分包，不动网站",
      "make these reports' pages alone, as parcels for --join"}},
    {"join",
     0,
     NULL,
     {"用各次 --only 的分包拼成整个网站",
      "put the site together from the parcels of --only"}},
    {0}};

static const struct option_rule serve_options[] = {
    {"port", 'p', "PORT", {"端口，被占用时用下一个", "port, or the next free"}},
    {"bind", 0, "ADDRESS", {"在哪个地址上，默认只有本机", "the address"}},
    {"allow-remote", 0, NULL, {"允许别的电脑来看", "let other machines in"}},
    {"open", 0, NULL, {"打开浏览器", "open a browser"}},
    {"drafts", 0, NULL, {"草稿也显示", "show drafts"}},
    {0}};

static const struct option_rule check_options[] = {
    {"list", 0, NULL, {"列出全部问题代码", "list the codes"}},
    {"fail-on",
     0,
     "LEVEL",
     {"从哪一级起算不通过：warning 或 error",
      "the level that fails: warning or error"}},
    {0}};

static const struct option_rule targets_options[] = {
    {"review",
     0,
     "REPORT",
     {"新建或更新这份报告的台账 targets.csv",
      "write or update the report's ledger, targets.csv"}},
    {0}};

static const struct option_rule archive_options[] = {
    {"usb", 0, "DIR", {"U 盘上的一个文件夹", "a folder on a stick"}},
    {"zip", 0, "FILE", {"一个 zip 文件", "a zip"}},
    {"iso", 0, "FILE", {"光盘映像，刻盘用", "an image to burn on a disc"}},
    {"media",
     0,
     "cd|dvd|SIZE",
     {"放不下就不写，并说出最大的文件", "refuse what does not fit"}},
    {"split", 0, NULL, {"每年一份", "one for each year"}},
    {"sign", 0, "KEY", {"用 minisign 的私钥签名", "sign by minisign's key"}},
    {0}};

static const struct option_rule verify_options[] = {
    {"key",
     0,
     "KEY",
     {"公钥（文件或那一行），用来核对签名",
      "the public key, file or line, to check the signature"}},
    {0}};

static const struct option_rule publish_options[] = {
    {"keep", 0, "N", {"保留几个旧版本", "how many old releases to keep"}},
    {"rollback",
     0,
     "[N]",
     {"退回上一版，或前 N 版", "go back one release, or N"}},
    {"dry-run",
     0,
     NULL,
     {"只说会新增、改动、撤下哪些页", "only tell what would change"}},
    {"max-deletes", 0, "N", {"最多撤下几页", "how many pages may vanish"}},
    {"as",
     0,
     "site|subtree|fragment",
     {"整站、门户的一个栏目、或只有正文的片段",
      "a site, a portal's column, or bodies alone"}},
    {"in-place",
     0,
     NULL,
     {"DEST 就是网站服务器的文件夹：整个换下它",
      "DEST is what the server serves: swap it whole"}},
    {0}};

static const struct option_rule import_options[] = {
    {"output",
     'o',
     "DIR",
     {"report.md 写到这个文件夹，默认当前文件夹",
      "put report.md into this folder; default: here"}},
    {"punctuation",
     0,
     NULL,
     {"汉字之间的半角标点改为全角",
      "set punctuation between Han characters full-width"}},
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
     "[--only ID…]",
     0,
     SIZE_MAX,
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
     "[gov] [DIR]",
     0,
     2,
     check_options,
     {"检查网站，或检查一个文件夹里的网页；gov：连同政府网站规范",
      "judge the site, or the pages in a folder; gov: by the rules of "
      "government sites, too"},
     command_check},
    {"archive",
     "",
     0,
     0,
     archive_options,
     {"做成光盘、U 盘或 zip，给没有网络的村",
      "make the disc, stick or zip for villages without a network"},
     command_archive},
    {"verify",
     "PATH",
     1,
     1,
     verify_options,
     {"核对归档或文件夹：缺了、改了、多了什么",
      "what is missing, changed or extra in an archive or a folder"},
     command_verify},
    {"publish",
     "[DEST]",
     0,
     1,
     publish_options,
     {"生成、检查，再一步换上；可以退回",
      "build, check, swap in one step; can be taken back"},
     command_publish},
    {"import",
     "FILE…",
     1,
     100,
     import_options,
     {"把抄来的网页、文本、Word 文档变成干净的 Markdown；从不覆盖",
      "make clean Markdown of scraped pages, text, Word documents; never "
      "overwrites"},
     command_import},
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
    if (WITHOUT[0])
        buf_text(&out, "without: " WITHOUT "\n");
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
    if (options_lang(argc, argv, environ) == LANG_ZH)
        mem_in_chinese();
    markdown_prepare();
    session_init(&session);
    if (!options_read(&session.options, &session.arena, argc, argv, environ,
                      commands, &session.diags)) {
        session.silent = true;
        return (int)session_end(&session, EXIT_USAGE);
    }
    return (int)session_end(&session, run(&session));
}
