#include "sheet_zip.h"

#include "../base/buf.h"
#include "../base/late.h"
#include "../base/mem.h"

#include <dlfcn.h>
#include <errno.h>
#include <libdeflate.h>

/* clang-format off */
#define DEFLATE(name) \
    name(libdeflate_alloc_compressor) name(libdeflate_crc32) \
    name(libdeflate_deflate_compress) \
    name(libdeflate_deflate_compress_bound) name(libdeflate_free_compressor)
/* clang-format on */
LATE_LIBRARY("deflate", DEFLATE);

#define LIGHTEST 1

#define ERROR_INTERNAL (-104) /* ZIP_INTERNALERROR of minizip's zip.h */

/* As zip.h has them, whose package nothing else here needs. */
typedef int open_part(void *zip, const char *name, const void *info,
                      const void *local, unsigned local_len, const void *global,
                      unsigned global_len, const char *comment, int method,
                      int level, int raw, int window, int memory, int strategy,
                      const char *password, unsigned long crc,
                      unsigned long made_by, unsigned long flags, int zip64);
typedef int write_part(void *zip, const void *bytes, unsigned len);
typedef int close_packed(void *zip, unsigned long long size, unsigned long crc);
typedef int close_part(void *zip);

open_part zipOpenNewFileInZip4_64;
write_part zipWriteInFileInZip;
close_part zipCloseFileInZip;

static struct {
    open_part *open;
    write_part *write;
    close_packed *close;
} minizip;

/* What this thread's workbook has written of the part that is open. */
static _Thread_local struct buf part;

void sheet_zip_load(void)
{
    late_load(&late_library);
}

void sheet_zip_start(void *library)
{
    /* Found among what the library needs. Written the way round ISO C, which
     * has no cast for it, that POSIX gives. */
    *(void **)&minizip.open = dlsym(library, "zipOpenNewFileInZip4_64");
    *(void **)&minizip.write = dlsym(library, "zipWriteInFileInZip");
    *(void **)&minizip.close = dlsym(library, "zipCloseFileInZipRaw64");
}

/* NOLINTNEXTLINE(readability-function-size): as minizip has it */
int zipOpenNewFileInZip4_64(void *zip, const char *name, const void *info,
                            const void *local, unsigned local_len,
                            const void *global, unsigned global_len,
                            const char *comment, int method, int level, int raw,
                            int window, int memory, int strategy,
                            const char *password, unsigned long crc,
                            unsigned long made_by, unsigned long flags,
                            int zip64)
{
    const int packed = 1;

    (void)level;
    (void)raw;
    if (!minizip.open || !minizip.write || !minizip.close)
        return ERROR_INTERNAL;
    buf_cut(&part, 0);
    return minizip.open(zip, name, info, local, local_len, global, global_len,
                        comment, method, LIGHTEST, packed, window, memory,
                        strategy, password, crc, made_by, flags, zip64);
}

int zipWriteInFileInZip(void *zip, const void *bytes, unsigned len)
{
    int before = errno;

    (void)zip;
    buf_add(&part, bytes, len);
    errno = before; /* a request that was met in a second way leaves ENOMEM */
    return 0;
}

/* False where the library could not, which it can. */
static bool pack(struct str bytes, struct buf *packed)
{
    int before = errno;
    struct libdeflate_compressor *compressor =
        late.libdeflate_alloc_compressor(LIGHTEST);

    if (!compressor)
        mem_exhausted();
    buf_reserve(packed,
                late.libdeflate_deflate_compress_bound(compressor, bytes.len));
    packed->len = late.libdeflate_deflate_compress(
        compressor, bytes.ptr, bytes.len, packed->data, packed->cap);
    late.libdeflate_free_compressor(compressor);
    errno = before;
    return packed->len > 0;
}

int zipCloseFileInZip(void *zip)
{
    struct str bytes = buf_view(&part);
    struct buf packed = {0};
    unsigned long crc = late.libdeflate_crc32(0, bytes.ptr, bytes.len);

    int error = pack(bytes, &packed) ? 0 : ERROR_INTERNAL;

    if (error == 0)
        error = minizip.write(zip, packed.data, (unsigned)packed.len);
    if (error == 0)
        error = minizip.close(zip, bytes.len, crc);
    buf_free(&packed);
    buf_free(&part);
    return error;
}
