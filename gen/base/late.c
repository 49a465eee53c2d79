#include "late.h"

#include "mem.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Made when the program is linked: "libzbar.so.0" and the others, each with a
 * NUL, and an empty one at the end. */
extern const char late_files[];

/* The file of a library; some bear their version: libpng16.so.16. */
static const char *file_of(const char *name)
{
    size_t len = strlen(name);

    for (const char *file = late_files; *file; file += strlen(file) + 1)
        if (strncmp(file, "lib", 3) == 0 && strncmp(file + 3, name, len) == 0)
            return file;
    return name;
}

static _Noreturn void end(const char *file)
{
    const char *why = dlerror();

    if (errno == ENOMEM)
        mem_exhausted();
    dprintf(STDERR_FILENO,
            mem_is_in_chinese()
                ? "gongkai: 缺少程序库 %s，请安装它的软件包；网站没有改动\n"
                  "    %s\n"
                : "gongkai: the library %s is missing: install its package; "
                  "the site was not changed\n    %s\n",
            file, why ? why : "");
    _exit(74);
}

static void load(struct late_library *library)
{
    const char *file = file_of(library->name);
    const char *function = library->functions;
    char *at = library->pointers;

    errno = 0;
    void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        end(file);
    for (size_t i = 0; i < library->len; i++) {
        void *found = dlsym(handle, function);
        if (!found)
            end(file);
        memcpy(at, &found, sizeof(found));
        at += sizeof(found);
        function += strlen(function) + 1;
    }
    library->handle = handle;
    if (library->ready)
        library->ready();
}

void late_load(struct late_library *library)
{
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

    if (atomic_load_explicit(&library->loaded, memory_order_acquire))
        return;
    pthread_mutex_lock(&mutex);
    if (!atomic_load(&library->loaded)) {
        load(library);
        atomic_store(&library->loaded, true);
    }
    pthread_mutex_unlock(&mutex);
}
