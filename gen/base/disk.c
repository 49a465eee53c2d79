#include "disk.h"

#include "diag.h"
#include "path.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void disk_close(struct disk *disk)
{
    if (disk)
        disk->calls->close(disk);
}

int disk_stat(struct disk *disk, const char *path, struct disk_stat *out)
{
    return disk->calls->stat(disk, path, out);
}

size_t disk_stat_many(struct disk *disk, const char *const *path, size_t len,
                      struct disk_stat *out)
{
    size_t done = 0;

    if (disk->calls->stat_many)
        return disk->calls->stat_many(disk, path, len, out);
    while (done < len && disk_stat(disk, path[done], &out[done]) == 0)
        done++;
    return done;
}

int disk_read(struct disk *disk, const char *path, size_t most, struct buf *out,
              struct disk_stat *st)
{
    return disk->calls->read(disk, path, most, out, st);
}

int disk_read_part(struct disk *disk, const char *path, uint64_t offset,
                   size_t most, struct buf *out)
{
    return disk->calls->read_part(disk, path, offset, most, out);
}

int disk_view(struct disk *disk, const char *path, uint64_t offset, size_t len,
              bool some, struct disk_view *out)
{
    *out = (struct disk_view){.bytes = STR("")};
    if (len == 0)
        return 0;
    if (disk->calls->view)
        return disk->calls->view(disk, path, offset, len, some, out);
    int error = disk_read_part(disk, path, offset, len, &out->copy);
    if (!error && out->copy.len < len)
        error = EAGAIN;
    if (!error)
        out->bytes = buf_view(&out->copy);
    return error;
}

void disk_view_end(struct disk_view *view)
{
    if (view->base)
        munmap(view->base, view->size);
    buf_free(&view->copy);
    *view = (struct disk_view){.bytes = STR("")};
}

int disk_read_link(struct disk *disk, const char *path, struct buf *out)
{
    return disk->calls->read_link(disk, path, out);
}

int disk_list(struct disk *disk, const char *path, struct arena *arena,
              struct disk_entry **out, size_t *len)
{
    return disk->calls->list(disk, path, arena, out, len);
}

static int list_and_stat(struct disk *disk, const char *path,
                         struct arena *arena, struct disk_entry **out,
                         size_t *len, struct disk_stat **stat)
{
    int error = disk_list(disk, path, arena, out, len);

    if (error)
        return error;
    *stat = arena_array(arena, *len, sizeof(**stat));
    for (size_t i = 0; i < *len; i++)
        if ((*out)[i].kind == DISK_FILE &&
            disk_stat(disk, path_join(arena, path, str_of((*out)[i].name)),
                      &(*stat)[i]))
            (*stat)[i].inode = 0;
    return 0;
}

int disk_list_stat(struct disk *disk, const char *path, struct arena *arena,
                   struct disk_entry **out, size_t *len,
                   struct disk_stat **stat)
{
    if (disk->calls->list_stat)
        return disk->calls->list_stat(disk, path, arena, out, len, stat);
    return list_and_stat(disk, path, arena, out, len, stat);
}

int disk_make_folder(struct disk *disk, const char *path)
{
    return disk->calls->make_folder(disk, path);
}

/* Makes the last folder of `path`; a folder that is there is fine. */
static int make_if_missing(struct disk *disk, const char *path)
{
    struct disk_stat st;
    int error = disk_make_folder(disk, path);

    if (error != EEXIST)
        return error;
    error = disk_stat(disk, path, &st);
    if (error)
        return error;
    if (st.kind == DISK_LINK)
        return ELOOP;
    return st.kind == DISK_FOLDER ? 0 : ENOTDIR;
}

int disk_make_folders(struct disk *disk, const char *path)
{
    int error = make_if_missing(disk, path);

    if (error != ENOENT)
        return error;
    char *upto = mem_copy(path);
    error = 0;
    for (char *slash = strchr(upto, '/'); slash && !error;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        error = make_if_missing(disk, upto);
        *slash = '/';
    }
    mem_free(upto);
    return error ? error : make_if_missing(disk, path);
}

int disk_write(struct disk *disk, const char *path, struct str bytes)
{
    return disk->calls->write(disk, path, bytes);
}

int disk_append(struct disk *disk, const char *path, struct str bytes)
{
    return disk->calls->append(disk, path, bytes);
}

/* Two runs must never write the same file: so the name carries the process. */
static void temporary_name(struct buf *out, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;

    buf_str(out, str_range(path, name));
    buf_format(out, ".%s.%ld.tmp", name, (long)getpid());
}

static int folder_sync_names(struct disk *disk, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct buf folder = {0};

    if (slash)
        buf_str(&folder, str_range(path, slash));
    int error = disk_sync_names(disk, buf_view(&folder).ptr);
    buf_free(&folder);
    return error;
}

void disk_grow(struct disk_growth *growth, struct disk *disk, const char *path)
{
    *growth = (struct disk_growth){.disk = disk, .path = path};
    temporary_name(&growth->name, path);
}

static int write_first(struct disk_growth *growth, struct str piece)
{
    int error = disk_write(growth->disk, growth->name.data, piece);

    if (error == EEXIST) { /* left by a process that had our number */
        disk_remove(growth->disk, growth->name.data);
        error = disk_write(growth->disk, growth->name.data, piece);
    }
    growth->stands = !error;
    return error;
}

void disk_grow_by(struct disk_growth *growth, struct str piece)
{
    if (growth->error)
        return;
    growth->error = growth->stands
                        ? disk_append(growth->disk, growth->name.data, piece)
                        : write_first(growth, piece);
}

int disk_grown(struct disk_growth *growth)
{
    struct disk *disk = growth->disk;
    int error = growth->error;

    if (!error)
        error = disk_sync(disk, growth->name.data);
    if (!error)
        error = disk_rename(disk, growth->name.data, growth->path);
    if (!error)
        error = folder_sync_names(disk, growth->path);
    else if (growth->stands)
        disk_remove(disk, growth->name.data);
    buf_free(&growth->name);
    return error;
}

int disk_replace(struct disk *disk, const char *path, struct str bytes)
{
    struct disk_growth growth;

    disk_grow(&growth, disk, path);
    disk_grow_by(&growth, bytes);
    return disk_grown(&growth);
}

int disk_link(struct disk *disk, const char *from, const char *to)
{
    return disk->calls->link(disk, from, to);
}

int disk_make_link(struct disk *disk, const char *path, const char *to)
{
    return disk->calls->make_link(disk, path, to);
}

int disk_rename(struct disk *disk, const char *from, const char *to)
{
    return disk->calls->rename(disk, from, to);
}

int disk_exchange(struct disk *disk, const char *a, const char *b)
{
    return disk->calls->exchange(disk, a, b);
}

int disk_remove(struct disk *disk, const char *path)
{
    return disk->calls->remove(disk, path);
}

int disk_sync(struct disk *disk, const char *path)
{
    return disk->calls->sync(disk, path);
}

int disk_sync_names(struct disk *disk, const char *path)
{
    return disk->calls->sync_names(disk, path);
}

int disk_space(struct disk *disk, const char *path, uint64_t *bytes)
{
    return disk->calls->space(disk, path, bytes);
}

int disk_lock(struct disk *disk, const char *path, struct str owner,
              struct buf *holder)
{
    return disk->calls->lock(disk, path, owner, holder);
}

int disk_unlock(struct disk *disk, const char *path)
{
    return disk->calls->unlock(disk, path);
}

int64_t disk_now(struct disk *disk)
{
    return disk->calls->now(disk);
}

bool disk_failed(int error)
{
    static const int says[] = {ENOENT, ENOTDIR, EISDIR, ELOOP, EINVAL, EFBIG};

    for (size_t i = 0; i < sizeof(says) / sizeof(says[0]); i++)
        if (error == says[i])
            return false;
    return error != 0;
}

/* The code an error has of its own; DIAG_CODES where the system's text says
 * it best. */
static enum diag_code code_of(int error, bool writing)
{
    switch (error) {
    case ENOENT: return SYSTEM_MISSING;
    case EACCES:
    case EPERM: return writing ? WRITE_DENIED : READ_DENIED;
    case ENOSPC:
    case EDQUOT: return SYSTEM_FULL;
    case EROFS: return SYSTEM_READ_ONLY;
    case ELOOP: return SYMLINK;
    case EAGAIN: return SYSTEM_CHANGED;
    case EISDIR:
    case EINVAL: return writing ? DIAG_CODES : NOT_REGULAR;
    default: return DIAG_CODES;
    }
}

static void tell(struct diags *diags, int error, const char *path, bool writing)
{
    enum diag_code code = code_of(error, writing);

    if (code != DIAG_CODES) {
        diag_path(diags, code, path, path, NULL);
        return;
    }
    code = writing ? SYSTEM_WRITE : SYSTEM_READ;
    diag_path(diags, code, path, path, diag_reason(error));
}

void disk_tell_busy(struct diags *diags, struct str holder)
{
    size_t pid = str_find(holder, STR(", pid "));
    size_t since = str_find(holder, STR(", since "));
    struct buf told = {0};

    if (holder.len == 0) {
        buf_text(&told, BOTH("别的程序占着它的锁", "another program's lock"));
    } else if (pid < since && since != SIZE_MAX) {
        buf_str(&told, (struct str){holder.ptr, pid});
        buf_text(&told, BOTH("，进程号 ", ", pid "));
        buf_str(&told, str_range(holder.ptr + pid + 6, holder.ptr + since));
        buf_text(&told, BOTH("，自 ", ", since "));
        buf_str(&told,
                str_range(holder.ptr + since + 8, holder.ptr + holder.len));
        buf_text(&told, BOTH(" 起", ""));
    } else {
        buf_str(&told, holder);
    }
    diag_str(diags, SYSTEM_BUSY, (struct place){0}, buf_view(&told));
    buf_free(&told);
}

void disk_tell(struct diags *diags, int error, const char *path)
{
    tell(diags, error, path, false);
}

void disk_tell_write(struct diags *diags, int error, const char *path)
{
    tell(diags, error, path, true);
}
