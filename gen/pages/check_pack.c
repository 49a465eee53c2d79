#include "check_pack.h"

#include "../base/buf.h"
#include "check.h"

#include <string.h>

/* Seven bits a byte, the lowest first. */
static void put_number(struct buf *out, uint64_t number)
{
    for (; number >= 128; number >>= 7)
        buf_char(out, (char)(number | 128));
    buf_char(out, (char)number);
}

/* False at the end of the bytes. */
static bool take_number(struct str *bytes, uint64_t *number)
{
    unsigned char byte = 128;

    *number = 0;
    for (unsigned shift = 0; byte >= 128; shift += 7) {
        if (bytes->len == 0 || shift > 35)
            return false;
        byte = (unsigned char)*bytes->ptr++;
        bytes->len--;
        *number |= (uint64_t)(byte & 127) << shift;
    }
    return true;
}

/* Where it begins behind the last run of its name, or else at all, twice, and
 * one more for another name, which follows; then how far it goes. */
void check_pack(struct buf *out, const struct check_run *run, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        bool same = i > 0 && run[i].name == run[i - 1].name &&
                    run[i].first >= run[i - 1].last;
        uint32_t from = same ? run[i - 1].last : 0;
        put_number(out, (uint64_t)(run[i].first - from) << 1 | !same);
        if (!same)
            buf_add(out, &run[i].name, sizeof(run[i].name));
        put_number(out, run[i].last - run[i].first);
    }
}

static bool take_run(struct str *bytes, const struct check_run *last,
                     struct check_run *run)
{
    uint64_t begin, length;

    if (!take_number(bytes, &begin))
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
    if (!take_number(bytes, &length))
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
