#include "sheet_zip.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define LIGHTEST 1

/*
 * All parts but the cells are a few kilobytes. For each of them zlib would take
 * and clear tables as for one without end, which costs more than the packing;
 * these are as large as such a part can use.
 */
#define CELLS "xl/worksheets/"
#define SMALL_WINDOW (-13) /* 8 KB, without zlib's own head */
#define SMALL_MEMORY 5
#define CELLS_MEMORY 7 /* at the lightest level more finds nothing more */

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

void sheet_zip_start(void *library)
{
    /* Found among what the library needs. Written the way round ISO C, which
     * has no cast for it, that POSIX gives. */
    *(void **)&minizip = dlsym(library, "zipOpenNewFileInZip4_64");
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
    bool cells = strncmp(name, CELLS, sizeof(CELLS) - 1) == 0;

    (void)level;
    if (!minizip)
        return ERROR_INTERNAL;
    if (!cells)
        window = SMALL_WINDOW;
    memory = cells ? CELLS_MEMORY : SMALL_MEMORY;
    return minizip(zip, name, info, local, local_len, global, global_len,
                   comment, method, LIGHTEST, raw, window, memory, strategy,
                   password, crc, made_by, flags, zip64);
}
