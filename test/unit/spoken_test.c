#include "../../gen/pages/spoken.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

TEST(numbers_are_read_aloud_as_the_table_says)
{
    char *table = test_file("test/cases/spoken.tsv", NULL);
    struct buf got = {0};
    int cases = 0;

    CHECK(table != NULL);
    if (!table)
        return;
    for (char *line = strtok(table, "\n"); line; line = strtok(NULL, "\n")) {
        char *tab = strchr(line, '\t');
        if (line[0] == '#' || !tab)
            continue;
        *tab = '\0';
        buf_cut(&got, 0);
        spoken_write(str_of(line), &got);
        test_case(strcmp(got.data, tab + 1) == 0, "spoken.tsv",
                  "%s: got %s, wanted %s", line, got.data, tab + 1);
        cases++;
    }
    CHECK(cases >= 100);
    buf_free(&got);
    free(table);
}

TEST(a_sentence_is_read_whole)
{
    struct buf out = {0};

    spoken_write(STR("2020年完成投资2.1亿元，增长7%；新修道路2条29.97公里。"),
                 &out);
    CHECK_STR(out.data, "二〇二〇年完成投资两亿一千万元，增长百分之七；"
                        "新修道路两条二十九点九七公里。");
    buf_free(&out);
}

TEST(any_bytes_are_read_to_their_end)
{
    static const char broken[] = "2\xff%3\xe5-\x80.5,.1//2:-+";
    struct buf out = {0}, digits = {0};

    spoken_write((struct str){broken, sizeof(broken) - 1}, &out);
    CHECK(out.len > 0);
    buf_repeat(&digits, '9', 1 << 20); /* no number, and no quadratic time */
    buf_cut(&out, 0);
    spoken_write(buf_view(&digits), &out);
    CHECK_INT(out.len, 3 << 20);
    buf_cut(&digits, 0);
    for (int i = 0; i < 1 << 17; i++)
        buf_text(&digits, "1,234-5");
    buf_cut(&out, 0);
    spoken_write(buf_view(&digits), &out);
    CHECK(out.len > digits.len);
    buf_free(&digits);
    buf_free(&out);
}

TEST(counts_are_read)
{
    struct buf out = {0};

    spoken_count(12, &out);
    spoken_count(2, &out);
    CHECK_STR(out.data, "十二二");
    buf_free(&out);
}
