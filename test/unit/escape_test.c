#include "../../gen/base/escape.h"
#include "../test.h"

static void (*const escapes[])(struct buf *, struct str) = {
    escape_html, escape_url, escape_json_string, escape_csv, escape_terminal};
enum { HTML, URL, JSON, CSV, TERMINAL };

static const struct {
    const char *name;
    int how;
    const char *text, *wanted;
} cases[] = {
    {"html", HTML, "a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"},
    {"html leaves Chinese", HTML, "增长7%", "增长7%"},
    {"html behind eight bytes", HTML, "12345678<", "12345678&lt;"},
    {"html in the second eight", HTML, "增长7%=12345'6789abc",
     "增长7%=12345&#39;6789abc"},
    {"html hash and its like", HTML, "#!$%(#)*+,-./:;=?@ #=1&2=#",
     "#!$%(#)*+,-./:;=?@ #=1&amp;2=#"},
    {"html in a short text", HTML, "7'", "7&#39;"},
    {"html in the last of eight", HTML, "1234567\"", "1234567&quot;"},
    {"html in the overlapping end", HTML, "1234567890&", "1234567890&amp;"},
    {"html at both ends", HTML, "<234567890>", "&lt;234567890&gt;"},
    {"url", URL, "a b.html?x=1&y=2", "a%20b.html?x=1&amp;y=2"},
    {"url of Chinese", URL, "图.png", "%E5%9B%BE.png"},
    {"url keeps percents", URL, "%E5%9B%BE", "%E5%9B%BE"},
    {"url quote", URL, "'\"<>", "&#x27;%22%3C%3E"},
    {"json", JSON, "a\"\\\n", "\"a\\\"\\\\\\n\""},
    {"json in a script", JSON, "</script>", "\"\\u003c/script>\""},
    {"json line separator", JSON, "\xE2\x80\xA8", "\"\\u2028\""},
    {"json line separator in Chinese", JSON, "投资\xE2\x80\xA9增长投资增长",
     "\"投资\\u2029增长投资增长\""},
    {"json controls", JSON, "增长\x7F\xC2\x85\x1F",
     "\"增长\\u007f\\u0085\\u001f\""},
    {"json of all widths", JSON, "é增长𠮷投资\xEF\xBF\xBD增长",
     "\"é增长𠮷投资\xEF\xBF\xBD增长\""},
    {"json broken in Chinese", JSON, "增\xE5\xA2增长投资",
     "\"增\\ufffd\\ufffd增长投资\""},
    {"json surrogate", JSON, "增\xED\xA0\x80增长投资",
     "\"增\\ufffd\\ufffd\\ufffd增长投资\""},
    {"json broken byte", JSON, "a\xFF", "\"a\\ufffd\""},
    {"csv plain", CSV, "固定资产投资", "固定资产投资"},
    {"csv comma", CSV, "a,b", "\"a,b\""},
    {"csv quote", CSV, "a\"b", "\"a\"\"b\""},
    {"csv line end", CSV, "a\nb", "\"a\nb\""},
    {"csv formula", CSV, "=1+1", "\"'=1+1\""},
    {"csv at sign", CSV, "@SUM(A1)", "\"'@SUM(A1)\""},
    {"csv negative number", CSV, "-7.5", "-7.5"},
    {"csv signed word", CSV, "-cmd|x", "\"'-cmd|x\""},
    {"terminal escape", TERMINAL, "\x1b]0;x\x07", "\\x1b]0;x\\x07"},
    {"terminal line end", TERMINAL, "a\nb", "a\\x0ab"},
    {"terminal bidi", TERMINAL, "\xE2\x80\xAE", "\\u202e"},
    {"terminal broken", TERMINAL, "\xFF", "\\xff"},
    {"terminal Chinese", TERMINAL, "正文", "正文"},
};

TEST(each_context_gets_its_escapes)
{
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf out = {0};
        escapes[cases[i].how](&out, str_of(cases[i].text));
        test_case(str_is(buf_view(&out), cases[i].wanted), cases[i].name,
                  "got %s", out.data);
        buf_free(&out);
    }
}
