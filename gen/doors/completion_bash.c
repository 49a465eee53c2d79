#include "completion_part.h"

/*
 * Bash splits a word at each `=`; the head of the function puts what stands
 * before it, with the `=` or without, into $prev.
 */
static const char head[] =
    "# gongkai: completion for bash. `gongkai completion bash` prints it.\n"
    "\n"
    "_gongkai_names() # -f files, -d folders\n"
    "{\n"
    "    compopt -o filenames\n"
    "    mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$cur\")\n"
    "}\n"
    "\n"
    "_gongkai_words()\n"
    "{\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\")\n"
    "    [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace\n"
    "}\n"
    "\n"
    "_gongkai()\n"
    "{\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    local command= arguments=0 equals= i\n"
    "    COMPREPLY=()\n"
    "    [[ $cur == = ]] && equals=1 cur=\n"
    "    [[ $prev == = ]] && equals=1 prev=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        case $command:${COMP_WORDS[i]} in\n";

static const char middle[] =
    "            [[ ${COMP_WORDS[i+1]} == = ]] && ((i++))\n"
    "            ((i++)) ;;\n"
    "        *:-* | *:=) ;;\n"
    "        :*) command=${COMP_WORDS[i]} ;;\n"
    "        *) ((arguments++)) ;;\n"
    "        esac\n"
    "    done\n"
    "    case $command:$prev in\n";

static const char arguments[] = "    esac\n"
                                "    [[ $equals ]] && return\n"
                                "    case $command:$arguments:$cur in\n";

static const char foot[] = "    esac\n"
                           "}\n"
                           "\n"
                           "complete -F _gongkai gongkai\n";

/* "*:--output | *:-o": an option behind a command, "*" for all. */
static void add_pattern(struct buf *out, const char *command,
                        const struct option_rule *rule)
{
    buf_format(out, "%s:--%s", command, rule->name);
    if (rule->letter)
        buf_format(out, " | %s:-%c", command, rule->letter);
}

static bool takes_next_word(const struct option_rule *rule)
{
    return rule->value && rule->value[0] != '[';
}

static void add_skipped(struct buf *out, const char *command,
                        const struct option_rule *rules, bool *first)
{
    for (const struct option_rule *rule = rules; rule->name; rule++) {
        if (!takes_next_word(rule))
            continue;
        buf_text(out, *first ? "        " : " | ");
        add_pattern(out, command, rule);
        *first = false;
    }
}

/* What completes a value or argument of that name. */
static void add_choice(const struct completion *c, const char *name)
{
    struct buf words = {0};
    enum taken taken = completion_taken(name, &words);

    if (taken == TAKES_SETTING)
        completion_settings(&words);
    if (words.len > 0) {
        buf_format(c->out, "_gongkai_words '%s'", words.data);
    } else if (taken == TAKES_COMMAND) {
        buf_text(c->out, "_gongkai_words '");
        completion_commands(c, " ");
        buf_char(c->out, '\'');
    } else if (taken != TAKES_NOTHING) {
        buf_format(c->out, "_gongkai_names %s",
                   taken == TAKES_FOLDER ? "-d" : "-f");
    } else {
        buf_char(c->out, ':');
    }
    buf_free(&words);
}

static void add_values(const struct completion *c, const char *command,
                       const struct option_rule *rules)
{
    for (const struct option_rule *rule = rules; rule->name; rule++) {
        if (!rule->value)
            continue;
        buf_text(c->out, "    ");
        add_pattern(c->out, command, rule);
        buf_text(c->out, ")\n        ");
        if (!takes_next_word(rule))
            buf_text(c->out, "[[ $equals ]] && ");
        add_choice(c, rule->value);
        buf_text(c->out,
                 takes_next_word(rule) ? "\n        return ;;\n" : " ;;\n");
    }
}

static void add_option_words(struct buf *out, const struct option_rule *rules)
{
    for (const struct option_rule *rule = rules; rule->name; rule++) {
        buf_format(out, " --%s%s", rule->name,
                   takes_next_word(rule) ? "=" : "");
        if (rule->letter)
            buf_format(out, " -%c", rule->letter);
    }
}

static void add_options(const struct completion *c, const char *command,
                        const struct option_rule *rules)
{
    buf_format(c->out, "    %s:*:-*) _gongkai_words '", command);
    add_option_words(c->out, options_global());
    add_option_words(c->out, rules);
    buf_text(c->out, "' ;;\n");
}

/* Words stand first ("site DIR"); what is no word stands anywhere. */
static void add_arguments(const struct completion *c,
                          const struct command_rule *rule)
{
    struct buf words = {0};
    enum taken taken = completion_taken(rule->arguments, &words);

    if (words.len > 0 && completion_words_optional(rule->arguments))
        buf_format(c->out,
                   "    %s:0:*) _gongkai_names %s\n"
                   "        COMPREPLY+=($(compgen -W '%s' -- \"$cur\")) ;;\n",
                   rule->name, taken == TAKES_FOLDER ? "-d" : "-f", words.data);
    else if (words.len > 0)
        buf_format(c->out, "    %s:0:*) _gongkai_words '%s' ;;\n", rule->name,
                   words.data);
    buf_free(&words);
    if (taken == TAKES_NOTHING)
        return;
    buf_format(c->out, "    %s:*) ", rule->name);
    add_choice(c, taken == TAKES_FOLDER    ? "DIR"
                  : taken == TAKES_COMMAND ? "COMMAND"
                                           : "FILE");
    buf_text(c->out, " ;;\n");
}

void completion_bash(const struct completion *c)
{
    static const struct option_rule none[] = {{0}};
    const struct command_rule *rule;
    bool first = true;

    buf_text(c->out, head);
    add_skipped(c->out, "*", options_global(), &first);
    for (rule = c->commands; rule->name; rule++)
        add_skipped(c->out, rule->name, rule->option, &first);
    buf_text(c->out, ")\n");
    buf_text(c->out, middle);
    add_values(c, "*", options_global());
    for (rule = c->commands; rule->name; rule++)
        add_values(c, rule->name, rule->option);
    buf_text(c->out, arguments);
    add_options(c, "", none);
    buf_text(c->out, "    :*) _gongkai_words '");
    completion_commands(c, " ");
    buf_text(c->out, "' ;;\n");
    for (rule = c->commands; rule->name; rule++) {
        add_options(c, rule->name, rule->option);
        add_arguments(c, rule);
    }
    buf_text(c->out, foot);
}
