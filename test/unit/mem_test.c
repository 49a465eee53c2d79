#include "../../gen/base/mem.h"
#include "../test.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(an_arena_hands_out_zeroed_aligned_pieces)
{
    struct arena arena = {0};

    for (size_t size = 1; size < 5000; size += 37) {
        char *piece = arena_new(&arena, size);
        CHECK((uintptr_t)piece % 16 == 0);
        CHECK(piece[0] == 0 && piece[size - 1] == 0);
        memset(piece, 'x', size);
    }
    arena_free(&arena);
    CHECK(arena.chunk == NULL);
}

TEST(pieces_of_no_length_and_pieces_that_fill_a_chunk_are_pieces)
{
    struct arena arena = {0};

    CHECK(arena_new(&arena, 0) != NULL);
    arena_new(&arena, 1);
    while (arena.left > 32)
        arena_new(&arena, 16);
    char *last = arena_new(&arena, arena.left);
    memset(last, 'x', 16);
    CHECK(arena_new(&arena, 0) != NULL);
    CHECK(arena_new(&arena, 16) != last);
    CHECK_INT(last[15], 'x');
    arena_free(&arena);
}

TEST(texts_lie_close_to_each_other_and_pieces_stay_aligned)
{
    struct arena arena = {0};
    size_t texts = 0, total;
    char longer[64] = {0};

    arena_new(&arena, 1);
    total = arena.total;
    for (; arena.left >= sizeof(longer); texts++) {
        char *text = arena_copy(&arena, "r0302", 5);
        char *piece = arena_new(&arena, ARENA_ALIGN);
        CHECK_STR(text, "r0302");
        CHECK((uintptr_t)piece % ARENA_ALIGN == 0);
        memset(piece, 'x', ARENA_ALIGN);
    }
    CHECK_INT(arena.total, total);
    CHECK(MEM_WATCHED || texts * (6 + ARENA_ALIGN) + 128 > total);
    arena_copy(&arena, longer, sizeof(longer));
    CHECK(arena.total > total);
    arena_free(&arena);
}

TEST(an_arena_takes_pieces_larger_than_its_chunks)
{
    struct arena arena = {0};
    char *large = arena_new(&arena, 5 << 20);
    char *small = arena_new(&arena, 8);

    large[(5 << 20) - 1] = 'x';
    small[7] = 'y';
    CHECK(arena.total >= 5 << 20);
    arena_free(&arena);
}

TEST(texts_are_copied_and_formatted)
{
    struct arena arena = {0};

    CHECK_STR(arena_copy(&arena, "镇政府工作", 9), "镇政府");
    CHECK_STR(arena_format(&arena, "r%02d%02d", 3, 2), "r0302");
    CHECK_STR(arena_copy(&arena, "", 0), "");
    CHECK_STR(arena_number(&arena, 0), "0");
    CHECK_STR(arena_number(&arena, 1020), "1020");
    CHECK_STR(arena_number(&arena, SIZE_MAX),
              arena_format(&arena, "%zu", SIZE_MAX));
    arena_free(&arena);
}

TEST(an_arena_that_was_reset_hands_out_zeroed_pieces_again)
{
    struct arena arena = {0};

    memset(arena_new(&arena, 3000), 'x', 3000);
    memset(arena_new(&arena, 9000), 'x', 9000);
    arena_reset(&arena);
    const char *piece = arena_new(&arena, 9000);
    CHECK(piece[0] == 0 && piece[8999] == 0);
    CHECK(arena.total < 30000);
    arena_free(&arena);
    arena_reset(&arena);
    CHECK(arena.chunk == NULL);
}

TEST(an_array_grows_by_doubling)
{
    int *array = NULL;
    size_t cap = 0;

    for (size_t i = 0; i < 100; i++) {
        array = mem_grow(array, i, &cap, sizeof(*array));
        array[i] = (int)i;
    }
    CHECK_INT(array[99], 99);
    CHECK_INT(cap, 128);
    mem_free(array);
}

TEST(a_size_that_overflows_ends_the_program_with_a_sentence)
{
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        struct arena arena = {0};
        arena_array(&arena, SIZE_MAX / 2, 16);
        _exit(0);
    }
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), 74);
}

/* The sentence that a program says where it cannot go on, and its code. */
static int say_end(void (*end)(void), bool stands, bool chinese, char *said,
                   size_t most)
{
    int pipes[2], status = 0;
    ssize_t len;

    if (pipe(pipes) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(pipes[1], STDERR_FILENO);
        if (stands)
            mem_site_stands();
        if (chinese)
            mem_in_chinese();
        end();
    }
    close(pipes[1]);
    len = read(pipes[0], said, most - 1);
    said[len > 0 ? len : 0] = '\0';
    close(pipes[0]);
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(want_of_memory_never_says_the_site_is_old_when_the_new_one_stands)
{
    char said[256];

    CHECK_INT(say_end(mem_exhausted, false, false, said, sizeof(said)), 74);
    CHECK_STR(said, "gongkai: out of memory, the site was not changed\n");
    CHECK_INT(say_end(mem_exhausted, true, false, said, sizeof(said)), 0);
    CHECK(strstr(said, "the site was updated") != NULL);
}

TEST(an_arena_takes_over_what_another_has)
{
    struct arena to = {0}, from = {0}, empty = {0};

    char *first = arena_copy(&from, "公", 3);
    arena_array(&from, 1 << 20, 1); /* a piece of its own */
    arena_adopt(&to, &from);
    CHECK(from.chunk == NULL);
    char *second = arena_copy(&from, "开", 3);
    arena_adopt(&to, &from);
    arena_adopt(&to, &empty);
    char *third = arena_copy(&to, "网", 3);
    CHECK_STR(first, "公");
    CHECK_STR(second, "开");
    CHECK_STR(third, "网");
    CHECK(to.total > (size_t)1 << 20);
    arena_free(&to);
}

TEST(want_of_memory_is_told_in_the_language_of_the_run)
{
    char said[256];

    CHECK_INT(say_end(mem_exhausted, false, true, said, sizeof(said)), 74);
    CHECK_STR(said, "gongkai: 内存不足，网站没有改动\n");
    CHECK_INT(say_end(mem_exhausted, true, true, said, sizeof(said)), 0);
    CHECK_STR(said, "gongkai: 网站已更新，之后内存不足\n");
}

TEST(the_one_piece_of_an_arena_is_cut_to_what_it_needs)
{
    struct arena arena = {0}, other = {0};
    char *piece = arena_room(&arena, 50000);

    memset(piece, 'x', 50000);
    piece = arena_fit(&arena, 100);
    CHECK(arena.total < 200);
    CHECK(piece[0] == 'x' && piece[99] == 'x');
    CHECK(arena_fit(&arena, 0) != NULL);
    arena_new(&other, 16);
    arena_adopt(&other, &arena);
    arena_free(&other);
}
