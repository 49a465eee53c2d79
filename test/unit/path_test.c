#include "../../gen/base/path.h"
#include "../test.h"

static const struct {
    const char *path;
    enum path_fault fault;
} judged[] = {
    {"index.html", PATH_FINE},
    {"xinglong/2020/r0302.html", PATH_FINE},
    {"a/b/c/d.html", PATH_FINE},
    {"a/b/c/d/e.html", PATH_DEEP},
    {"Index.html", PATH_CHARACTER},
    {"a_b.html", PATH_CHARACTER},
    {"a.b.html", PATH_CHARACTER},
    {".htaccess", PATH_CHARACTER},
    {"a.", PATH_CHARACTER},
    {"报告.html", PATH_CHARACTER},
    {"a//b", PATH_EMPTY},
    {"", PATH_EMPTY},
    {"con.html", PATH_DEVICE},
    {"com1", PATH_DEVICE},
    {"com0", PATH_FINE},
    {"abcdefghijklmnopqrs.html", PATH_FINE},
    {"abcdefghijklmnopqrst.html", PATH_LONG},
};

TEST(names_that_media_refuse_are_found)
{
    for (size_t i = 0; i < sizeof(judged) / sizeof(judged[0]); i++)
        test_case(path_judge(str_of(judged[i].path)) == judged[i].fault,
                  judged[i].path, "fault %d",
                  (int)path_judge(str_of(judged[i].path)));
}

static const struct {
    const char *from, *to, *wanted;
} resolved[] = {
    {"content/2020/report.md", "road.jpg", "content/2020/road.jpg"},
    {"content/2020/report.md", "../about.md", "content/about.md"},
    {"content/2020/report.md", "./a/./b", "content/2020/a/b"},
    {"content/2020/report.md", "../../../etc/passwd", NULL},
    {"content/2020/report.md", "/etc/passwd", NULL},
    {"content/2020/report.md", "a\\b", NULL},
    {"content/2020/report.md", "../2019/", "content/2019"},
    {"a.md", "..", NULL},
};

TEST(written_paths_are_resolved_within_the_root)
{
    struct arena arena = {0};

    for (size_t i = 0; i < sizeof(resolved) / sizeof(resolved[0]); i++) {
        const char *got =
            path_resolve(&arena, resolved[i].from, str_of(resolved[i].to));
        CHECK_STR(got, resolved[i].wanted);
    }
    arena_free(&arena);
}

static const struct {
    const char *from, *to, *wanted;
} related[] = {
    {"index.html", "css/site.css", "css/site.css"},
    {"2020/index.html", "css/site.css", "../css/site.css"},
    {"2020/index.html", "2020/r01.html", "r01.html"},
    {"x/2020/a.html", "x/2019/b.html", "../2019/b.html"},
    {"x/2020/a.html", "index.html", "../../index.html"},
    {"2020/a.html", "2020/a.html", "a.html"},
    {"20/a.html", "2020/a.html", "../2020/a.html"},
};

TEST(links_are_relative)
{
    struct arena arena = {0};

    for (size_t i = 0; i < sizeof(related) / sizeof(related[0]); i++)
        CHECK_STR(path_relative(&arena, related[i].from, related[i].to),
                  related[i].wanted);
    arena_free(&arena);
}

TEST(paths_come_apart_and_together)
{
    struct arena arena = {0};

    CHECK(str_is(path_dir(STR("a/b/c.md")), "a/b"));
    CHECK(str_is(path_base(STR("a/b/c.md")), "c.md"));
    CHECK(str_is(path_ending(STR("a.b/c")), ""));
    CHECK(str_is(path_ending(STR("a/c.tar.gz")), "gz"));
    CHECK_STR(path_join(&arena, "", STR("a")), "a");
    CHECK_STR(path_join(&arena, "/", STR("a")), "/a");
    CHECK(path_is_clean(STR("a/b")));
    CHECK(!path_is_clean(STR("a/../b")));
    CHECK(!path_is_clean(STR("/a")));
    CHECK_INT(path_depth(STR("a/b/c")), 3);
    arena_free(&arena);
}
