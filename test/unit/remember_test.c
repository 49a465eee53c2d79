#include "../../gen/build/remember.h"

#include "../test.h"

static struct remembered *page_of(const char *path, uint64_t inputs)
{
    struct check_facts facts = {.is_html = true};

    return remembered_new(path, (struct print){inputs, 0}, &facts);
}

/* Hands the pages over to the memory. */
static void set(struct memory *memory, struct remembered **page, size_t len)
{
    memory_set(memory, page, len);
    for (size_t i = 0; i < len; i++)
        remembered_free(page[i]);
}

static bool has(const struct memory *memory, const char *path, uint64_t inputs)
{
    const struct remembered *page = memory_find(memory, path);

    return page && print_equal(page->inputs, (struct print){inputs, 0});
}

TEST(pages_that_are_set_replace_all_there_were)
{
    struct memory *memory = memory_new();
    struct remembered *page[2] = {page_of("a.html", 1), page_of("b.html", 2)};

    set(memory, page, 2);
    page[0] = remembered_again(memory_find(memory, "a.html"));
    page[1] = page_of("b.html", 3);
    set(memory, page, 2); /* of the same paths */
    CHECK(has(memory, "a.html", 1));
    CHECK(has(memory, "b.html", 3));
    CHECK(!has(memory, "b.html", 2));
    CHECK_INT(memory_at(memory, 0)->holders, 1);
    CHECK_STR(memory_at(memory, 1)->path, "b.html");
    page[0] = page_of("b.html", 4);
    page[1] = page_of("c.html", 5);
    set(memory, page, 2); /* of as many others */
    CHECK(!memory_find(memory, "a.html"));
    CHECK(has(memory, "b.html", 4));
    CHECK(has(memory, "c.html", 5));
    page[0] = page_of("c.html", 5);
    set(memory, page, 1);
    CHECK_INT(memory_len(memory), 1);
    CHECK(has(memory, "c.html", 5));
    memory_free(memory);
}

TEST(a_page_that_is_lent_is_not_given_back)
{
    struct memory *memory = memory_new();
    struct check_facts facts = {.path = "a.html", .is_brief = true};
    struct remembered lent, *page[1] = {&lent};
    struct arena arena = {0};

    remembered_lend(&lent, (struct print){1, 0}, &facts, &arena);
    memory_set(memory, page, 1);
    CHECK_INT(lent.holders, 2);
    CHECK(memory_find(memory, "a.html") == &lent);
    page[0] = page_of("a.html", 2);
    set(memory, page, 1);
    CHECK_INT(lent.holders, 1);
    CHECK(has(memory, "a.html", 2));
    memory_free(memory);
    arena_free(&arena);
}

TEST(a_brief_page_has_room_for_its_anchors_alone)
{
    struct arena arena = {0};
    const char *id[] = {"p1", "p2", "p3"}, *host[] = {"www.gov.cn"};
    struct check_facts facts = {.is_html = true, .id = id, .ids = 3};
    struct check_link to = {.target = "a.html", .anchor = "p2"};
    const bool keeps[] = {false};
    size_t near = 0;

    struct remembered *page =
        remembered_new("a.html", (struct print){1, 0}, &facts);
    CHECK(page->has_more);
    page = remembered_brief(page, keeps, &arena);
    struct check_facts brief = remembered_whole(page, &arena);
    CHECK(!page->has_more);
    CHECK(page->is_packed && brief.is_brief && brief.is_html);
    CHECK_STR(brief.path, "a.html");
    CHECK(check_link_holds(&to, &brief, &near));
    to.anchor = "p4";
    CHECK(!check_link_holds(&to, &brief, &near));

    facts.host = host;
    facts.hosts = 1;
    page = remembered_brief(
        remembered_new("b.html", (struct print){2, 0}, &facts), keeps, &arena);
    brief = remembered_whole(page, &arena);
    CHECK_INT(brief.hosts, 1);
    CHECK_STR(brief.host[0], "www.gov.cn");
    CHECK_STR(brief.path, "b.html");
    to.anchor = "p3";
    CHECK(check_link_holds(&to, &brief, &near));
    arena_free(&arena);
}

TEST(a_page_is_found_wherever_the_last_one_was)
{
    struct memory *memory = memory_new();
    struct remembered *page[3] = {page_of("a.html", 1), page_of("c.html", 2),
                                  page_of("d.html", 3)};
    struct remembered *between = page_of("b.html", 4);
    size_t near = 0;

    set(memory, page, 3);
    CHECK(memory_near(memory, "a.html", &near) == page[0]);
    CHECK(memory_near(memory, "b.html", &near) == NULL);
    CHECK(memory_near(memory, "d.html", &near) == page[2]);
    CHECK(memory_near(memory, "a.html", &near) == page[0]);
    CHECK(memory_near(memory, "c.html", &near) == page[1]);
    memory_replace(memory, between);
    CHECK_STR(memory_at(memory, 1)->path, "b.html");
    CHECK_INT(memory_len(memory), 4);
    remembered_free(between);
    memory_free(memory);
}
