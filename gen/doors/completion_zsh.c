#include "completion_part.h"

static const char head[] =
    "#compdef gongkai\n"
    "# gongkai: completion for zsh. `gongkai completion zsh` prints it.\n"
    "\n"
    "_gongkai_commands() {\n"
    "  local -a commands=(\n";

static const char settings[] = "  )\n"
                               "  _describe -t commands command commands\n"
                               "}\n"
                               "\n"
                               "_gongkai_settings() {\n"
                               "  compadd -S '' -- ";

static const char globals[] = "\n"
                              "}\n"
                              "\n"
                              "_gongkai() {\n"
                              "  local context state state_descr line ret=1\n"
                              "  local -A opt_args\n"
                              "  local -a globals=(\n";

static const char middle[] =
    "  )\n"
    "  _arguments -C -s -S $globals \\\n"
    "    '1:command:_gongkai_commands' '*::argument:->arguments' && ret=0\n"
    "  [[ $state == arguments ]] || return ret\n"
    "  case $words[1] in\n";

/* Sourced by hand it makes itself known; found on the path it is called. */
static const char foot[] = "  esac\n"
                           "  return ret\n"
                           "}\n"
                           "\n"
                           "if [[ $funcstack[1] == _gongkai ]]; then\n"
                           "  _gongkai \"$@\"\n"
                           "else\n"
                           "  compdef _gongkai gongkai\n"
                           "fi\n";

static const char marks[] = "[]:";

/* ":DIR:_files -/", the message and the action of _arguments. */
static void add_action(struct buf *out, const char *name)
{
    static const char *const actions[] = {[TAKES_NOTHING] = " ",
                                          [TAKES_FOLDER] = "_files -/",
                                          [TAKES_FILE] = "_files",
                                          [TAKES_COMMAND] = "_gongkai_commands",
                                          [TAKES_SETTING] =
                                              "_gongkai_settings"};
    struct buf words = {0};
    enum taken taken = completion_taken(name, &words);

    buf_char(out, ':');
    completion_quoted(out, name, marks);
    if (words.len > 0)
        buf_format(out, ":(%s)", words.data);
    else
        buf_format(out, ":%s", actions[taken]);
    buf_free(&words);
}

/* What stands behind an option's name: its meaning, then its value. */
static void add_meaning(const struct completion *c,
                        const struct option_rule *rule)
{
    buf_char(c->out, '[');
    completion_quoted(c->out, rule->meaning[c->lang], marks);
    buf_char(c->out, ']');
    if (rule->value && rule->value[0] == '[')
        buf_char(c->out, ':'); /* the value may be left out */
    if (rule->value)
        add_action(c->out, rule->value);
}

static void add_option(const struct completion *c, const char *indent,
                       const struct option_rule *rule)
{
    const char *sign = !rule->value ? "" : rule->value[0] == '[' ? "=-" : "=";

    buf_text(c->out, indent);
    if (rule->letter)
        buf_format(c->out, "'(-%c --%s)'{-%c%s,--%s%s}'", rule->letter,
                   rule->name, rule->letter, rule->value ? "+" : "", rule->name,
                   sign);
    else
        buf_format(c->out, "'--%s%s", rule->name, sign);
    add_meaning(c, rule);
    buf_char(c->out, '\'');
}

static void add_arguments(const struct completion *c, const char *name)
{
    static const char *const rest[] = {[TAKES_FOLDER] = "DIR",
                                       [TAKES_FILE] = "FILE",
                                       [TAKES_COMMAND] = "COMMAND"};
    struct buf words = {0};
    enum taken taken = completion_taken(name, &words);

    if (words.len > 0 && completion_words_optional(name))
        buf_format(c->out, " \\\n      '1:argument:{compadd %s; _files%s}'",
                   words.data, taken == TAKES_FOLDER ? " -/" : "");
    else if (words.len > 0)
        buf_format(c->out, " \\\n      '1:argument:(%s)'", words.data);
    buf_free(&words);
    if (taken == TAKES_NOTHING)
        return;
    buf_text(c->out, " \\\n      '*");
    add_action(c->out, rest[taken]);
    buf_char(c->out, '\'');
}

static void add_command(const struct completion *c,
                        const struct command_rule *rule)
{
    buf_format(c->out, "  %s)\n    _arguments -s -S $globals", rule->name);
    for (const struct option_rule *own = rule->option; own->name; own++)
        add_option(c, " \\\n      ", own);
    add_arguments(c, rule->arguments);
    buf_text(c->out, " && ret=0 ;;\n");
}

void completion_zsh(const struct completion *c)
{
    const struct command_rule *rule;

    buf_text(c->out, head);
    for (rule = c->commands; rule->name; rule++) {
        buf_format(c->out, "    '%s:", rule->name);
        completion_quoted(c->out, rule->meaning[c->lang], marks);
        buf_text(c->out, "'\n");
    }
    buf_text(c->out, settings);
    completion_settings(c->out);
    buf_text(c->out, globals);
    for (const struct option_rule *own = options_global(); own->name; own++) {
        add_option(c, "    ", own);
        buf_char(c->out, '\n');
    }
    buf_text(c->out, middle);
    for (rule = c->commands; rule->name; rule++)
        add_command(c, rule);
    buf_text(c->out, foot);
}
