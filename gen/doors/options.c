#include "options.h"

#include <string.h>

enum global {
    GLOBAL_FOLDER,
    GLOBAL_CONFIG,
    GLOBAL_SET,
    GLOBAL_QUIET,
    GLOBAL_VERBOSE,
    GLOBAL_LANG,
    GLOBAL_COLOR,
    GLOBAL_FORMAT,
    GLOBAL_HELP,
    GLOBAL_VERSION,
    GLOBALS
};

static const struct option_rule globals[GLOBALS + 1] = {
    [GLOBAL_FOLDER] = {"directory",
                       'C',
                       "DIR",
                       {"网站文件夹，默认是这里",
                        "the site's folder; default: here"}},
    [GLOBAL_CONFIG] = {"config",
                       'c',
                       "FILE",
                       {"用这个文件代替 config.ini", "use it for config.ini"}},
    [GLOBAL_SET] = {"set",
                    0,
                    "SECTION.KEY=VALUE",
                    {"改一项设置，可以写多次", "change a setting; repeatable"}},
    [GLOBAL_QUIET] = {"quiet", 'q', NULL, {"只报错误", "tell errors only"}},
    [GLOBAL_VERBOSE] = {"verbose",
                        'v',
                        NULL,
                        {"提醒全部列出，不只前 100 条",
                         "list all warnings, not only the first 100"}},
    [GLOBAL_LANG] = {"lang",
                     0,
                     "zh|en",
                     {"提示用的语言", "the language of messages"}},
    [GLOBAL_COLOR] = {"color",
                      0,
                      "[auto|always|never]",
                      {"提示是否带颜色", "whether messages are coloured"}},
    [GLOBAL_FORMAT] = {"format",
                       0,
                       "text|json",
                       {"提示的格式", "the form of messages"}},
    [GLOBAL_HELP] = {"help", 'h', NULL, {"显示帮助", "show help"}},
    [GLOBAL_VERSION] = {"version", 'V', NULL, {"显示版本", "show the version"}},
};

struct parser {
    struct options *out;
    struct arena *arena;
    const struct command_rule *commands;
    struct diags *diags;
    char **argv; /* what is still to be read */
    char **end;
    bool lost; /* the command is not known, so its options cannot be */
    bool fine;
};

/* What stands around the word at fault, by enum lang. */
struct phrase {
    const char *before[2], *after[2];
};

static const struct phrase unknown_command = {{"没有 ", "unknown command "},
                                              {" 这个命令", ""}};
static const struct phrase unknown_option = {{"没有 ", "unknown option "},
                                             {" 这个选项", ""}};
static const struct phrase value_missing = {
    {"", ""}, {" 后面要写一个值", " needs a value"}};
static const struct phrase value_surplus = {{"", ""},
                                            {" 后面不写值", " takes no value"}};
static const struct phrase value_unknown = {{"", ""},
                                            {" 的值不对", ": no such value"}};
static const struct phrase argument_missing = {
    {"", ""}, {" 后面还要写", " needs more arguments"}};
static const struct phrase argument_surplus = {
    {"多了 ", "unexpected argument "}, {"", ""}};

static void tell(struct parser *p, const struct phrase *phrase,
                 const char *what)
{
    enum lang lang = p->out->lang;

    diag_path(p->diags, USAGE, "",
              arena_format(p->arena, "%s%s%s", phrase->before[lang], what,
                           phrase->after[lang]),
              NULL);
    p->fine = false;
}

static const struct option_rule *find_name(const struct option_rule *rules,
                                           struct str name)
{
    for (; rules && rules->name; rules++)
        if (str_is(name, rules->name))
            return rules;
    return NULL;
}

static const struct option_rule *find_letter(const struct option_rule *rules,
                                             char letter)
{
    for (; rules && rules->name; rules++)
        if (rules->letter == letter)
            return rules;
    return NULL;
}

static const struct option_rule *command_options(const struct parser *p)
{
    return p->out->command ? p->out->command->option : NULL;
}

/* The index of `value` in `words`, or -1 and told. */
static int choose(struct parser *p, const char *option, const char *value,
                  const char *const words[4], const char *all)
{
    for (int i = 0; i < 4 && words[i]; i++)
        if (strcmp(value, words[i]) == 0)
            return i;
    tell(p, &value_unknown, arena_format(p->arena, "--%s=%s", option, value));
    diag_detail(p->diags, "→ %s", all);
    return -1;
}

static void take_format(struct parser *p, const char *value)
{
    static const char *const words[4] = {"text", "json", "csv", "table"};
    int chosen = choose(p, "format", value, words, "text|json|csv|table");

    p->out->data_format = true;
    p->out->format = value;
    p->out->json = chosen == 1;
}

static void take_lang(struct parser *p, const char *value)
{
    static const char *const words[4] = {"zh", "en"};
    int chosen = choose(p, "lang", value, words, "zh|en");

    if (chosen >= 0)
        p->out->lang = chosen == 0 ? LANG_ZH : LANG_EN;
}

static void take_color(struct parser *p, const char *value)
{
    static const char *const words[4] = {"auto", "always", "never"};
    int chosen = COLOR_ALWAYS; /* --color alone */

    if (*value)
        chosen = choose(p, "color", value, words, "auto|always|never");

    if (chosen >= 0)
        p->out->color = (enum color_choice)chosen;
}

static void take_global(struct parser *p, enum global id, const char *value)
{
    struct options *out = p->out;

    switch (id) {
    case GLOBAL_FOLDER: out->folder = value; break;
    case GLOBAL_CONFIG: out->config = value; break;
    case GLOBAL_SET: out->set[out->sets++] = value; break;
    case GLOBAL_QUIET: out->quiet = true; break;
    case GLOBAL_VERBOSE: out->verbose = true; break;
    case GLOBAL_LANG: take_lang(p, value); break;
    case GLOBAL_COLOR: take_color(p, value); break;
    case GLOBAL_FORMAT: take_format(p, value); break;
    case GLOBAL_HELP: out->help = true; break;
    case GLOBAL_VERSION: out->version = true; break;
    case GLOBALS: break;
    }
}

static void take(struct parser *p, const struct option_rule *rule,
                 const char *value)
{
    if (rule >= globals && rule < globals + GLOBALS)
        take_global(p, (enum global)(rule - globals), value);
    else
        p->out->value[rule - command_options(p)] = value;
}

/* --rollback 2: a number behind it is its own, another word is not. */
static bool next_is_number(const struct parser *p)
{
    const char *next = p->argv < p->end ? *p->argv : NULL;

    return next && *next && strspn(next, "0123456789") == strlen(next);
}

/* `value` is what stood in the same word, or NULL. */
static void take_with_value(struct parser *p, const struct option_rule *rule,
                            const char *told, const char *value)
{
    bool needed = rule->value && rule->value[0] != '[';
    bool number = rule->value && strcmp(rule->value, "[N]") == 0;

    if (!rule->value && value) {
        tell(p, &value_surplus, told);
        return;
    }
    if (!value && p->argv < p->end && (needed || (number && next_is_number(p))))
        value = *p->argv++;
    if (needed && (!value || !*value))
        tell(p, &value_missing, told);
    else
        take(p, rule, value ? value : "");
}

/* All that may stand here: the global options and the command's own. */
static void suggest_option(struct parser *p, struct str name)
{
    const char *names[GLOBALS + OPTION_MOST];
    size_t len = 0;

    for (size_t i = 0; i < GLOBALS; i++)
        names[len++] = globals[i].name;
    for (const struct option_rule *rule = command_options(p);
         rule && rule->name; rule++)
        names[len++] = rule->name;
    const char *meant = text_nearest(name, names, len);
    if (meant)
        diag_detail(p->diags, "→ --%s", meant);
}

static void read_long(struct parser *p, const char *word)
{
    const char *equals = strchr(word, '=');
    struct str name = equals ? str_range(word + 2, equals) : str_of(word + 2);
    const char *told =
        arena_format(p->arena, "--%.*s", (int)name.len, name.ptr);
    const struct option_rule *rule = find_name(globals, name);

    if (!rule)
        rule = find_name(command_options(p), name);
    if (rule) {
        take_with_value(p, rule, told, equals ? equals + 1 : NULL);
    } else if (!p->lost) {
        tell(p, &unknown_option, told);
        suggest_option(p, name);
    }
}

/* -qv, -o DIR, -oDIR */
static void read_short(struct parser *p, const char *word)
{
    for (const char *at = word + 1; *at; at++) {
        char told[] = {'-', *at, '\0'};
        const struct option_rule *rule = find_letter(globals, *at);
        if (!rule)
            rule = find_letter(command_options(p), *at);
        if (!rule) {
            if (!p->lost)
                tell(p, &unknown_option, word);
            return;
        }
        if (rule->value) {
            take_with_value(p, rule, told, at[1] ? at + 1 : NULL);
            return;
        }
        take(p, rule, "");
    }
}

static void suggest_command(struct parser *p, const char *word)
{
    const char *names[64];
    size_t len = 0;

    for (const struct command_rule *rule = p->commands;
         rule->name && len < sizeof(names) / sizeof(names[0]); rule++)
        names[len++] = rule->name;
    const char *meant = text_nearest(str_of(word), names, len);
    if (meant)
        diag_detail(p->diags, "→ gongkai %s", meant);
}

static void read_word(struct parser *p, const char *word)
{
    if (p->out->command || p->lost) {
        p->out->argument[p->out->arguments++] = word;
        return;
    }
    for (const struct command_rule *rule = p->commands; rule->name; rule++)
        if (strcmp(rule->name, word) == 0)
            p->out->command = rule;
    if (p->out->command)
        return;
    p->lost = true;
    tell(p, &unknown_command, word);
    suggest_command(p, word);
}

static void read_all(struct parser *p)
{
    bool only_words = false; /* behind -- */

    while (p->argv < p->end && *p->argv) {
        const char *word = *p->argv++;
        if (only_words || word[0] != '-' || word[1] == '\0')
            read_word(p, word);
        else if (strcmp(word, "--") == 0)
            only_words = true;
        else if (word[1] == '-')
            read_long(p, word);
        else
            read_short(p, word);
    }
}

static void count_arguments(struct parser *p)
{
    const struct options *out = p->out;
    const struct command_rule *rule = out->command;

    if (!rule || out->help || out->version)
        return;
    if (out->arguments < rule->least) {
        tell(p, &argument_missing,
             arena_format(p->arena, "gongkai %s", rule->name));
        diag_detail(p->diags, "→ gongkai %s %s", rule->name, rule->arguments);
    }
    if (out->arguments > rule->most)
        tell(p, &argument_surplus, out->argument[rule->most]);
}

static const char *variable(char *const *environment, const char *name)
{
    size_t len = strlen(name);

    for (char *const *at = environment; *at; at++)
        if (strncmp(*at, name, len) == 0 && (*at)[len] == '=')
            return *at + len + 1;
    return "";
}

/* The first of the three that is set decides, as in setlocale(3). */
static enum lang lang_of(char *const *environment)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = variable(environment, names[i]);
        if (*value)
            return strncmp(value, "zh", 2) == 0 ? LANG_ZH : LANG_EN;
    }
    return LANG_EN;
}

/* --lang holds for what is told of words before it, too. */
enum lang options_lang(int argc, char *const *argv, char *const *environment)
{
    enum lang lang = lang_of(environment);
    const char *value = NULL;

    for (int i = 1; i < argc && argv[i] && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            value = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            value = argv[i + 1];
    }
    if (value && strcmp(value, "zh") == 0)
        lang = LANG_ZH;
    if (value && strcmp(value, "en") == 0)
        lang = LANG_EN;
    return lang;
}

bool options_read(struct options *out, struct arena *arena, int argc,
                  char **argv, char *const *environment,
                  const struct command_rule *commands, struct diags *diags)
{
    struct parser p = {.out = out,
                       .arena = arena,
                       .commands = commands,
                       .diags = diags,
                       .argv = argv + (argc > 0),
                       .end = argv + argc,
                       .fine = true};
    size_t words = (size_t)(p.end - p.argv);

    *out = (struct options){.lang = options_lang(argc, argv, environment)};
    out->set = arena_array(arena, words, sizeof(*out->set));
    out->argument = arena_array(arena, words, sizeof(*out->argument));
    read_all(&p);
    count_arguments(&p);
    return p.fine;
}

const char *option_value(const struct options *options, const char *name)
{
    const struct option_rule *rules =
        options->command ? options->command->option : NULL;
    const struct option_rule *rule = find_name(rules, str_of(name));

    return rule ? options->value[rule - rules] : NULL;
}

#define LEFT_MOST 26 /* columns that names take before their meanings */

static void add_row(struct buf *out, struct str left, const char *meaning)
{
    size_t width = text_width(left);

    buf_text(out, "  ");
    buf_str(out, left);
    if (width > LEFT_MOST) {
        buf_char(out, '\n');
        width = 0;
        buf_text(out, "  ");
    }
    buf_repeat(out, ' ', LEFT_MOST + 2 - width);
    buf_text(out, meaning);
    buf_char(out, '\n');
}

static void add_options(const struct option_rule *rules, enum lang lang,
                        struct buf *out)
{
    struct buf left = {0};

    for (const struct option_rule *rule = rules; rule->name; rule++) {
        buf_cut(&left, 0);
        if (rule->letter)
            buf_format(&left, "-%c, ", rule->letter);
        buf_format(&left, "--%s", rule->name);
        if (rule->value && rule->value[0] == '[')
            buf_format(&left, "[=%s", rule->value + 1);
        else if (rule->value)
            buf_format(&left, "=%s", rule->value);
        add_row(out, buf_view(&left), rule->meaning[lang]);
    }
    buf_free(&left);
}

const struct option_rule *options_global(void)
{
    return globals;
}

void options_help(const struct command_rule *commands, enum lang lang,
                  struct buf *out)
{
    static const char *const head[2] = {
        "用法：gongkai [选项…] 命令 [参数…]\n\n命令：\n",
        "Usage: gongkai [OPTION…] COMMAND [ARGUMENT…]\n\nCommands:\n"};
    static const char *const middle[2] = {
        "\n选项，写在命令前后都可以：\n",
        "\nOptions, before or behind the command:\n"};
    static const char *const foot[2] = {
        "\n用 gongkai help 命令 看一个命令自己的选项。\n",
        "\n`gongkai help COMMAND` shows a command's own options.\n"};
    struct buf left = {0};

    buf_text(out, head[lang]);
    for (const struct command_rule *rule = commands; rule->name; rule++) {
        buf_cut(&left, 0);
        buf_format(&left, "%s %s", rule->name, rule->arguments);
        add_row(out, str_trim(buf_view(&left)), rule->meaning[lang]);
    }
    buf_text(out, middle[lang]);
    add_options(globals, lang, out);
    buf_text(out, foot[lang]);
    buf_free(&left);
}

void command_help(const struct command_rule *command, enum lang lang,
                  struct buf *out)
{
    static const char *const head[2] = {"用法：", "Usage: "};
    static const char *const own[2] = {"\n选项：\n", "\nOptions:\n"};
    static const char *const others[2] = {"\n各命令共有的选项：\n",
                                          "\nOptions of every command:\n"};
    const char *blank = *command->arguments ? " " : "";

    buf_format(out, "%sgongkai %s%s%s\n\n%s\n", head[lang], command->name,
               blank, command->arguments, command->meaning[lang]);
    if (command->option->name) {
        buf_text(out, own[lang]);
        add_options(command->option, lang, out);
    }
    buf_text(out, others[lang]);
    add_options(globals, lang, out);
}
