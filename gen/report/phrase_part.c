#include "phrase_part.h"

#include "lexicon.h"

size_t phrase_item(struct str text)
{
    size_t open = word_at(text, 0, "（"),
           at = open ? open : word_at(text, 0, "(");
    size_t from = at;

    open = at;
    while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9')
        at++;
    if (at == from || at > from + 2)
        return 0;
    size_t close = word_at(text, at, open ? "）" : "、");
    if (!close)
        close = word_at(text, at, open ? ")" : "．");
    if (!close && !open && word_at(text, at, ".") && at + 1 < text.len &&
        (text.ptr[at + 1] & 0x80))
        close = 1;
    return close ? at + close : 0;
}

size_t phrase_month(struct str text, size_t end)
{
    size_t len = 0;

    if (!word_at(text, end, "月"))
        return 0;
    while (len < end && text.ptr[end - len - 1] >= '0' &&
           text.ptr[end - len - 1] <= '9')
        len++;
    return len;
}

bool phrase_made(struct str head)
{
    size_t done = word_before(head, head.len, "了");

    if (!done)
        done = word_before(head, head.len, "起");
    return lexicon_before(LEX_INNER, head, head.len) ||
           (done && lexicon_before(LEX_MAKE, head, head.len - done));
}

size_t phrase_remark(struct str name)
{
    size_t open = word_before(name, name.len, "）") ? name.len : 0;

    while (open > 0 && !word_at(name, open, "（"))
        open--;
    return open ? name.len - open : 0;
}

bool phrase_except(struct str name)
{
    return lexicon_at(LEX_EXCEPT, name, 0) &&
           lexicon_before(LEX_FACTOR, name, name.len);
}

bool phrase_amount(struct str name)
{
    return name.len <= strlen("总产值") &&
           lexicon_before(LEX_AMOUNT, name, name.len);
}
