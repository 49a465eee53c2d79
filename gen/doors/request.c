#include "request.h"

#include "../base/path.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#define TARGET_MOST 2048 /* bytes; encoded, a path is three times its length */

static int hex(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

/* The byte at `*at`, which is moved behind it; -1 for a broken %XX. */
static int decode(const char **at)
{
    const char *here = *at;

    if (*here != '%') {
        *at = here + 1;
        return (unsigned char)*here;
    }
    int high = hex(here[1]), low = high < 0 ? -1 : hex(here[2]);
    if (low < 0)
        return -1;
    *at = here + 3;
    return high * 16 + low;
}

/*
 * Decodes a path once and refuses what only attackers write: encoded slashes,
 * backslashes, control bytes, empty parts, "." and "..". What passes is a key
 * to be looked up, never a way through folders.
 */
static unsigned clean_path(const char *target, char *out)
{
    size_t len = 0;

    if (*target++ != '/')
        return 400;
    while (*target) {
        bool encoded = *target == '%';
        int byte = decode(&target);
        if (byte < 0x20 || byte == 0x7f || byte == '\\' ||
            (byte == '/' && encoded))
            return 400;
        if (len + 1 >= REQUEST_PATH_MOST)
            return 414;
        out[len++] = (char)byte;
    }
    out[len] = '\0';
    struct str path = {out, len};
    if (str_ends(path, "/"))
        path.len--; /* a folder */
    return len == 0 || path_is_clean(path) ? 0 : 400;
}

/* The name in "name", "name:8000" or "[::1]:8000"; empty where it is none. */
static struct str host_name(const char *host)
{
    const char *end = host[0] == '[' ? strchr(host, ']') : host;

    if (!end)
        return STR("");
    if (*host == '[')
        end++;
    else
        end += strcspn(end, ":");
    struct str name = str_range(host, end);
    if (*end == ':') {
        size_t digits = strspn(end + 1, "0123456789");
        if (digits == 0 || digits > 5 || end[1 + digits])
            return STR("");
    } else if (*end) {
        return STR("");
    }
    return name;
}

static bool is_same_name(struct str a, const char *b)
{
    return a.len == strlen(b) && strncasecmp(a.ptr, b, a.len) == 0;
}

static bool is_listed(struct str name, struct str list)
{
    while (list.len > 0) {
        const char *comma = memchr(list.ptr, ',', list.len);
        size_t len = comma ? (size_t)(comma - list.ptr) : list.len;
        struct str item = str_trim((struct str){list.ptr, len});
        if (item.len == name.len &&
            strncasecmp(item.ptr, name.ptr, name.len) == 0)
            return true;
        list.ptr += len + (comma != NULL);
        list.len -= len + (comma != NULL);
    }
    return false;
}

/* A bare number, as "[::1]" or "192.168.1.5"; nobody can rebind a number. */
static bool is_address(struct str name)
{
    char text[64];
    unsigned char bytes[16];

    if (name.len >= 2 && name.ptr[0] == '[') {
        name.ptr++;
        name.len -= 2;
    }
    if (name.len >= sizeof(text))
        return false;
    memcpy(text, name.ptr, name.len);
    text[name.len] = '\0';
    return inet_pton(AF_INET, text, bytes) == 1 ||
           inet_pton(AF_INET6, text, bytes) == 1;
}

bool request_is_loopback(const char *address)
{
    struct in_addr number;

    if (strcasecmp(address, "localhost") == 0 || strcmp(address, "::1") == 0)
        return true;
    return inet_pton(AF_INET, address, &number) == 1 &&
           ntohl(number.s_addr) >> 24 == 127;
}

/*
 * Another site can have its own name point at this machine and would then be
 * taken for us by the browser: so names are answered only where they are known.
 */
static bool is_known(struct str name, const struct request_rules *rules)
{
    if (name.len == 0)
        return false;
    if (is_same_name(name, "localhost") || is_same_name(name, "127.0.0.1") ||
        is_same_name(name, "[::1]") || is_same_name(name, rules->bind) ||
        is_listed(name, rules->hosts))
        return true;
    return !request_is_loopback(rules->bind) && is_address(name);
}

static bool origin_is_ours(const char *origin,
                           const struct request_rules *rules)
{
    static const char head[] = "http://";

    return strncmp(origin, head, sizeof(head) - 1) == 0 &&
           is_known(host_name(origin + sizeof(head) - 1), rules);
}

/* What is wrong with a request before its path is read; 0: nothing. */
static unsigned fault_of(const struct request *request,
                         const struct request_rules *rules)
{
    if (strcmp(request->version, "HTTP/1.1") != 0 &&
        strcmp(request->version, "HTTP/1.0") != 0)
        return 505;
    if (request->headers > REQUEST_HEADERS_MOST)
        return 431;
    if (request->hosts != 1 || !request->host)
        return 400;
    if (!is_known(host_name(request->host), rules))
        return 403;
    if (request->origin && !origin_is_ours(request->origin, rules))
        return 403;
    if (strcmp(request->method, "GET") != 0 &&
        strcmp(request->method, "HEAD") != 0)
        return 405;
    if (request->body)
        return 400;
    return strlen(request->target) > TARGET_MOST ? 414 : 0;
}

/* ~TOKEN/live.js, /live.css and /events: no page has such a name. */
static enum request_what service_of(const char *path, const char *token)
{
    size_t len = strlen(token);

    if (path[0] != '~' || strncmp(path + 1, token, len) != 0)
        return REQUEST_PAGE;
    path += len + 1;
    if (strcmp(path, "/live.js") == 0)
        return REQUEST_SCRIPT;
    if (strcmp(path, "/live.css") == 0)
        return REQUEST_STYLE;
    return strcmp(path, "/events") == 0 ? REQUEST_EVENTS : REQUEST_PAGE;
}

void request_judge(const struct request *request,
                   const struct request_rules *rules,
                   struct request_answer *out)
{
    out->path[0] = '\0';
    out->status = fault_of(request, rules);
    if (out->status == 0)
        out->status = clean_path(request->target, out->path);
    out->what =
        out->status ? REQUEST_REFUSED : service_of(out->path, rules->token);
}

bool request_has(const char *if_none_match, const char *etag)
{
    size_t len = strlen(etag);
    const char *at = if_none_match;

    if (!at)
        return false;
    if (strcmp(at, "*") == 0)
        return true;
    while (*at) {
        at += strspn(at, " \t,");
        if (strncmp(at, "W/", 2) == 0)
            at += 2;
        if (strncmp(at, etag, len) == 0 && strchr(" \t,", at[len]))
            return true; /* strchr finds the end, too */
        at += strcspn(at, ",");
    }
    return false;
}

/* A number of at most 15 digits at `*at`, which is moved behind it. */
static bool read_number(const char **at, size_t *number)
{
    size_t digits = strspn(*at, "0123456789");

    if (digits == 0 || digits > 15)
        return false;
    *number = 0;
    for (; digits > 0; digits--)
        *number = *number * 10 + (size_t)(*(*at)++ - '0');
    return true;
}

enum request_range request_range(const char *range, size_t size, size_t *from,
                                 size_t *len)
{
    static const char head[] = "bytes=";
    size_t first = 0, last = 0;

    *from = 0;
    *len = size;
    if (!range || strncmp(range, head, sizeof(head) - 1) != 0)
        return RANGE_ALL;
    const char *at = range + sizeof(head) - 1;
    bool has_first = read_number(&at, &first);
    if (*at++ != '-')
        return RANGE_ALL;
    bool has_last = read_number(&at, &last);
    if (*at || (!has_first && !has_last) ||
        (has_first && has_last && last < first))
        return RANGE_ALL;
    if (has_first ? first >= size : last == 0 || size == 0)
        return RANGE_BEYOND;
    if (!has_first) { /* the last so many bytes */
        first = last < size ? size - last : 0;
        last = size - 1;
    } else if (!has_last || last >= size) {
        last = size - 1;
    }
    *from = first;
    *len = last - first + 1;
    return RANGE_PART;
}

static bool decode_value(const char *at, char *out, size_t most)
{
    size_t len = 0;

    while (*at && *at != '&') {
        int byte = decode(&at);
        if (byte <= 0 || len + 1 >= most)
            return false;
        out[len++] = (char)byte;
    }
    out[len] = '\0';
    return true;
}

bool request_value(const char *query, const char *key, char *out, size_t most)
{
    size_t len = strlen(key);

    for (const char *at = query; at && *at;) {
        if (strncmp(at, key, len) == 0 && at[len] == '=')
            return decode_value(at + len + 1, out, most);
        at = strchr(at, '&');
        at = at ? at + 1 : NULL;
    }
    return false;
}

const char *request_type(const char *path)
{
    static const struct {
        const char *ending, *type;
    } known[] = {{".html", "text/html; charset=utf-8"},
                 {".css", "text/css; charset=utf-8"},
                 {".js", "text/javascript; charset=utf-8"},
                 {".json", "application/json; charset=utf-8"},
                 {".csv", "text/csv; charset=utf-8"},
                 {".txt", "text/plain; charset=utf-8"},
                 {".xml", "application/xml; charset=utf-8"},
                 {".svg", "image/svg+xml; charset=utf-8"},
                 {".png", "image/png"},
                 {".jpg", "image/jpeg"},
                 {".jpeg", "image/jpeg"},
                 {".gif", "image/gif"},
                 {".webp", "image/webp"},
                 {".ico", "image/x-icon"},
                 {".woff2", "font/woff2"},
                 {".pdf", "application/pdf"},
                 {".zip", "application/zip"},
                 {".xlsx", "application/vnd.openxmlformats-officedocument."
                           "spreadsheetml.sheet"},
                 {".docx", "application/vnd.openxmlformats-officedocument."
                           "wordprocessingml.document"},
                 {".doc", "application/msword"},
                 {".xls", "application/vnd.ms-excel"},
                 {".mp3", "audio/mpeg"},
                 {".mp4", "video/mp4"}};

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (str_ends(str_of(path), known[i].ending))
            return known[i].type;
    return "application/octet-stream";
}
