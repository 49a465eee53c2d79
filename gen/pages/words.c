#include "words.h"

#include "../base/buf.h"

struct str words_fill(struct arena *arena, struct str sentence, struct str a,
                      struct str b)
{
    struct buf out = {0};

    for (size_t i = 0; i < sentence.len; i++) {
        struct str rest = {sentence.ptr + i, sentence.len - i};
        bool first = str_starts(rest, "{1}");
        if (!first && !str_starts(rest, "{2}")) {
            buf_char(&out, sentence.ptr[i]);
            continue;
        }
        buf_str(&out, first ? a : b);
        i += 2;
    }
    struct str filled = {arena_copy(arena, out.data ? out.data : "", out.len),
                         out.len};
    buf_free(&out);
    return filled;
}
