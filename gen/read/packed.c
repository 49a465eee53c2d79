#include "packed.h"

#include "../base/child.h"
#include "../base/late.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>

/* clang-format off */
#define ARCHIVE(name) \
    name(archive_entry_pathname) name(archive_read_data) \
    name(archive_read_free) name(archive_read_new) \
    name(archive_read_next_header) name(archive_read_open_memory) \
    name(archive_read_support_format_zip)
/* clang-format on */
LATE_LIBRARY("archive", ARCHIVE);

#define FILES_MOST 2000
#define NAME_MOST 512
#define TOTAL_MOST ((size_t)96 << 20)

bool packed_is_zip(struct str bytes)
{
    return str_starts(bytes, "PK\003\004");
}

/* XML and pictures; fonts, macros and the like are no matter of ours. */
static bool is_wanted(struct str name)
{
    static const char *const ending[] = {".xml",  ".rels", ".png", ".jpg",
                                         ".jpeg", ".gif",  ".webp"};

    for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++)
        if (str_ends(name, ending[i]))
            return true;
    return false;
}

static void put_number(struct buf *out, size_t at, size_t number)
{
    uint64_t wide = number;

    memcpy(out->data + at, &wide, sizeof(wide));
}

/* Adds one file: its lengths, name and bytes. */
static bool add_file(struct archive *archive, struct str name,
                     struct buf *answer)
{
    char piece[65536];
    static const char room[16] = {0};
    size_t head = answer->len;
    la_ssize_t got;

    buf_add(answer, room, sizeof(room));
    buf_str(answer, name);
    size_t from = answer->len;
    while ((got = late.archive_read_data(archive, piece, sizeof(piece))) > 0) {
        buf_add(answer, piece, (size_t)got);
        if (answer->full)
            return false;
    }
    if (got < 0)
        return false;
    put_number(answer, head, name.len);
    put_number(answer, head + 8, answer->len - from);
    return true;
}

/* 'y' and the files, or 'n'. */
static void unpack(void *context, struct buf *answer)
{
    const struct str *bytes = context;
    struct archive *archive = late.archive_read_new();
    struct archive_entry *entry;
    bool good = false;
    int files = 0, state = ARCHIVE_FATAL;

    buf_char(answer, 'y');
    late.archive_read_support_format_zip(archive);
    if (late.archive_read_open_memory(archive, bytes->ptr, bytes->len) ==
        ARCHIVE_OK) {
        good = true;
        while (good && (state = late.archive_read_next_header(
                            archive, &entry)) == ARCHIVE_OK) {
            struct str name = str_of(late.archive_entry_pathname(entry));
            if (files++ > FILES_MOST)
                good = false;
            else if (name.len < NAME_MOST && is_wanted(name))
                good = add_file(archive, name, answer);
        }
    }
    if (!good || state != ARCHIVE_EOF)
        answer->data[0] = 'n';
    late.archive_read_free(archive);
}

static bool take_answer(struct arena *arena, struct str answer,
                        struct packed *out)
{
    uint64_t length[2];
    size_t at = 1;

    if (!str_starts(answer, "y"))
        return false;
    out->file = arena_array(arena, FILES_MOST + 1, sizeof(*out->file));
    while (answer.len - at >= sizeof(length) && out->len < FILES_MOST) {
        memcpy(length, answer.ptr + at, sizeof(length));
        at += sizeof(length);
        if (length[0] > answer.len - at ||
            length[1] > answer.len - at - length[0])
            return false;
        struct packed_file *file = &out->file[out->len++];
        file->name = arena_copy(arena, answer.ptr + at, length[0]);
        at += length[0];
        file->bytes = (struct str){
            arena_copy(arena, answer.ptr + at, length[1]), length[1]};
        at += length[1];
    }
    return true;
}

bool packed_read(struct arena *arena, struct str bytes, struct packed *out)
{
    static const struct child_limits limits = {
        .seconds = 5, .memory = (size_t)512 << 20, .output = TOTAL_MOST};
    struct buf answer = {0};
    int number;

    *out = (struct packed){0};
    late_load(&late_library);
    enum child_end end = child_run(&limits, unpack, &bytes, &answer, &number);
    bool good = end == CHILD_DONE && take_answer(arena, buf_view(&answer), out);
    if (end == CHILD_SYSTEM)
        out->error = number;
    buf_free(&answer);
    return good;
}

bool packed_find(const struct packed *packed, const char *name,
                 struct str *bytes)
{
    for (size_t i = 0; i < packed->len; i++)
        if (strcmp(packed->file[i].name, name) == 0) {
            *bytes = packed->file[i].bytes;
            return true;
        }
    return false;
}
