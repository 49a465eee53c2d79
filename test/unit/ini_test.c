#include "../../gen/read/ini.h"
#include "../../gen/base/diag.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

struct told {
    const char *name, *text, *wanted;
};

/* All that is read and told, as one line. */
static char *read_all(const char *text)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct ini_file file;
    struct buf out = {0};
    struct source *source = source_new(&arena, "config.ini", str_of(text));
    bool fine = ini_read(source, &arena, &file, CONFIG_SYNTAX, &diags);

    for (size_t i = 0; i < file.len; i++) {
        const struct ini_entry *entry = &file.entry[i];
        struct place place = ini_place(source, entry->value);
        buf_format(&out, "%u [%.*s] %.*s=%.*s @%u:%u|", entry->line,
                   (int)entry->section.len, entry->section.ptr,
                   (int)entry->key.len, entry->key.ptr, (int)entry->value.len,
                   entry->value.ptr, place.line, place.column);
    }
    for (size_t i = 0; i < diags.len; i++)
        buf_format(&out, "%u:%u %s|", diags.item[i].line, diags.item[i].column,
                   diags.item[i].a);
    buf_text(&out, fine ? "fine" : "faulty");
    diags_free(&diags);
    arena_free(&arena);
    return out.data;
}

static const struct told texts[] = {
    {"empty", "", "fine"},
    {"plain", "[site]\ntitle = 甲 乙\n", "2 [site] title=甲 乙 @2:9|fine"},
    {"byte order mark", "\xef\xbb\xbf[site]\ntitle=甲\n",
     "2 [site] title=甲 @2:7|fine"},
    {"mark before a key", "\xef\xbb\xbftitle=甲\n", "1 [] title=甲 @1:8|fine"},
    {"comments and blank lines", "; a\n\n# b = c\n[s]\n  ; d\nk=v",
     "6 [s] k=v @6:3|fine"},
    {"semicolon stays", "[s]\nk = a ; b;c # d\n",
     "2 [s] k=a ; b;c # d @2:5|fine"},
    {"value that begins with a semicolon", "[s]\nk = ;x\n",
     "2 [s] k=;x @2:5|fine"},
    {"indented keys are keys", "[s]\n  a = 1\n  b = 2\n",
     "2 [s] a=1 @2:7|3 [s] b=2 @3:7|fine"},
    {"colon", "[s]\nk: http://x/\n", "2 [s] k=http://x/ @2:4|fine"},
    {"empty value", "[s]\nk =\n", "2 [s] k= @2:4|fine"},
    {"same section twice", "[s]\na=1\n[t]\nb=2\n[s]\na=3\n",
     "2 [s] a=1 @2:3|4 [t] b=2 @4:3|6 [s] a=3 @6:3|fine"},
    {"comment behind a section", "[s] ; note\na=1", "2 [s] a=1 @2:3|fine"},
    {"every bad line is told", "[s]\nwhat\na=1\n标题＝甲\n[open\n = 5\n",
     "3 [s] a=1 @3:3|2:1 what|4:1 标题＝甲|5:1 [open|6:2 = 5|faulty"},
    {"section that inih would cut",
     "[0123456789012345678901234567890123456789012345678901234567890123456789"
     "012345678901234567890123456789012345678901234567890123456789012345678901"
     "2345678901234567890123456789012345678901234567890123456789 0123456789]\n"
     "k = v",
     "2 [] k=v @2:5|1:1 "
     "[0123456789012345678901234567890123456789012345678901234567890123456789"
     "012345678901234567890123456789012345678901234567890123456789012345678901"
     "2345678901234567890123456789012345678901234567890123456789 0123456789]"
     "|faulty"},
    {"bad last line", "[s]\nwhat", "2:1 what|faulty"},
};

TEST(lines_are_read_whole_with_their_places)
{
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        char *got = read_all(texts[i].text);
        test_case(strcmp(got, texts[i].wanted) == 0, texts[i].name, "got %s",
                  got);
        free(got);
    }
}

TEST(long_lines_are_not_cut)
{
    struct buf text = {0}, wanted = {0};

    buf_text(&text, "[gov]\n; ");
    buf_repeat(&text, 'c', 5000);
    buf_text(&text, "\ncolumn_description = ");
    buf_text(&wanted, "3 [gov] column_description=");
    for (int i = 0; i < 1000; i++) {
        buf_text(&text, "公开 ;");
        buf_text(&wanted, "公开 ;");
    }
    buf_text(&text, "\nicp = 1\n");
    buf_text(&wanted, " @3:22|4 [gov] icp=1 @4:7|fine");
    char *got = read_all(text.data);
    CHECK_STR(got, wanted.data);
    free(got);
    buf_free(&text);
    buf_free(&wanted);
}

TEST(sections_without_keys_are_given_too)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct ini_file file;
    struct source *source =
        source_new(&arena, "config.ini", STR("[site]\n\n[ no such ]\n"));

    CHECK(ini_read(source, &arena, &file, CONFIG_SYNTAX, &diags));
    CHECK_INT(file.sections, 2);
    CHECK(str_is(file.section[1].name, "no such"));
    CHECK_INT(file.section[1].line, 3);
    diags_free(&diags);
    arena_free(&arena);
}
