#include "live.h"

#include <string.h>

#define POLICY "http-equiv=\"Content-Security-Policy\" content=\""
#define NEEDS "connect-src 'self'; "
#define NEEDS_SCRIPT "script-src 'self'; "
#define NEEDS_BASE "base-uri 'self'; " /* of two the first counts */
#define BASE "<base href=\"/\">"

static void add_line(struct print print, const char *token, const char *lang,
                     struct buf *out)
{
    char text[33];

    print_write(print, text);
    buf_format(out,
               "<script src=\"/~%s/live.js\" data-token=\"%s\" "
               "data-print=\"%s\" data-lang=\"%s\"></script>\n",
               token, token, text, lang);
}

/* Adds the page up to behind the start of its policy, loosened; returns how
 * much of it that was. */
static size_t add_policy(struct str page, bool rooted, struct buf *out)
{
    size_t at = str_find(page, STR(POLICY));
    struct str head = page;
    size_t end = str_find(page, STR("</head>"));

    if (end != SIZE_MAX)
        head.len = end;
    if (at == SIZE_MAX || at > head.len)
        return 0;
    at += sizeof(POLICY) - 1;
    struct str rest = {page.ptr + at, page.len - at};
    const char *close = memchr(rest.ptr, '"', rest.len);
    if (close)
        rest.len = (size_t)(close - rest.ptr);
    buf_add(out, page.ptr, at);
    buf_text(out, NEEDS);
    if (str_find(rest, STR("script-src")) == SIZE_MAX)
        buf_text(out, NEEDS_SCRIPT);
    if (rooted)
        buf_text(out, NEEDS_BASE);
    return at;
}

/* Adds what lies between the policy and the first address of the page. */
static size_t add_base(struct str page, size_t done, struct buf *out)
{
    struct str rest = {page.ptr + done, page.len - done};
    size_t at = str_find(rest, STR("\n"));

    if (at == SIZE_MAX)
        return done;
    buf_add(out, rest.ptr, at);
    buf_text(out, BASE);
    return done + at;
}

void live_add(struct str page, bool rooted, struct print print,
              const char *token, const char *lang, struct buf *out)
{
    buf_cut(out, 0);
    size_t done = add_policy(page, rooted, out);
    if (rooted && done > 0)
        done = add_base(page, done, out);
    struct str rest = {page.ptr + done, page.len - done};
    size_t at = str_find(rest, STR("</head>"));
    if (at == SIZE_MAX)
        at = rest.len;
    buf_add(out, rest.ptr, at);
    add_line(print, token, lang, out);
    buf_add(out, rest.ptr + at, rest.len - at);
}

void live_empty(const char *token, const char *lang, struct buf *out)
{
    bool zh = strcmp(lang, "zh") == 0;

    buf_cut(out, 0);
    buf_format(out,
               "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
               "<meta charset=\"utf-8\">\n<title>%s</title>\n",
               zh ? "zh-CN" : "en", zh ? "网站还没有生成" : "no site yet");
    add_line((struct print){0, 0}, token, lang, out);
    buf_format(out,
               "</head>\n<body>\n<h1>%s</h1>\n<p>%s</p>\n</body>\n</html>\n",
               zh ? "网站还没有生成" : "No site yet",
               zh ? "生成好了就会显示在这里；有要改的地方，会列在下面和终端里。"
                  : "It shows here when it is made. What is to be mended is "
                    "listed below and in the terminal.");
}
