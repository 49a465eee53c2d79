#include "completion.h"

#include "../report/config.h"
#include "completion_part.h"

#include <string.h>

static const struct {
    const char *name;
    void (*write)(const struct completion *completion);
} shells[SHELLS] = {[SHELL_BASH] = {"bash", completion_bash},
                    [SHELL_ZSH] = {"zsh", completion_zsh},
                    [SHELL_FISH] = {"fish", completion_fish}};

enum shell completion_shell(const char *name)
{
    enum shell shell = SHELL_BASH;

    while (shell < SHELLS && strcmp(name, shells[shell].name) != 0)
        shell++;
    return shell;
}

void completion_write(enum shell shell, const struct command_rule *commands,
                      enum lang lang, struct buf *out)
{
    struct completion completion = {commands, lang, out};

    if (shell < SHELLS)
        shells[shell].write(&completion);
}

/* The names that the help gives to what is no fixed word. */
static enum taken taken_by(struct str name)
{
    static const struct {
        const char *name;
        enum taken taken;
    } names[] = {{"DIR", TAKES_FOLDER},      {"DEST", TAKES_FOLDER},
                 {"FILE", TAKES_FILE},       {"PATH", TAKES_FILE},
                 {"F", TAKES_FILE},          {"KEY", TAKES_FILE},
                 {"COMMAND", TAKES_COMMAND}, {"SECTION", TAKES_SETTING}};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (str_is(name, names[i].name))
            return names[i].taken;
    return TAKES_NOTHING;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

enum taken completion_taken(const char *name, struct buf *words)
{
    enum taken taken = TAKES_NOTHING;
    const char *at = name;

    while (*at) {
        const char *from = at;
        while (is_letter(*at))
            at++;
        struct str word = str_range(from, at);
        if (word.len > 0 && *from >= 'a') {
            if (words->len > 0)
                buf_char(words, ' ');
            buf_str(words, word);
        } else if (word.len > 0 && taken == TAKES_NOTHING) {
            taken = taken_by(word);
        }
        if (*at)
            at++;
    }
    return taken;
}

void completion_settings(struct buf *out)
{
    size_t len;
    const struct config_key *key = config_keys(&len);

    for (size_t i = 0; i < len; i++)
        buf_format(out, "%s%s.%s=", i > 0 ? " " : "", key[i].section,
                   key[i].key);
}

void completion_commands(const struct completion *completion,
                         const char *between)
{
    const struct command_rule *first = completion->commands;

    for (const struct command_rule *rule = first; rule->name; rule++)
        buf_format(completion->out, "%s%s", rule > first ? between : "",
                   rule->name);
}

void completion_quoted(struct buf *out, const char *text, const char *marks)
{
    for (const char *at = text; *at; at++) {
        if (*at == '\'') {
            buf_text(out, "’");
            continue;
        }
        if (*at == '\\' || strchr(marks, *at))
            buf_char(out, '\\');
        buf_char(out, *at);
    }
}
