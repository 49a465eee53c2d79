#include "check_role.h"

#include <string.h>
#include <strings.h>

/* Its role depends on the element. */
#define ROLE_HREF ((enum role)(ROLE_NAME + 1))

/* Sorted by name. */
static const struct html_word roles[] = {
    {"action", ROLE_FETCH},
    {"archive", ROLE_FETCH},
    {"attributionsrc", ROLE_REPORT},
    {"background", ROLE_FETCH},
    {"base", ROLE_BASE}, /* xml:base */
    {"classid", ROLE_FETCH},
    {"clip-path", ROLE_PAINT},
    {"codebase", ROLE_FETCH},
    {"cursor", ROLE_PAINT},
    {"data", ROLE_FETCH},
    {"dynsrc", ROLE_FETCH},
    {"fill", ROLE_PAINT},
    {"filter", ROLE_PAINT},
    {"formaction", ROLE_FETCH},
    {"href", ROLE_HREF},
    {"icon", ROLE_FETCH},
    {"id", ROLE_ID},
    {"imagesrcset", ROLE_FETCH_SET},
    {"longdesc", ROLE_FOLLOW},
    {"lowsrc", ROLE_FETCH},
    {"manifest", ROLE_FETCH},
    {"marker", ROLE_PAINT},
    {"marker-end", ROLE_PAINT},
    {"marker-mid", ROLE_PAINT},
    {"marker-start", ROLE_PAINT},
    {"mask", ROLE_PAINT},
    {"name", ROLE_NAME},
    {"ping", ROLE_REPORT},
    {"poster", ROLE_FETCH},
    {"src", ROLE_FETCH},
    {"srcdoc", ROLE_CODE},
    {"srcset", ROLE_FETCH_SET},
    {"stroke", ROLE_PAINT},
    {"style", ROLE_STYLE},
};

static const struct html_word elements[] = {
    {"animate", ELEMENT_ANIMATION}, {"applet", ELEMENT_FRAME},
    {"embed", ELEMENT_FRAME},       {"fencedframe", ELEMENT_FRAME},
    {"frame", ELEMENT_FRAME},       {"frameset", ELEMENT_FRAME},
    {"handler", ELEMENT_SCRIPT},    {"iframe", ELEMENT_FRAME},
    {"meta", ELEMENT_META},         {"object", ELEMENT_FRAME},
    {"portal", ELEMENT_FRAME},      {"script", ELEMENT_SCRIPT},
    {"set", ELEMENT_ANIMATION},
};

bool word_is(struct str text, const char *word)
{
    return text.len == strlen(word) &&
           strncasecmp(text.ptr, word, text.len) == 0;
}

bool word_is_one_of(struct str text, const char *const *list)
{
    for (; *list; list++)
        if (word_is(text, *list))
            return true;
    return false;
}

struct str word_next(struct str *list)
{
    static const char blanks[] = " \t\n\f\r";
    size_t from = 0;

    while (from < list->len && strchr(blanks, list->ptr[from]))
        from++;
    size_t to = from;
    while (to < list->len && !strchr(blanks, list->ptr[to]))
        to++;
    struct str word = {list->ptr + from, to - from};
    *list = (struct str){list->ptr + to, list->len - to};
    return word;
}

/* Of <link>, all kinds that are not known to load nothing are taken to load. */
static enum role link_role(const struct html_node *node)
{
    static const char *const passive[] = {
        "alternate", "author", "bookmark", "canonical", "first",    "help",
        "index",     "last",   "license",  "next",      "nofollow", "prev",
        "shortlink", "tag",    "up",       NULL};
    struct str rel = html_value(node, "rel"), word;
    bool any = false;

    while ((word = word_next(&rel)).len) {
        if (!word_is_one_of(word, passive))
            return ROLE_FETCH;
        any = true;
    }
    return any ? ROLE_PASSIVE : ROLE_FETCH;
}

static enum role href_role(const struct html_node *node)
{
    if (str_is(node->name, "a") || str_is(node->name, "area"))
        return ROLE_FOLLOW;
    if (str_is(node->name, "base"))
        return ROLE_BASE;
    if (str_is(node->name, "link"))
        return link_role(node);
    return ROLE_FETCH;
}

/* onclick and its like: every name of that form, also of times to come. */
static bool is_handler(struct str name)
{
    if (name.len < 3 || name.ptr[0] != 'o' || name.ptr[1] != 'n')
        return false;
    for (size_t i = 2; i < name.len; i++)
        if (name.ptr[i] < 'a' || name.ptr[i] > 'z')
            return false;
    return true;
}

/* Of those whose role depends on the element. */
static enum role role_on(const struct html_node *node, enum role role)
{
    if (role == ROLE_HREF)
        return href_role(node);
    return str_is(node->name, "a") ? role : ROLE_NONE;
}

enum role role_of(const struct html_node *node, const struct html_attr *attr)
{
    static _Thread_local struct html_words words = {
        .table = roles, .len = sizeof(roles) / sizeof(roles[0])};
    enum role role = html_recall(&words, attr->name, attr->word);

    if (role >= ROLE_NAME)
        return role_on(node, role);
    return role == ROLE_NONE && is_handler(attr->name) ? ROLE_CODE : role;
}

enum element element_of(const struct html_node *node)
{
    static _Thread_local struct html_words words = {
        .table = elements, .len = sizeof(elements) / sizeof(elements[0])};

    return html_recall(&words, node->name, node->word);
}
