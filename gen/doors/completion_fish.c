#include "completion_part.h"

static const char head[] =
    "# gongkai: completion for fish. `gongkai completion fish` prints it.\n"
    "\n"
    "# __gongkai_at: no command yet; __gongkai_at NAME: the command is NAME;\n"
    "# __gongkai_at NAME WORD...: and one of the words stands behind it.\n"
    "function __gongkai_at\n"
    "    set -l words (commandline -opc)[2..-1]\n"
    "    while set -q words[1]\n"
    "        switch $words[1]\n"
    "            case";

static const char middle[] =
    "\n"
    "                set -e words[1]\n"
    "            case '-*'\n"
    "            case '*'\n"
    "                break\n"
    "        end\n"
    "        set -e words[1]\n"
    "    end\n"
    "    test \"$words[1]\" = \"$argv[1]\"; or return\n"
    "    not set -q argv[2]; and return\n"
    "    contains -- \"$words[2]\" $argv[2..-1]\n"
    "end\n"
    "\n"
    "complete -c gongkai -f\n";

/* -a: the words, or the function of fish that knows them. */
static void add_choice(const struct completion *c, enum taken taken,
                       const struct buf *words)
{
    if (words->len > 0)
        buf_format(c->out, " -a '%s'", words->data);
    else if (taken == TAKES_FOLDER)
        buf_text(c->out, " -a '(__fish_complete_directories)'");
    else if (taken == TAKES_FILE)
        buf_text(c->out, " -F");
    else if (taken == TAKES_COMMAND) {
        buf_text(c->out, " -a '");
        completion_commands(c, " ");
        buf_char(c->out, '\'');
    }
}

static void add_meaning(const struct completion *c, const char *meaning)
{
    buf_text(c->out, " -d '");
    completion_quoted(c->out, meaning, "");
    buf_text(c->out, "'\n");
}

/* An optional value stands in the same word; -r would ask for one. */
static void add_value(const struct completion *c, const char *value)
{
    struct buf words = {0};
    enum taken taken = completion_taken(value, &words);

    if (taken == TAKES_SETTING)
        completion_settings(&words);
    if (value[0] != '[')
        buf_text(c->out, " -r");
    add_choice(c, taken, &words);
    buf_free(&words);
}

static void add_options(const struct completion *c, const char *command,
                        const struct option_rule *rules)
{
    for (const struct option_rule *rule = rules; rule->name; rule++) {
        buf_text(c->out, "complete -c gongkai");
        if (command)
            buf_format(c->out, " -n '__gongkai_at %s'", command);
        if (rule->letter)
            buf_format(c->out, " -s %c", rule->letter);
        buf_format(c->out, " -l %s", rule->name);
        if (rule->value)
            add_value(c, rule->value);
        add_meaning(c, rule->meaning[c->lang]);
    }
}

/* Words stand first ("site DIR"); a name then follows one of them. */
static void add_arguments(const struct completion *c,
                          const struct command_rule *rule)
{
    static const struct buf none = {0};
    struct buf words = {0};
    enum taken taken = completion_taken(rule->arguments, &words);

    if (words.len > 0)
        buf_format(c->out,
                   "complete -c gongkai -n '__gongkai_at %s; and not "
                   "__gongkai_at %s %s' -a '%s'\n",
                   rule->name, rule->name, words.data, words.data);
    if (taken != TAKES_NOTHING) {
        bool behind =
            words.len > 0 && !completion_words_optional(rule->arguments);
        buf_format(c->out, "complete -c gongkai -n '__gongkai_at %s%s%s'",
                   rule->name, behind ? " " : "", behind ? words.data : "");
        add_choice(c, taken, &none);
        buf_char(c->out, '\n');
    }
    buf_free(&words);
}

/* The options behind whose name a word of their own follows. */
static void add_skipped(const struct completion *c)
{
    for (const struct option_rule *rule = options_global(); rule->name;
         rule++) {
        if (!rule->value || rule->value[0] == '[')
            continue;
        buf_format(c->out, " --%s", rule->name);
        if (rule->letter)
            buf_format(c->out, " -%c", rule->letter);
    }
}

void completion_fish(const struct completion *c)
{
    const struct command_rule *rule;

    buf_text(c->out, head);
    add_skipped(c);
    buf_text(c->out, middle);
    add_options(c, NULL, options_global());
    for (rule = c->commands; rule->name; rule++) {
        buf_format(c->out, "complete -c gongkai -n __gongkai_at -a %s",
                   rule->name);
        add_meaning(c, rule->meaning[c->lang]);
    }
    for (rule = c->commands; rule->name; rule++) {
        add_options(c, rule->name, rule->option);
        add_arguments(c, rule);
    }
}
