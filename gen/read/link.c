#include "link.h"

#include "../base/diag.h"

#include <string.h>

#define SCHEME_MOST 16

static const struct {
    const char *name;
    enum link_kind kind;
} schemes[] = {
    {"http", LINK_REMOTE},
    {"https", LINK_REMOTE},
    {"mailto", LINK_OTHER},
    {"tel", LINK_OTHER},
};

static bool is_scheme_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
           byte == '+' || byte == '-' || byte == '.';
}

/* A browser leaves out control characters and blanks before it looks for the
 * scheme, and takes a backslash for a slash; so does this. */
struct reading {
    char head[SCHEME_MOST + 2]; /* lower case, without what is left out */
    size_t len;
};

static struct reading read_head(struct str url)
{
    struct reading head = {{0}, 0};

    for (size_t i = 0; i < url.len && head.len <= SCHEME_MOST; i++) {
        unsigned char byte = (unsigned char)url.ptr[i];
        if (byte <= ' ' || byte == 0x7F)
            continue;
        if (byte >= 'A' && byte <= 'Z')
            byte = (unsigned char)(byte - 'A' + 'a');
        if (byte == '\\')
            byte = '/';
        head.head[head.len++] = (char)byte;
    }
    return head;
}

enum link_kind link_kind(struct str url)
{
    struct reading head = read_head(url);
    size_t end = 0;

    if (head.len > 1 && head.head[0] == '/' && head.head[1] == '/')
        return LINK_REMOTE;
    while (end < head.len && is_scheme_byte(head.head[end]))
        end++;
    /* As long as no list knows: a scheme of that length is none of ours. */
    if (end > SCHEME_MOST)
        return LINK_REFUSED;
    if (end == 0 || head.head[end] != ':')
        return LINK_LOCAL;
    head.head[end] = '\0';
    for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
        if (strcmp(head.head, schemes[i].name) == 0)
            return schemes[i].kind;
    return LINK_REFUSED;
}

static bool has_words(const struct node *image)
{
    for (const struct node *at = image; at; at = doc_next(image, at))
        if (node_is_leaf(at) && at->kind != NODE_HTML && str_trim(at->text).len)
            return true;
    return false;
}

static void judge(struct doc *doc, struct node *node, struct diags *diags)
{
    enum link_kind kind = link_kind(node->url);
    bool image = node->kind == NODE_IMAGE;

    if (kind == LINK_LOCAL || (!image && kind != LINK_REFUSED))
        return;
    diag_str(diags, image && kind == LINK_REMOTE ? REMOTE_IMAGE : BAD_SCHEME,
             node_place(doc, node), node->url);
    node->url = (struct str){"", 0};
}

void link_judge(struct doc *doc, struct diags *diags)
{
    for (struct node *at = doc->root; at; at = doc_next(doc->root, at))
        if (at->kind == NODE_LINK || at->kind == NODE_IMAGE)
            judge(doc, at, diags);
}

void link_descriptions(const struct doc *doc, struct diags *diags)
{
    for (const struct node *at = doc->root; at; at = doc_next(doc->root, at))
        if (at->kind == NODE_IMAGE && !has_words(at))
            diag_add(diags, NO_ALT, node_place(doc, at), NULL, NULL);
}
