#include "html.h"

#include "../base/buf.h"
#include "../base/diag.h"
#include "../base/late.h"
#include "html_bytes.h"
#include "html_condition.h"
#include "html_xml.h"

#include <libxml/parserInternals.h>
#include <libxml/threads.h>
#include <string.h>

/* Elements that libxml2 holds open though HTML 5 has no end tag for them
 * (<wbr>, <source>); each later end tag walks over all of them. */
#define OPEN_MOST 4096

/* One reading by libxml2. */
struct mend {
    const struct source *source;
    struct diags *diags;
    struct html_tree tree;
    struct buf text; /* comes in pieces */
    size_t text_at;
    xmlParserCtxtPtr parser;
    bool failed;
};

static void *resize(void *old, size_t size)
{
    return mem_resize(old, size, 1);
}

#if LIBXML_VERSION >= 21200
#define STATE(name) name(xmlCheckThreadLocalStorage)
#else
#define STATE(name) name(xmlGetGlobalState)
#endif
/* clang-format off */
#define XML(name) \
    name(htmlCreateMemoryParserCtxt) name(htmlCtxtUseOptions) \
    name(htmlFreeParserCtxt) name(htmlParseDocument) \
    name(xmlCreateMemoryParserCtxt) name(xmlCtxtUseOptions) \
    name(xmlFreeParserCtxt) name(xmlInitParser) name(xmlMemSetup) \
    name(xmlParseDocument) name(xmlStopParser) name(xmlSwitchEncoding) \
    STATE(name)
/* clang-format on */
LATE_LIBRARY_READY("xml2", XML, start);

/* The library takes some requests that fail for the end of the text. */
static void start(void)
{
    late.xmlMemSetup(mem_free, mem_alloc, resize, mem_copy);
    late.xmlInitParser();
}

void html_prepare(void)
{
    late_load(&late_library);
}

/* Each thread has a state in the library, for which the library asks the
 * system itself; then it takes it for given. */
static void need_state(void)
{
#if LIBXML_VERSION >= 21200
    if (late.xmlCheckThreadLocalStorage() != 0)
#else
    if (!late.xmlGetGlobalState())
#endif
        mem_exhausted();
}

/* How far the parser has read; the input is UTF-8 and never converted. */
static size_t offset(const struct mend *mend)
{
    const xmlParserInput *input = mend->parser->input;
    size_t at = input->consumed + (size_t)(input->cur - input->base);

    return at < mend->source->text.len ? at : mend->source->text.len;
}

/* The '<' of the tag that the parser has just read. */
static size_t tag_offset(const struct mend *mend)
{
    struct str text = mend->source->text;
    const char *open = memrchr(text.ptr, '<', offset(mend));

    return open ? (size_t)(open - text.ptr) : 0;
}

static void stop(struct mend *mend, enum diag_code code, const char *a,
                 const char *b)
{
    if (mend->failed)
        return;
    mend->failed = true;
    diag_add(mend->diags, code, place_at(mend->source, tag_offset(mend)), a, b);
    late.xmlStopParser(mend->parser);
}

static struct str copied(struct arena *arena, struct str text)
{
    return (struct str){arena_copy(arena, text.ptr, text.len), text.len};
}

static void end_text(struct mend *mend)
{
    struct buf *text = &mend->text;

    if (text->len == 0)
        return;
    struct html_node *node =
        html_tree_add(&mend->tree, HTML_TEXT, mend->text_at);
    node->text = copied(mend->tree.arena, buf_view(text));
    buf_cut(text, 0);
}

static void on_text(void *context, const xmlChar *bytes, int len)
{
    struct mend *mend = context;
    size_t size = (size_t)len;

    if (mend->failed)
        return;
    if (mend->text.len == 0) {
        size_t now = offset(mend);
        mend->text_at = now > size ? now - size : 0;
    }
    buf_add(&mend->text, bytes, size);
}

static void on_comment(void *context, const xmlChar *bytes)
{
    struct mend *mend = context;

    if (mend->failed)
        return;
    end_text(mend);
    struct html_node *node =
        html_tree_add(&mend->tree, HTML_COMMENT, tag_offset(mend));
    node->text = copied(mend->tree.arena, str_of((const char *)bytes));
}

/* A copy in lower case, without what stands before a colon. */
static struct str plain_name(struct arena *arena, const char *name)
{
    const char *colon = strchr(name, ':');

    if (colon && strncmp(name, "xmlns", 5) != 0)
        name = colon + 1;
    size_t len = strlen(name);
    char *copy = arena_copy(arena, name, len);
    for (size_t i = 0; i < len; i++)
        if (copy[i] >= 'A' && copy[i] <= 'Z')
            copy[i] = (char)(copy[i] - 'A' + 'a');
    return (struct str){copy, len};
}

static void enter(struct mend *mend, struct html_node *node)
{
    char number[2][16];

    html_tree_enter(&mend->tree, node);
    if (mend->tree.depth <= HTML_DEPTH_MOST &&
        mend->parser->nameNr <= OPEN_MOST)
        return;
    snprintf(number[0], sizeof(number[0]), "%u", mend->tree.depth);
    snprintf(number[1], sizeof(number[1]), "%u", HTML_DEPTH_MOST);
    stop(mend, LIMIT_DEPTH, number[0], number[1]);
}

static void copy_attributes(struct arena *arena, struct html_node *node,
                            const xmlChar **attrs)
{
    if (!attrs)
        return;
    while (attrs[node->attrs * 2])
        node->attrs++;
    node->attr = arena_array(arena, node->attrs, sizeof(*node->attr));
    for (size_t i = 0; i < node->attrs; i++) {
        node->attr[i].name = plain_name(arena, (const char *)attrs[i * 2]);
        node->attr[i].word = html_word(node->attr[i].name);
        node->attr[i].value =
            copied(arena, str_of((const char *)attrs[i * 2 + 1]));
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attrs)
{
    struct mend *mend = context;
    struct arena *arena = mend->tree.arena;

    if (mend->failed)
        return;
    end_text(mend);
    struct html_node *node =
        html_tree_add(&mend->tree, HTML_ELEMENT, tag_offset(mend));
    node->name = plain_name(arena, (const char *)name);
    node->word = html_word(node->name);
    copy_attributes(arena, node, attrs);
    if (!(html_traits(node->name, node->word) & HTML_VOID))
        enter(mend, node);
}

/* Ends what is open of that name; libxml2 also ends what was never open. */
static void on_end(void *context, const xmlChar *name)
{
    struct mend *mend = context;
    struct arena scratch = {0};

    if (mend->failed)
        return;
    end_text(mend);
    const struct html_node *open =
        html_tree_open(&mend->tree, plain_name(&scratch, (const char *)name));
    arena_free(&scratch);
    if (!open)
        return;
    while (mend->tree.here != open)
        html_tree_leave(&mend->tree);
    html_tree_leave(&mend->tree);
}

static void tell_lost(struct mend *mend, size_t at)
{
    if (mend->failed)
        return;
    mend->failed = true;
    diag_add(mend->diags, PAGE_SYNTAX, place_at(mend->source, at),
             BOTH("从这里起读不下去", "cannot be read from here on"), NULL);
}

/* Gives back the parser; true when it has read to the end. */
static bool finish(struct mend *mend, struct html *out)
{
    if (!mend->failed) {
        end_text(mend);
        if (offset(mend) < mend->source->text.len)
            tell_lost(mend, offset(mend));
    }
    buf_free(&mend->text);
    out->root = mend->tree.root;
    out->mended = true;
    return !mend->failed;
}

static bool mend_html(struct arena *arena, const struct source *source,
                      struct html *out, struct diags *diags)
{
    struct mend mend = {.source = source, .diags = diags};
    htmlSAXHandler handler = {
        .startElement = on_start,
        .endElement = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .comment = on_comment,
    };

    html_tree_start(&mend.tree, arena);
    out->root = mend.tree.root;
    if (!html_attributes_are_few(source, diags) ||
        !html_comments_are_closed(source, diags))
        return false;
    if (source->text.len == 0)
        return true;
    html_prepare();
    struct str text = html_without_conditions(arena, source->text);
    need_state();
    mend.parser = late.htmlCreateMemoryParserCtxt(text.ptr, (int)text.len);
    if (!mend.parser)
        mem_exhausted();
    htmlSAXHandler *own = mend.parser->sax;
    mend.parser->sax = &handler;
    mend.parser->userData = &mend;
    /* An encoding that is given wins over what the page says of itself. */
    late.htmlCtxtUseOptions(mend.parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET |
                                             HTML_PARSE_IGNORE_ENC |
                                             HTML_PARSE_NOIMPLIED);
    late.xmlSwitchEncoding(mend.parser, XML_CHAR_ENCODING_UTF8);
    late.htmlParseDocument(mend.parser);
    bool whole = finish(&mend, out);
    mend.parser->sax = own;
    late.htmlFreeParserCtxt(mend.parser);
    return whole;
}

bool html_mend(struct arena *arena, const struct source *source,
               struct html *out, struct diags *diags)
{
    *out = (struct html){0};
    return html_bytes_are_fine(source, diags) &&
           mend_html(arena, source, out, diags);
}

bool html_read(struct arena *arena, const struct source *source,
               struct html *out, struct diags *diags)
{
    struct html_tree tree;

    *out = (struct html){0};
    if (!html_bytes_are_fine(source, diags))
        return false;
    html_tree_start(&tree, arena);
    if (html_scan_tree(source->text, &tree, &out->faults)) {
        out->root = tree.root;
        return true;
    }
    return mend_html(arena, source, out, diags);
}

bool html_pass(struct arena *arena, const struct source *source,
               const struct html_visitor *visitor, void (*again)(void *context),
               struct html *out, struct diags *diags)
{
    *out = (struct html){0};
    if (!html_bytes_are_fine(source, diags))
        return false;
    if (html_scan(source->text, arena, visitor, &out->faults))
        return true;
    again(visitor->context);
    if (!mend_html(arena, source, out, diags))
        return false;
    html_visit(out->root, visitor);
    return true;
}

/*
 * Without the option that expands entities libxml2 hands over each '&' of a
 * value as "&#38;", and with it declared entities would be expanded, too.
 */
static struct str xml_value(struct arena *arena, const char *from,
                            const char *to)
{
    static const char mark[] = "&#38;";
    char *copy = arena_copy(arena, from, (size_t)(to - from));
    char *out = copy;

    for (const char *at = from; at < to; at++) {
        *out++ = *at;
        if ((size_t)(to - at) >= sizeof(mark) - 1 &&
            memcmp(at, mark, sizeof(mark) - 1) == 0)
            at += sizeof(mark) - 2;
    }
    *out = '\0';
    return str_range(copy, out);
}

static void on_xml_start(void *context, const xmlChar *name,
                         const xmlChar *prefix, const xmlChar *uri,
                         int namespaces, const xmlChar **namespace, int len,
                         int defaulted, const xmlChar **attrs)
{
    struct mend *mend = context;
    struct arena *arena = mend->tree.arena;

    (void)prefix, (void)uri, (void)namespaces, (void)namespace;
    (void)defaulted;
    if (mend->failed)
        return;
    end_text(mend);
    struct html_node *node =
        html_tree_add(&mend->tree, HTML_ELEMENT, tag_offset(mend));
    node->name = plain_name(arena, (const char *)name);
    node->word = html_word(node->name);
    node->attrs = (size_t)len;
    node->attr = arena_array(arena, node->attrs, sizeof(*node->attr));
    for (size_t i = 0; i < node->attrs; i++) {
        node->attr[i].name = plain_name(arena, (const char *)attrs[i * 5]);
        node->attr[i].word = html_word(node->attr[i].name);
        node->attr[i].value = xml_value(arena, (const char *)attrs[i * 5 + 3],
                                        (const char *)attrs[i * 5 + 4]);
    }
    enter(mend, node);
}

static void on_xml_end(void *context, const xmlChar *name,
                       const xmlChar *prefix, const xmlChar *uri)
{
    struct mend *mend = context;

    (void)name, (void)prefix, (void)uri;
    if (mend->failed)
        return;
    end_text(mend);
    html_tree_leave(&mend->tree);
}

/* A style sheet may be named there; nothing that we make has one. */
static void on_instruction(void *context, const xmlChar *target,
                           const xmlChar *data)
{
    struct mend *mend = context;

    (void)data;
    stop(mend, PAGE_SYNTAX, (const char *)target, NULL);
}

static void tell_xml_error(struct mend *mend)
{
    const xmlError *error = &mend->parser->lastError;
    struct str message = str_trim(str_of(error->message));
    uint32_t line = error->line > 0 ? (uint32_t)error->line : 1;

    if (mend->failed)
        return;
    mend->failed = true;
    diag_str(mend->diags, PAGE_SYNTAX, place_byte(mend->source, line, 1),
             message);
}

bool html_read_xml(struct arena *arena, const struct source *source,
                   struct html *out, struct diags *diags)
{
    struct mend mend = {.source = source, .diags = diags};
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_xml_start,
        .endElementNs = on_xml_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .comment = on_comment,
        .processingInstruction = on_instruction,
    };

    *out = (struct html){0};
    html_prepare();
    if (!html_bytes_are_fine(source, diags) ||
        html_has_declarations(source, diags) ||
        !html_attributes_are_few(source, diags))
        return false;
    html_tree_start(&mend.tree, arena);
    need_state();
    mend.parser =
        late.xmlCreateMemoryParserCtxt(source->text.ptr, (int)source->text.len);
    if (!mend.parser && source->text.len > 0)
        mem_exhausted();
    if (!mend.parser)
        return diag_add(diags, EMPTY_FILE, place_file(source), NULL, NULL),
               false;
    xmlSAXHandler *own = mend.parser->sax;
    mend.parser->sax = &handler;
    mend.parser->userData = &mend;
    late.xmlCtxtUseOptions(mend.parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    late.xmlSwitchEncoding(mend.parser, XML_CHAR_ENCODING_UTF8);
    late.xmlParseDocument(mend.parser);
    if (!mend.parser->wellFormed)
        tell_xml_error(&mend);
    bool whole = finish(&mend, out);
    mend.parser->sax = own;
    late.xmlFreeParserCtxt(mend.parser);
    return whole;
}

bool html_read_picture(struct arena *arena, const struct source *source,
                       struct html *out, struct diags *diags)
{
    struct html_tree tree;

    *out = (struct html){0};
    if (!html_bytes_are_fine(source, diags))
        return false;
    html_tree_start(&tree, arena);
    if (!html_xml_scan(source->text, &tree))
        return html_read_xml(arena, source, out, diags);
    out->root = tree.root;
    return true;
}
