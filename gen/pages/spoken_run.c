#include "spoken_run.h"

size_t digits_at(const struct speaker *speaker, size_t at, size_t most)
{
    size_t count = 0;

    while (count < most && is_digit(rune_at(speaker, at))) {
        at += rune_len(speaker, at);
        count++;
    }
    return count;
}

static size_t thousands_at(const struct speaker *speaker, size_t at)
{
    size_t len = rune_len(speaker, at);

    if (rune_at(speaker, at) != ',' || digits_at(speaker, at + len, 4) != 3)
        return 0;
    return len;
}

bool run_read(const struct speaker *speaker, size_t at, struct run *run)
{
    size_t group = 0;

    *run = (struct run){.from = at};
    for (;;) {
        uint32_t rune = rune_at(speaker, at);
        size_t len = rune_len(speaker, at), comma = 0;
        bool point = rune == '.' && !run->decimal &&
                     is_digit(rune_at(speaker, at + len));
        if (!point && !is_digit(rune))
            comma = group <= 3 && !run->decimal ? thousands_at(speaker, at) : 0;
        if (!point && !is_digit(rune) && !comma)
            break;
        if (!comma && run->len == RUN_MOST)
            return false;
        if (!comma)
            run->digits[run->len++] = (char)rune;
        group = comma ? 0 : group + 1;
        run->decimal = run->decimal || point;
        at += len;
    }
    run->to = at;
    return true;
}

bool any_here(const struct speaker *speaker, size_t at, const char *const *list,
              size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (word_here(speaker, at, list[i]))
            return true;
    return false;
}

size_t range_at(const struct speaker *speaker, size_t at)
{
    size_t len = rune_len(speaker, at);
    uint32_t rune = rune_at(speaker, at);
    size_t word = word_at(speaker->text, at, "至");

    if (!word)
        word = word_at(speaker->text, at, "到");
    if (!word && !is_range_mark(rune))
        return 0;
    len = word ? word : len;
    return is_digit(rune_at(speaker, at + len)) ? len : 0;
}
