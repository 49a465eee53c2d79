/*
 * late - libraries that most runs do without, loaded when first needed.
 *
 * Ten of the libraries bring forty others along: ten milliseconds before main
 * begins, in every run. A room names the functions that it calls in a list and
 * calls them as members of `late`, once late_load has been called:
 *
 *   #define ZBAR(name) name(zbar_image_create) name(zbar_image_destroy)
 *   LATE_LIBRARY("zbar", ZBAR)
 *   ...
 *   late_load(&late_library);
 *   image = late.zbar_image_create();
 *
 * The types are those of the library's header. Which file a library is was
 * settled when the program was linked (late_files, made by the Makefile).
 * Files and functions stand in the section .late of the program, where
 * scripts/deb finds what a package depends on.
 */
#ifndef LATE_H
#define LATE_H

#include <stdatomic.h>
#include <stddef.h>

struct late_library {
    const char *name; /* "zbar" of libzbar.so.0 */
    const char *functions; /* their names, each with a NUL */
    void *pointers; /* one for each of them */
    size_t len;
    void (*ready)(void); /* called once, when all is there; may be NULL */
    void *handle; /* what dlopen gave */
    atomic_bool loaded;
};

/*
 * Loads the library once, whichever thread asks first. It is there when this
 * returns: where it or one of the functions is missing, the program says so
 * in one sentence and ends with code 74. Call it before a child is begun that
 * needs the library: limits may keep the child from it.
 */
void late_load(struct late_library *library);

/* NOLINTNEXTLINE(bugprone-macro-parentheses): a name */
#define LATE_POINTER(function) __typeof__(function) *function;
#define LATE_NAME(function) #function "\0"

#define LATE_LIBRARY(library, list) LATE_LIBRARY_(library, list, NULL)

#define LATE_LIBRARY_READY(library, list, call)                                \
    static void call(void);                                                    \
    LATE_LIBRARY_(library, list, call)

#define LATE_LIBRARY_(library, list, call)                                     \
    static struct {                                                            \
        list(LATE_POINTER)                                                     \
    } late;                                                                    \
    static const char late_names[] __attribute__((section(".late"))) =         \
        list(LATE_NAME);                                                       \
    static struct late_library late_library = {                                \
        library, late_names, &late, sizeof(late) / sizeof(void (*)(void)),     \
        call,    NULL,       false}

#endif
