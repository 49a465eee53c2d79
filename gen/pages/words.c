#include "words.h"

#define MARK 3 /* bytes of {1} */

/* Where the next {1} or {2} stands, or the end. */
static size_t next_mark(struct str sentence, size_t at)
{
    const char *end = sentence.ptr + sentence.len, *brace = sentence.ptr + at;

    for (; (brace = memchr(brace, '{', (size_t)(end - brace))); brace++)
        if (end - brace >= MARK && (brace[1] == '1' || brace[1] == '2') &&
            brace[2] == '}')
            return (size_t)(brace - sentence.ptr);
    return sentence.len;
}

static size_t put(char *to, size_t len, struct str text)
{
    if (to && text.len)
        memcpy(to + len, text.ptr, text.len);
    return len + text.len;
}

/* Writes the sentence, or with no `to` tells only how long it is. */
static size_t fill(char *to, struct str sentence, struct str a, struct str b)
{
    size_t len = 0;

    for (size_t at = 0, mark; at < sentence.len; at = mark + MARK) {
        mark = next_mark(sentence, at);
        len = put(to, len, str_range(sentence.ptr + at, sentence.ptr + mark));
        if (mark == sentence.len)
            break;
        len = put(to, len, sentence.ptr[mark + 1] == '1' ? a : b);
    }
    return len;
}

struct str words_fill(struct arena *arena, struct str sentence, struct str a,
                      struct str b)
{
    size_t len = fill(NULL, sentence, a, b);
    char *filled = arena_array(arena, len + 1, 1);

    fill(filled, sentence, a, b);
    return (struct str){filled, len};
}
