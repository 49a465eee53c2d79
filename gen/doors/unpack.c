#include "unpack.h"

#include "../base/child.h"
#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/late.h"
#include "sign.h"
#include "sums.h"

#include <archive.h>
#include <archive_entry.h>

/* clang-format off */
#define ARCHIVE(name) \
    name(archive_entry_filetype) name(archive_entry_hardlink) \
    name(archive_entry_pathname) name(archive_entry_pathname_utf8) \
    name(archive_error_string) name(archive_read_data_block) \
    name(archive_read_free) name(archive_read_new) \
    name(archive_read_next_header) name(archive_read_open1) \
    name(archive_read_set_callback_data) name(archive_read_set_read_callback) \
    name(archive_read_set_seek_callback) name(archive_read_set_skip_callback) \
    name(archive_read_support_format_iso9660) \
    name(archive_read_support_format_zip) name(archive_set_error)
/* clang-format on */
LATE_LIBRARY("archive", ARCHIVE);

#include <errno.h>
#include <string.h>

#define PIECE ((size_t)1 << 20)
#define MEMORY_MOST ((size_t)512 << 20)
#define ANSWER_MOST ((size_t)256 << 20)
#define SECONDS_LEAST 60
#define BYTES_A_SECOND ((uint64_t)10 << 20) /* of the slowest machine */

/* What the child answers: records of this, a path and a text behind each. */
struct record {
    enum { RECORD_FILE, RECORD_OTHER, RECORD_DAMAGED } kind;
    uint32_t path_len, text_len;
    uint64_t size;
    struct sha256 sum;
};

struct reading {
    struct disk *disk;
    const char *path;
    uint64_t size, at;
    struct buf piece;
    struct buf *answer;
    bool names_only;
};

static la_ssize_t give_bytes(struct archive *archive, void *context,
                             const void **bytes)
{
    struct reading *reading = context;
    int error = disk_read_part(reading->disk, reading->path, reading->at, PIECE,
                               &reading->piece);

    if (error) {
        late.archive_set_error(archive, error, "%s", strerror(error));
        return -1;
    }
    reading->at += reading->piece.len;
    *bytes = reading->piece.data;
    return (la_ssize_t)reading->piece.len;
}

static la_int64_t skip_bytes(struct archive *archive, void *context,
                             la_int64_t len)
{
    struct reading *reading = context;

    (void)archive;
    reading->at += (uint64_t)len;
    return len;
}

static la_int64_t seek_byte(struct archive *archive, void *context,
                            la_int64_t offset, int whence)
{
    struct reading *reading = context;
    la_int64_t from = whence == SEEK_END   ? (la_int64_t)reading->size
                      : whence == SEEK_CUR ? (la_int64_t)reading->at
                                           : 0;

    if (offset < -from)
        return ARCHIVE_FATAL;
    (void)archive;
    reading->at = (uint64_t)(from + offset);
    return (la_int64_t)reading->at;
}

static void answer(struct reading *reading, struct record record,
                   const char *path, struct str text)
{
    record.path_len = (uint32_t)strlen(path);
    record.text_len = (uint32_t)text.len;
    buf_add(reading->answer, &record, sizeof(record));
    buf_text(reading->answer, path);
    buf_str(reading->answer, text);
}

/* The lists alone are given back as texts. */
static size_t text_most(const char *path)
{
    if (strcmp(path, SUMS_NAME) == 0)
        return SUMS_MOST;
    return strcmp(path, SUMS_SIGNATURE) == 0 ? SIGN_FILE_MOST : 0;
}

static int read_file(struct reading *reading, struct archive *archive,
                     const char *path)
{
    struct record record = {.kind = RECORD_FILE};
    struct sha256_run run;
    struct buf text = {.limit = text_most(path)};
    bool keep = text.limit > 0;
    const void *bytes;
    size_t len;
    la_int64_t offset;
    int result;

    sha256_begin(&run);
    while ((result = late.archive_read_data_block(archive, &bytes, &len,
                                                  &offset)) == ARCHIVE_OK) {
        if ((uint64_t)offset != record.size)
            return ARCHIVE_FATAL; /* a hole: none of ours has one */
        sha256_add(&run, (struct str){bytes, len});
        record.size += len;
        if (keep)
            buf_add(&text, bytes, len);
    }
    record.sum = sha256_end(&run);
    if (result == ARCHIVE_EOF)
        answer(reading, record, path, buf_view(&text));
    buf_free(&text);
    return result == ARCHIVE_EOF ? ARCHIVE_OK : ARCHIVE_FATAL;
}

static const char *path_of(struct archive_entry *entry)
{
    const char *path = late.archive_entry_pathname_utf8(entry);

    if (!path)
        path = late.archive_entry_pathname(entry);
    if (path && strncmp(path, "./", 2) == 0)
        path += 2;
    return path ? path : "";
}

static int read_entry(struct reading *reading, struct archive *archive,
                      struct archive_entry *entry)
{
    const char *path = path_of(entry);

    if (late.archive_entry_filetype(entry) == AE_IFDIR)
        return ARCHIVE_OK;
    if (late.archive_entry_filetype(entry) == AE_IFREG &&
        !late.archive_entry_hardlink(entry) && !reading->names_only)
        return read_file(reading, archive, path);
    answer(reading, (struct record){.kind = RECORD_OTHER}, path, STR(""));
    return ARCHIVE_OK;
}

static void read_all(void *context, struct buf *out)
{
    struct reading *reading = context;
    struct archive *archive = late.archive_read_new();
    struct archive_entry *entry;
    int result;

    reading->answer = out;
    late.archive_read_support_format_zip(archive);
    late.archive_read_support_format_iso9660(archive);
    late.archive_read_set_read_callback(archive, give_bytes);
    late.archive_read_set_skip_callback(archive, skip_bytes);
    late.archive_read_set_seek_callback(archive, seek_byte);
    late.archive_read_set_callback_data(archive, reading);
    result = late.archive_read_open1(archive);
    while (result == ARCHIVE_OK) {
        result = late.archive_read_next_header(archive, &entry);
        if (result == ARCHIVE_OK)
            result = read_entry(reading, archive, entry);
    }
    if (result != ARCHIVE_EOF) {
        const char *why = late.archive_error_string(archive);
        answer(reading, (struct record){.kind = RECORD_DAMAGED}, "",
               str_of(why ? why : "?"));
    }
    late.archive_read_free(archive);
    buf_free(&reading->piece);
}

static const char *why_not(enum child_end end)
{
    switch (end) {
    case CHILD_TIME: return BOTH("读得太久", "it takes too long");
    case CHILD_MEMORY:
        return BOTH("要用的内存太多", "it takes too much memory");
    case CHILD_OUTPUT: return BOTH("文件太多", "too many files");
    default: return BOTH("读的时候中断", "the reader ended");
    }
}

/* Takes one record off `rest`; false where there is no whole one. */
static bool take(struct str *rest, struct record *record, struct str *path,
                 struct str *text)
{
    if (rest->len < sizeof(*record))
        return false;
    memcpy(record, rest->ptr, sizeof(*record));
    rest->ptr += sizeof(*record);
    rest->len -= sizeof(*record);
    if (rest->len < (size_t)record->path_len + record->text_len)
        return false;
    *path = (struct str){rest->ptr, record->path_len};
    *text = (struct str){rest->ptr + path->len, record->text_len};
    *rest = str_range(text->ptr + text->len, rest->ptr + rest->len);
    return true;
}

static struct str copy(struct unpacked *out, struct str text)
{
    return (struct str){arena_copy(&out->arena, text.ptr, text.len), text.len};
}

static void keep_file(struct unpacked *out, const struct record *record,
                      struct str path, struct str text)
{
    out->file = mem_grow(out->file, out->len, &out->cap, sizeof(*out->file));
    out->file[out->len++] =
        (struct unpacked_file){copy(out, path).ptr, record->size, record->sum,
                               record->kind == RECORD_FILE};
    if (str_is(path, SUMS_NAME))
        out->sums = copy(out, text);
    if (str_is(path, SUMS_SIGNATURE))
        out->signature = copy(out, text);
}

/* The reason in `*why` where the archive is damaged. */
static bool keep_all(struct unpacked *out, struct str rest, struct str *why)
{
    struct record record;
    struct str path, text;

    while (rest.len > 0) {
        if (!take(&rest, &record, &path, &text)) {
            *why = STR("?");
            return false;
        }
        if (record.kind == RECORD_DAMAGED) {
            *why = copy(out, text);
            return false;
        }
        keep_file(out, &record, path, text);
    }
    return true;
}

/* `*error` is set where the system could not try it. */
static bool run(struct reading *reading, struct unpacked *out, struct str *why,
                int *error)
{
    uint64_t seconds = SECONDS_LEAST + reading->size / BYTES_A_SECOND;
    struct child_limits limits = {(unsigned)seconds, MEMORY_MOST, ANSWER_MOST};
    struct buf told = {0};
    int number;

    late_load(&late_library);
    sha256_prepare();
    enum child_end end = child_run(&limits, read_all, reading, &told, &number);
    bool good = end == CHILD_DONE;

    if (good)
        good = keep_all(out, buf_view(&told), why);
    else
        *why = str_of(why_not(end));
    if (end == CHILD_SYSTEM)
        *error = number;
    buf_free(&told);
    return good;
}

static int look(struct reading *reading)
{
    struct disk_stat st;
    int error = disk_stat(reading->disk, reading->path, &st);

    if (error)
        return error;
    if (st.kind != DISK_FILE)
        return st.kind == DISK_LINK ? ELOOP : EINVAL;
    reading->size = st.size;
    return 0;
}

bool unpack_read(struct disk *disk, const char *path, struct unpacked *out,
                 struct diags *diags)
{
    struct reading reading = {.disk = disk, .path = path};
    struct str why = {"", 0};
    int error = look(&reading);

    if (error) {
        disk_tell(diags, error, path);
        return false;
    }
    if (run(&reading, out, &why, &error))
        return true;
    if (error)
        diag_path(diags, SYSTEM_READ, path, path, diag_reason(error));
    else
        diag_path(diags, ARCHIVE_DAMAGED, path,
                  arena_copy(&out->arena, why.ptr, why.len), NULL);
    return false;
}

bool unpack_is_ours(struct disk *disk, const char *path, int *error)
{
    struct reading reading = {.disk = disk, .path = path, .names_only = true};
    struct unpacked names = {0};
    struct str why;
    bool ours = false;

    *error = look(&reading);
    if (!*error && run(&reading, &names, &why, error))
        for (size_t i = 0; i < names.len; i++)
            ours = ours || strcmp(names.file[i].path, SUMS_NAME) == 0;
    unpacked_free(&names);
    return ours;
}

void unpacked_free(struct unpacked *unpacked)
{
    mem_free(unpacked->file);
    arena_free(&unpacked->arena);
    *unpacked = (struct unpacked){0};
}
