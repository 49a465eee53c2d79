/*
 * mem - memory: arenas for what lives and dies together, and checked
 * allocation for the rest.
 *
 * Nothing here returns NULL. When the system has no memory left the program
 * says so in one sentence and ends with code 74; the lock and the staging
 * folder are made so that the next run can clear them away.
 */
#ifndef MEM_H
#define MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define MEM_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEM_WATCHED 1
#endif
#endif
#ifndef MEM_WATCHED
#define MEM_WATCHED 0
#endif

struct arena_chunk;

/* Starts as {0}; everything taken from it is given back by arena_free. */
struct arena {
    struct arena_chunk *chunk;
    char *next; /* where the newest chunk is free, */
    size_t left; /* and how far; both in steps of ARENA_ALIGN */
    char *texts; /* at its end: they need no alignment, and lie close */
    size_t total; /* bytes that all chunks hold */
};

#define ARENA_ALIGN 16

/* The same as arena_room where a new chunk is needed, or each piece is watched
 * by AddressSanitizer. */
void *arena_room_slow(struct arena *arena, size_t size);

/*
 * Takes `size` bytes, aligned for any type, for the caller to fill. A report
 * takes tens of thousands of pieces of a few bytes, nearly all of which fit:
 * that case is here.
 */
static inline void *arena_room(struct arena *arena, size_t size)
{
    if (MEM_WATCHED || size >= arena->left)
        return arena_room_slow(arena, size);
    size_t need = (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
    char *room = arena->next;
    arena->next += need;
    arena->left -= need;
    return room;
}

/* Takes `size` bytes of no alignment for the caller to fill with a text: there
 * are as many of these, and the gap behind each would be as long as it is. */
static inline char *arena_text(struct arena *arena, size_t size)
{
    if (MEM_WATCHED || size > arena->left)
        return arena_room_slow(arena, size);
    arena->texts -= size;
    arena->left =
        (size_t)(arena->texts - arena->next) / ARENA_ALIGN * ARENA_ALIGN;
    return arena->texts;
}

/* Takes `size` zeroed bytes, aligned for any type. */
static inline void *arena_new(struct arena *arena, size_t size)
{
    return memset(arena_room(arena, size), 0, size);
}

/* Takes `count` zeroed elements of `size` bytes each. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* Copies `len` bytes and closes them with a NUL. */
char *arena_copy(struct arena *arena, const char *bytes, size_t len);

/* `number` in decimal digits. */
char *arena_number(struct arena *arena, size_t number);

/* Formats as printf does; for short texts such as names and paths. */
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Gives everything back and leaves the arena empty, ready for use. */
void arena_free(struct arena *arena);

/* Hands all that was taken from `from`, which is empty then, over to `to`. */
void arena_adopt(struct arena *to, struct arena *from);

/*
 * Of an arena from which one piece alone was taken: gives back what that has
 * beyond its first `size` bytes. Returns the piece, moved or not.
 */
void *arena_fit(struct arena *arena, size_t size);

/* Gives all pieces back but keeps the newest chunk for reuse. */
void arena_reset(struct arena *arena);

/* malloc, calloc, realloc and strdup that cannot fail; given back by mem_free. */
void *mem_alloc(size_t size);
void *mem_zero(size_t count, size_t size);
void *mem_resize(void *old, size_t count, size_t size);
char *mem_copy(const char *text);
void mem_free(void *memory);

/* What mem_grow does where there is no room. */
void *mem_double(void *array, size_t *cap, size_t size);

/*
 * Makes room for one more in an array that holds `len` of `*cap` elements of
 * `size` bytes, doubling it when it is full. Returns the array, moved or not.
 */
static inline void *mem_grow(void *array, size_t len, size_t *cap, size_t size)
{
    return len < *cap ? array : mem_double(array, cap, size);
}

/* To be told when the new site was put in place: all that is left is to tidy up
 * and to note what helps the next run. */
void mem_site_stands(void);

/* The same where what was asked for is a file: a ledger, no site. */
void mem_file_stands(void);

/* Which language the sentence below is in, Chinese or, before this was said,
 * English; `late` asks it for its own. */
void mem_in_chinese(void);
bool mem_is_in_chinese(void);

/* Ends the program for want of memory: one sentence, code 74; code 0 when the
 * new site stands already. */
_Noreturn void mem_exhausted(void);

/* The same where a file that stands in memory (disk_view) cannot be read any
 * more: it was cut short, or its disk fails. May be called by a signal. */
_Noreturn void mem_view_lost(void);

#endif
