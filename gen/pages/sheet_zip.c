/*
 * sheet_zip - how hard libxlsxwriter packs a workbook.
 *
 * The library asks zlib for its default, with which packing takes two fifths
 * of a workbook's time; there is no option for it. At the lightest level it
 * takes a fifth, and the workbook of a long report 27 KB in place of 22. So the
 * function by which the library opens each part is defined here, for the linker
 * to take this one, and hands all but the level on to minizip's own.
 *
 * A library that has its packer built in never asks: its workbooks are as
 * right, only slower made.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

#define LIGHTEST 1

#define ERROR_INTERNAL (-104) /* ZIP_INTERNALERROR of minizip's zip.h */

/* As zip.h has it, whose package nothing else here needs. */
typedef int open_part(void *zip, const char *name, const void *info,
                      const void *local, unsigned local_len, const void *global,
                      unsigned global_len, const char *comment, int method,
                      int level, int raw, int window, int memory, int strategy,
                      const char *password, unsigned long crc,
                      unsigned long made_by, unsigned long flags, int zip64);

open_part zipOpenNewFileInZip4_64;

static open_part *minizip;

static void find_minizip(void)
{
    /* The way round ISO C, which has no cast for it, that POSIX gives. */
    *(void **)&minizip = dlsym(RTLD_NEXT, "zipOpenNewFileInZip4_64");
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
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    (void)level;
    pthread_once(&once, find_minizip);
    if (!minizip)
        return ERROR_INTERNAL;
    return minizip(zip, name, info, local, local_len, global, global_len,
                   comment, method, LIGHTEST, raw, window, memory, strategy,
                   password, crc, made_by, flags, zip64);
}
