#include "parse.h"

#include "../base/mem.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <setjmp.h>
#include <string.h>
#include <time.h>

#define ALIGN sizeof(max_align_t)
#define CHUNK ((size_t)1 << 20) /* pages that are not touched cost nothing */
#define FEED 16384 /* bytes between two looks at the clock */
#define LOOK_EACH 256 /* requests between two looks at the clock */

/* In front of each piece: its size, which realloc has to know. */
#define HEAD ALIGN

struct chunk {
    struct chunk *older;
    size_t size, used;
};

#define CHUNK_HEAD ((sizeof(struct chunk) + ALIGN - 1) / ALIGN * ALIGN)

struct parse_memory {
    struct chunk *chunk;
    size_t total;
    unsigned until_look;
    int64_t deadline; /* in nanoseconds of the thread's processor time */
    jmp_buf out;
};

/* The library's allocator has no argument to carry this. */
static _Thread_local struct parse_memory *here;

static cmark_syntax_extension *table, *tasklist;

static int64_t processor_time(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void look_at_clock(void)
{
    here->until_look = LOOK_EACH;
    if (processor_time() > here->deadline)
        longjmp(here->out, PARSE_TIME);
}

static void add_chunk(size_t least)
{
    size_t size = least > CHUNK ? least : CHUNK;

    if (here->total + size > PARSE_MEMORY_MOST)
        longjmp(here->out, PARSE_MEMORY);
    struct chunk *chunk = mem_alloc(CHUNK_HEAD + size);
    *chunk = (struct chunk){here->chunk, size, 0};
    here->chunk = chunk;
    here->total += size;
}

static void *take(size_t size)
{
    if (here->until_look-- == 0)
        look_at_clock();
    if (size > PARSE_MEMORY_MOST)
        longjmp(here->out, PARSE_MEMORY);
    size_t whole = HEAD + (size + ALIGN - 1) / ALIGN * ALIGN;
    if (!here->chunk || here->chunk->size - here->chunk->used < whole)
        add_chunk(whole);

    char *piece = (char *)here->chunk + CHUNK_HEAD + here->chunk->used;
    here->chunk->used += whole;
    *(size_t *)(void *)piece = size;
    return piece + HEAD;
}

static void *cmark_calloc(size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes))
        longjmp(here->out, PARSE_MEMORY);
    return memset(take(bytes), 0, bytes);
}

/* Copies always: a buffer that grows does so by half, so that all its
 * lives together cost three times the last. */
static void *cmark_realloc(void *old, size_t size)
{
    size_t had = old ? *(size_t *)(void *)((char *)old - HEAD) : 0;

    if (size <= had)
        return old;
    void *piece = take(size);
    if (had)
        memcpy(piece, old, had);
    return piece;
}

static void cmark_free(void *piece)
{
    (void)piece; /* all goes at once, in parse_free */
}

static void *plain_calloc(size_t count, size_t size)
{
    return mem_zero(count, size);
}

static void *plain_realloc(void *old, size_t size)
{
    return mem_resize(old, size, 1);
}

/* The library's own allocator, which it takes for its tables, would abort. */
void parse_prepare(void)
{
    cmark_mem plain = {plain_calloc, plain_realloc, mem_free};

    *cmark_get_default_mem_allocator() = plain;
    cmark_gfm_core_extensions_ensure_registered();
    table = cmark_find_syntax_extension("table");
    tasklist = cmark_find_syntax_extension("tasklist");
}

/*
 * Only these two extensions: strikethrough and autolink change global tables
 * of the library during each parse, so that threads disturb each other, and
 * both are wrong in Chinese text.
 */
static struct cmark_node *run(struct str text, bool footnotes)
{
    static cmark_mem memory = {cmark_calloc, cmark_realloc, cmark_free};
    int options = CMARK_OPT_UNSAFE | CMARK_OPT_SOURCEPOS;

    if (footnotes)
        options |= CMARK_OPT_FOOTNOTES;
    cmark_parser *parser = cmark_parser_new_with_mem(options, &memory);
    cmark_parser_attach_syntax_extension(parser, table);
    cmark_parser_attach_syntax_extension(parser, tasklist);
    for (size_t at = 0; at < text.len; at += FEED) {
        size_t rest = text.len - at;
        cmark_parser_feed(parser, text.ptr + at, rest < FEED ? rest : FEED);
        look_at_clock();
    }
    return cmark_parser_finish(parser);
}

enum parse_end parse_text(struct parse *parse, struct str text, bool footnotes)
{
    parse->root = NULL;
    parse->memory = mem_zero(1, sizeof(*parse->memory));
    here = parse->memory;
    here->until_look = LOOK_EACH;
    here->deadline = processor_time() + (int64_t)PARSE_MILLISECONDS * 1000000;

    int end = setjmp(here->out);
    if (end == PARSE_DONE)
        parse->root = run(text, footnotes);
    here = NULL;
    return (enum parse_end)end;
}

void parse_free(struct parse *parse)
{
    if (!parse->memory)
        return;
    for (struct chunk *chunk = parse->memory->chunk, *older; chunk;
         chunk = older) {
        older = chunk->older;
        mem_free(chunk);
    }
    mem_free(parse->memory);
    *parse = (struct parse){0};
}
