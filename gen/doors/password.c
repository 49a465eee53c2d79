#include "password.h"

#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static void say(const char *text)
{
    size_t len = strlen(text);

    if (write(STDERR_FILENO, text, len) < 0)
        return; /* nobody sees the prompt; the answer may come all the same */
}

static size_t read_line(char *out, size_t most)
{
    size_t len = 0;
    char byte;

    while (len < most) {
        ssize_t got = read(STDIN_FILENO, &byte, 1);
        if (got < 0 && errno == EINTR)
            return 0;
        if (got <= 0 || byte == '\n')
            break;
        out[len++] = byte;
    }
    return len;
}

size_t password_ask(const char *prompt, char *out, size_t most)
{
    struct termios shown, hidden;

    if (tcgetattr(STDIN_FILENO, &shown))
        return read_line(out, most);
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    say(prompt);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    size_t len = read_line(out, most);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    say("\n");
    return len;
}
