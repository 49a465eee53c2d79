#include "../../gen/read/html_scan.h"

#include "../../gen/base/buf.h"
#include "../test.h"

/* Who has to see tags with an x alone, and no text but that of scripts. */
struct sight {
    struct buf seen;
    bool dull;
};

static bool see(void *context, const struct html_node *node)
{
    struct sight *sight = context;

    sight->dull = !html_find(node, "x");
    if (node->kind == HTML_ELEMENT)
        buf_format(&sight->seen, "<%.*s>", (int)node->name.len, node->name.ptr);
    else
        buf_str(&sight->seen, node->text);
    return true;
}

static bool was_dull(void *context)
{
    const struct sight *sight = context;

    return sight->dull;
}

/* Scans a page, and writes down what is shown of it. */
static bool scan(const char *html, struct html_dull *dull, struct sight *sight)
{
    struct arena arena = {0};
    struct html_faults faults = {0};
    struct html_visitor visitor = {
        .enter = see, .context = sight, .was_dull = was_dull, .dull = dull};

    buf_cut(&sight->seen, 0);
    bool sure = html_scan(str_of(html), &arena, &visitor, &faults);
    arena_free(&arena);
    return sure;
}

#define LONG "a-class-of-more-than-sixty-four-bytes-is-not-worth-its-room"

TEST(what_said_nothing_is_not_shown_again)
{
    static const struct {
        const char *html, *seen;
    } list[] = {
        {"<b>a</b><b>c</b><i>d</i><b>e</b>", "<b>a<i>"},
        {"<b x>a</b><b x>c</b>", "<b>a<b>"},
        {"<b y=1>a</b><b y=2></b><b y=1></b>", "<b>a<b>"},
        {"<p class=\"long-1\"></p><p class=\"long-2\"></p>", "<p><p>"},
        {"<p class=\"a1-longer\"></p><p class=\"a2-longer\"></p>", "<p><p>"},
        {"<b></b><b ></b><b\n></b>", "<b><b><b>"},
        {"<B></B><b></b><B></B>", "<b><b><b>"},
        {"<b y='>'></b><b y='>'></b>", "<b><b>"},
        {"<b y='" LONG "'></b><b y='" LONG "'></b>", "<b><b>"},
        {"<br><p>a</p><br><p>b</p>", "<br><p>a"},
        {"<svg><g/><g/></svg><svg><g/></svg>", "<svg><g>"},
        {"<b>a</b><script>c</script><i>d</i><script>e</script>",
         "<b>a<script>c<i>e"},
    };

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct html_dull dull = {0};
        struct sight sight = {0};
        bool sure = scan(list[i].html, &dull, &sight);
        test_case(sure && str_is(buf_view(&sight.seen), list[i].seen),
                  list[i].html, "%.*s", (int)sight.seen.len, sight.seen.data);
        buf_free(&sight.seen);
    }
}

TEST(what_is_known_of_tags_holds_for_the_next_page)
{
    struct html_dull dull = {0};
    struct sight sight = {0};

    CHECK(scan("<b>a</b><i x>c</i>", &dull, &sight));
    CHECK(str_is(buf_view(&sight.seen), "<b>a<i>"));
    CHECK(scan("<b>d</b><i x>e</i>", &dull, &sight));
    CHECK(str_is(buf_view(&sight.seen), "d<i>"));
    buf_free(&sight.seen);
}

/* A page is given up for what is not shown, too. */
TEST(what_is_not_shown_is_read_all_the_same)
{
    static const char *const list[] = {
        "<b>a</b><b>&#0;</b>",
        "<b>a</b><b>",
        "<b>a</b></b>",
        "<b>a</b><i><b>c</i></b>",
        "<body>a<p></p><body></body>",
        "<p>a</p><svg><p></p></svg>",
        "<b>a</b>< b>",
        "<b>a</b><b/>",
    };

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct html_dull dull = {0};
        struct sight sight = {0};
        test_case(!scan(list[i], &dull, &sight), list[i], "%s", "taken");
        buf_free(&sight.seen);
    }
}
