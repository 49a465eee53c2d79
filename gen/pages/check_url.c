#include "check_url.h"

#include <string.h>

static bool is_control_or_blank(char byte)
{
    return (unsigned char)byte <= ' ';
}

/* Drops tabs and line ends anywhere, controls and blanks at both ends. */
static struct str as_browsers_see(struct arena *arena, struct str text)
{
    while (text.len && is_control_or_blank(text.ptr[0]))
        text = (struct str){text.ptr + 1, text.len - 1};
    while (text.len && is_control_or_blank(text.ptr[text.len - 1]))
        text.len--;
    char *copy = arena_copy(arena, text.ptr, text.len);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '\t' && text.ptr[i] != '\n' && text.ptr[i] != '\r')
            copy[len++] = text.ptr[i];
    copy[len] = '\0';
    return (struct str){copy, len};
}

static struct str lowered(struct arena *arena, struct str text)
{
    char *copy = arena_copy(arena, text.ptr, text.len);

    for (size_t i = 0; i < text.len; i++)
        if (copy[i] >= 'A' && copy[i] <= 'Z')
            copy[i] = (char)(copy[i] - 'A' + 'a');
    return (struct str){copy, text.len};
}

/* Where the first byte of `set` stands, or the text's length. */
static size_t find_any(struct str text, const char *set)
{
    size_t at = 0;

    while (at < text.len && !(text.ptr[at] && strchr(set, text.ptr[at])))
        at++;
    return at;
}

/* The host of what follows the scheme: //user@host:port/path. */
static struct str host_of(struct arena *arena, struct str text)
{
    while (text.len && (text.ptr[0] == '/' || text.ptr[0] == '\\'))
        text = (struct str){text.ptr + 1, text.len - 1};
    text.len = find_any(text, "/\\?#");
    const char *user = memrchr(text.ptr, '@', text.len);
    if (user)
        text = str_range(user + 1, text.ptr + text.len);
    if (!str_starts(text, "["))
        text.len = find_any(text, ":");
    while (text.len && text.ptr[text.len - 1] == '.')
        text.len--;
    return lowered(arena, text);
}

static int hex_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte = (char)(byte | 0x20);
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* %XX into bytes; false where they give a control byte or broken UTF-8. */
static bool decode(struct arena *arena, struct str text, struct str *out)
{
    char *copy = arena_copy(arena, text.ptr, text.len);
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        if (byte == '%') {
            int high = i + 2 < text.len ? hex_value(text.ptr[i + 1]) : -1;
            int low = high >= 0 ? hex_value(text.ptr[i + 2]) : -1;
            if (low < 0)
                return false;
            byte = (char)(high * 16 + low);
            i += 2;
        }
        if ((unsigned char)byte < ' ' || byte == 0x7F)
            return false;
        copy[len++] = byte;
    }
    copy[len] = '\0';
    *out = (struct str){copy, len};
    return text_invalid(*out) == SIZE_MAX;
}

static enum url_kind scheme_kind(struct str scheme)
{
    static const struct {
        const char *name;
        enum url_kind kind;
    } known[] = {
        {"http", URL_HOST},       {"https", URL_HOST},
        {"ftp", URL_HOST},        {"ws", URL_HOST},
        {"wss", URL_HOST},        {"mailto", URL_CONTACT},
        {"tel", URL_CONTACT},     {"data", URL_CODE},
        {"blob", URL_CODE},       {"javascript", URL_CODE},
        {"vbscript", URL_CODE},   {"livescript", URL_CODE},
        {"jscript", URL_CODE},    {"mocha", URL_CODE},
        {"filesystem", URL_CODE},
    };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (str_is(scheme, known[i].name))
            return known[i].kind;
    return URL_SCHEME;
}

/* The part before a ':' that stands before any '/', '?' and '#'. */
static bool has_scheme(struct str text, struct str *scheme)
{
    size_t at = find_any(text, ":/\\?#");

    if (at == text.len || text.ptr[at] != ':')
        return false;
    *scheme = (struct str){text.ptr, at};
    return true;
}

static void read_page(struct arena *arena, struct url *url)
{
    struct str path = url->text;
    size_t hash = find_any(path, "#");
    struct str anchor = {path.ptr + hash, path.len - hash};

    path.len = find_any((struct str){path.ptr, hash}, "?");
    if (anchor.len)
        anchor = (struct str){anchor.ptr + 1, anchor.len - 1};
    bool fine = decode(arena, path, &url->path) &&
                decode(arena, anchor, &url->anchor) &&
                !memchr(url->path.ptr, '\\', url->path.len);
    url->kind = fine ? URL_PAGE : URL_BROKEN;
}

#define FIVE(first)                                                            \
    [(first)] = true, [(first) + 1] = true, [(first) + 2] = true,              \
    [(first) + 3] = true, [(first) + 4] = true

/* Where bytes end that mean nothing in an address but themselves. */
static size_t skip_plain(struct str text, size_t at)
{
    static const bool plain[256] = {FIVE('a'),    FIVE('f'),    FIVE('k'),
                                    FIVE('p'),    FIVE('u'),    ['z'] = true,
                                    FIVE('A'),    FIVE('F'),    FIVE('K'),
                                    FIVE('P'),    FIVE('U'),    ['Z'] = true,
                                    FIVE('0'),    FIVE('5'),    ['-'] = true,
                                    ['.'] = true, ['/'] = true, ['_'] = true};

    while (at < text.len && plain[(unsigned char)text.ptr[at]])
        at++;
    return at;
}

/*
 * Reads what nearly all addresses of a site are, "../2020/r03.html#p2", in one
 * pass; false where an address has more to it.
 */
static bool read_plain(struct str text, struct url *out)
{
    size_t path = skip_plain(text, 0);
    size_t anchor = path + (path < text.len && text.ptr[path] == '#');

    if (skip_plain(text, anchor) < text.len || text.len == 0 ||
        text.ptr[0] == '/')
        return false;
    *out = (struct url){.kind = URL_PAGE,
                        .text = text,
                        .path = {text.ptr, path},
                        .anchor = {text.ptr + anchor, text.len - anchor}};
    return true;
}

struct url url_read(struct arena *arena, struct str text)
{
    struct url url;
    struct str scheme;

    if (read_plain(text, &url))
        return url;
    url = (struct url){.text = as_browsers_see(arena, text)};
    struct str rest = url.text;
    if (has_scheme(url.text, &scheme)) {
        url.kind = scheme_kind(lowered(arena, scheme));
        rest =
            str_range(scheme.ptr + scheme.len + 1, url.text.ptr + url.text.len);
    } else if (find_any(rest, "/\\") != 0 || rest.len == 0) {
        read_page(arena, &url);
    } else {
        struct str second = {rest.ptr + 1, rest.len - 1};
        bool two = second.len && find_any(second, "/\\") == 0;
        url.kind = two ? URL_HOST : URL_ROOTED;
    }
    if (url.kind == URL_HOST)
        url.host = host_of(arena, rest);
    return url;
}
