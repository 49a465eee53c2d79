#include "../../gen/base/buf.h"
#include "../../gen/base/diag.h"
#include "../../gen/read/html.h"
#include "../test.h"

typedef bool reader(struct arena *arena, const struct source *source,
                    struct html *out, struct diags *diags);

/* All that a reader makes of a picture; true where it needs the library. */
static bool read_into(const char *svg, reader *read, struct buf *out)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct html html;
    const struct source *source = source_new(&arena, "a.svg", str_of(svg));

    html_prepare();
    bool whole = read(&arena, source, &html, &diags);
    for (const struct html_node *node = whole ? html.root->first : NULL; node;
         node = html_next(html.root, node)) {
        buf_format(out, "%d %.*s<%.*s", (int)node->kind, (int)node->name.len,
                   node->name.ptr, (int)node->parent->name.len,
                   node->parent->name.ptr);
        buf_str(out, node->text);
        for (size_t i = 0; i < node->attrs; i++)
            buf_format(out, " %.*s=%.*s", (int)node->attr[i].name.len,
                       node->attr[i].name.ptr, (int)node->attr[i].value.len,
                       node->attr[i].value.ptr);
        if (node->kind == HTML_ELEMENT)
            buf_format(out, " %u\n", (unsigned)node->at);
    }
    diags_print(&diags, &(struct diag_style){.lang = LANG_EN}, out);
    bool mended = !whole || html.mended;
    diags_free(&diags);
    arena_free(&arena);
    return mended;
}

struct picture {
    const char *svg;
    bool is_plain;
};

static void read_both(const struct picture *list, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        struct buf own = {0}, library = {0};
        bool needed = read_into(list[i].svg, html_read_picture, &own);
        read_into(list[i].svg, html_read_xml, &library);
        bool same = str_equal(buf_view(&own), buf_view(&library));
        test_case(same && needed != list[i].is_plain, list[i].svg, "%s%.*s",
                  needed ? "by the library: " : "", (int)own.len, own.data);
        buf_free(&own);
        buf_free(&library);
    }
}

TEST(plain_pictures_are_read_as_the_library_does)
{
    static const struct picture list[] = {
        {"<svg/>", true},
        {"<svg></svg>\n", true},
        {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox='0 0 1 1'/>", true},
        {"<svg xml:lang=\"zh\"><title>图</title> <g >a<b/>c</g></svg>", true},
        {"<svg><linearGradient id=\"a\"\n x1=\"1\"></linearGradient></svg>",
         true},
        {"<svg><a href=\"javascript:a()\" onclick=\"b\"/></svg>", true},
    };

    read_both(list, sizeof(list) / sizeof(list[0]));
}

TEST(what_has_more_to_it_is_left_to_the_library)
{
    static const struct picture list[] = {
        {"<?xml version=\"1.0\"?><svg/>", false},
        {"<svg xmlns=\"u\"/>", false},
        {"<svg xmlns:x=\"u\" x:a=\"1\"/>", false},
        {"<svg a=\"1\" A=\"2\"/>", false},
        {"<svg a=\"&lt;\">&amp;</svg>", false},
        {"<svg a=\"1\n2\"/>", false},
        {"<svg><!-- a --></svg>", false},
        {"<svg><![CDATA[a]]></svg>", false},
        {"<svg><style>a{}</style></svg>", false},
        {"<svg><g ></g ></svg>", false},
        {"<svg a = \"1\"/>", false},
        {"\n<svg/>", false},
        /* these are not well formed */
        {"", false},
        {"a", false},
        {"<svg>", false},
        {"<svg></g>", false},
        {"<svg></SVG>", false},
        {"<svg/><svg/>", false},
        {"<svg/>a", false},
        {"<svg a=1/>", false},
        {"<svg a/>", false},
        {"<svg a=\"1\"b=\"2\"/>", false},
        {"<svg a=\"1\" a=\"2\"/>", false},
        {"<svg a=\"<\"/>", false},
        {"<svg>]]></svg>", false},
        {"<svg>\x01</svg>", false},
        {"<svg>\xEF\xBF\xBE</svg>", false},
        {"<svg xmlns=\"http://www.w3.org/2000/svg\" "
         "xmlns=\"http://www.w3.org/2000/svg\"/>",
         false},
    };

    read_both(list, sizeof(list) / sizeof(list[0]));
}
