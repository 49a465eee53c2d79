#include "mem.h"

#include "format.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Under AddressSanitizer a chunk is poisoned but for what has been handed out,
 * with a gap behind each piece, so that running over an arena's piece is found
 * as running over one of malloc's is.
 */
#if MEM_WATCHED
#include <sanitizer/asan_interface.h>
#define GAP 16
#define POISON(from, len) __asan_poison_memory_region((from), (len))
#define UNPOISON(from, len) __asan_unpoison_memory_region((from), (len))
#else
#define GAP 0
#define POISON(from, len) ((void)(from), (void)(len))
#define UNPOISON(from, len) ((void)(from), (void)(len))
#endif

#define CHUNK_FIRST ((size_t)4 << 10)
#define CHUNK_MOST ((size_t)1 << 20)

#define SHORT 256 /* most texts that are formatted are shorter */

struct arena_chunk {
    struct arena_chunk *older;
    size_t size; /* a multiple of ARENA_ALIGN */
};

#define ROUNDED(size) (((size) + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN)
#define HEAD ROUNDED(sizeof(struct arena_chunk))

static atomic_bool site_stands, file_stands, chinese;

void mem_site_stands(void)
{
    atomic_store(&site_stands, true);
}

void mem_file_stands(void)
{
    atomic_store(&file_stands, true);
}

void mem_in_chinese(void)
{
    atomic_store(&chinese, true);
}

bool mem_is_in_chinese(void)
{
    return atomic_load(&chinese);
}

/* Ends the run with the sentence for what stands by now. Signals call it, too:
 * nothing is done here that they may not do. */
static _Noreturn void end_run(const char *const sentence[3][2])
{
    bool site = atomic_load(&site_stands);
    bool stands = site || atomic_load(&file_stands);
    int which = site ? 1 : stands ? 2 : 0;
    const char *said = sentence[which][atomic_load(&chinese)];
    ssize_t told = write(STDERR_FILENO, said, strlen(said));

    _exit(stands && told >= 0 ? 0 : 74);
}

void mem_exhausted(void)
{
    static const char *const sentence[3][2] = {
        {"gongkai: out of memory, the site was not changed\n",
         "gongkai: 内存不足，网站没有改动\n"},
        {"gongkai: the site was updated; out of memory after that\n",
         "gongkai: 网站已更新，之后内存不足\n"},
        {"gongkai: the file was written; out of memory after that\n",
         "gongkai: 文件已写好，之后内存不足\n"}};

    end_run(sentence);
}

void mem_view_lost(void)
{
    static const char *const sentence[3][2] = {
        {"gongkai: a file could not be read, the site was not changed\n",
         "gongkai: 有文件读不出来，网站没有改动\n"},
        {"gongkai: the site was updated; a file could not be read after that\n",
         "gongkai: 网站已更新，之后有文件读不出来\n"},
        {"gongkai: the file was written; another could not be read after "
         "that\n",
         "gongkai: 文件已写好，之后有文件读不出来\n"}};

    end_run(sentence);
}

void *mem_alloc(size_t size)
{
    void *memory = malloc(size ? size : 1);

    if (!memory)
        mem_exhausted();
    return memory;
}

void *mem_zero(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);

    if (!memory)
        mem_exhausted();
    return memory;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes))
        mem_exhausted();
    void *memory = realloc(old, bytes ? bytes : 1);
    if (!memory)
        mem_exhausted();
    return memory;
}

char *mem_copy(const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(mem_alloc(size), text, size);
}

void mem_free(void *memory)
{
    free(memory);
}

void *mem_double(void *array, size_t *cap, size_t size)
{
    *cap = *cap ? *cap * 2 : 8;
    return mem_resize(array, *cap, size);
}

/* What a chunk holds is there to be taken. */
static void open_chunk(struct arena *arena, struct arena_chunk *chunk)
{
    arena->chunk = chunk;
    arena->next = (char *)chunk + HEAD;
    arena->left = chunk->size - HEAD;
    arena->texts = arena->next + arena->left;
    POISON(arena->next, arena->left);
}

/* Chunks double, so that a small arena is small and a large one has few. */
static void add_chunk(struct arena *arena, size_t need)
{
    size_t size = arena->chunk ? arena->chunk->size * 2 : CHUNK_FIRST;

    if (size > CHUNK_MOST)
        size = CHUNK_MOST;
    if (size < need + HEAD)
        size = need + HEAD;
    struct arena_chunk *chunk = mem_alloc(size);
    chunk->older = arena->chunk;
    chunk->size = size;
    open_chunk(arena, chunk);
    arena->total += size;
}

void *arena_room_slow(struct arena *arena, size_t size)
{
    if (size > PTRDIFF_MAX / 4)
        mem_exhausted();
    size_t need = ROUNDED(size + GAP);
    if (!arena->chunk || need > arena->left)
        add_chunk(arena, need);
    char *room = arena->next;
    arena->next += need;
    arena->left -= need;
    UNPOISON(room, size);
    return room;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes))
        mem_exhausted();
    return arena_new(arena, bytes);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t len)
{
    size_t size;

    if (__builtin_add_overflow(len, 1, &size))
        mem_exhausted();
    char *copy = arena_text(arena, size);
    if (len)
        memcpy(copy, bytes, len);
    copy[len] = '\0';
    return copy;
}

char *arena_number(struct arena *arena, size_t number)
{
    char digits[24];
    size_t at = sizeof(digits);

    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10));
    return arena_copy(arena, digits + at, sizeof(digits) - at);
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    char brief[SHORT];
    va_list args;

    va_start(args, format);
    int len = format_write(brief, sizeof(brief), format, args);
    va_end(args);
    if (len < 0)
        return arena_copy(arena, "", 0);
    if ((size_t)len < sizeof(brief))
        return arena_copy(arena, brief, (size_t)len);
    char *text = arena_text(arena, (size_t)len + 1);
    va_start(args, format);
    format_write(text, (size_t)len + 1, format, args);
    va_end(args);
    return text;
}

void *arena_fit(struct arena *arena, size_t size)
{
    struct arena_chunk *chunk = arena->chunk;
    size_t whole = HEAD + ROUNDED(size + GAP);

    UNPOISON((char *)chunk + HEAD, chunk->size - HEAD);
    chunk = mem_resize(chunk, whole, 1);
    chunk->size = whole;
    *arena = (struct arena){.total = whole};
    open_chunk(arena, chunk);
    return arena_room(arena, size);
}

void arena_reset(struct arena *arena)
{
    struct arena_chunk *kept = arena->chunk;

    if (!kept)
        return;
    arena->chunk = kept->older;
    arena_free(arena);
    kept->older = NULL;
    *arena = (struct arena){.total = kept->size};
    open_chunk(arena, kept);
}

void arena_free(struct arena *arena)
{
    for (struct arena_chunk *chunk = arena->chunk, *older; chunk;
         chunk = older) {
        older = chunk->older;
        UNPOISON((char *)chunk + HEAD, chunk->size - HEAD);
        free(chunk);
    }
    *arena = (struct arena){0};
}

void arena_adopt(struct arena *to, struct arena *from)
{
    size_t total = to->total + from->total;

    if (!to->chunk) {
        *to = *from;
    } else if (from->chunk) {
        struct arena_chunk *oldest = from->chunk;
        while (oldest->older)
            oldest = oldest->older;
        oldest->older = to->chunk->older;
        to->chunk->older = from->chunk;
    }
    to->total = total;
    *from = (struct arena){0};
}
