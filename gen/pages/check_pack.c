#include "check_pack.h"

#include "../base/wire.h"
#include "check.h"

#include <string.h>

/* Where it begins behind the last run of its name, or else at all, twice, and
 * one more for another name, which follows; then how far it goes. */
void check_pack(struct buf *out, const struct check_run *run, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        bool same = i > 0 && run[i].name == run[i - 1].name &&
                    run[i].first >= run[i - 1].last;
        uint32_t from = same ? run[i - 1].last : 0;
        wire_put_short(out, (uint64_t)(run[i].first - from) << 1 | !same);
        if (!same)
            buf_add(out, &run[i].name, sizeof(run[i].name));
        wire_put_short(out, run[i].last - run[i].first);
    }
}

static bool take_run(struct str *bytes, const struct check_run *last,
                     struct check_run *run)
{
    uint64_t begin, length;

    if (!wire_take_short(bytes, &begin))
        return false;
    *run = *last;
    run->first = (uint32_t)(begin >> 1) + (begin & 1 ? 0 : last->last);
    if (begin & 1) {
        if (bytes->len < sizeof(run->name))
            return false;
        memcpy(&run->name, bytes->ptr, sizeof(run->name));
        bytes->ptr += sizeof(run->name);
        bytes->len -= sizeof(run->name);
    }
    if (!wire_take_short(bytes, &length))
        return false;
    run->last = run->first + (uint32_t)length;
    return true;
}

struct check_facts check_unpack(struct arena *arena,
                                const struct check_facts *facts)
{
    struct check_facts whole = *facts;
    struct str bytes = facts->packed;
    struct check_run last = {0};

    if (bytes.len == 0)
        return whole;
    /* each takes two bytes at least; the last may be a piece of one */
    struct check_run *run = arena_array(arena, bytes.len / 2 + 1, sizeof(*run));
    whole.run = run;
    whole.runs = 0;
    while (take_run(&bytes, &last, &run[whole.runs]))
        last = run[whole.runs++];
    return whole;
}
