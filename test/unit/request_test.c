#include "../../gen/doors/request.h"

#include "../test.h"

#include <string.h>

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static const struct request_rules rules = {
    "127.0.0.1", {"preview.example, other.example", 30}, "c0ffee"};

static struct request_answer judge(const char *target)
{
    struct request request = {"GET", "HTTP/1.1", target, 1, "localhost:8000",
                              NULL,  3,          false};
    struct request_answer answer;

    request_judge(&request, &rules, &answer);
    return answer;
}

static const struct {
    const char *target;
    unsigned status;
    const char *path;
} paths[] = {
    {"/", 0, ""},
    {"/index.html", 0, "index.html"},
    {"/2020/", 0, "2020/"},
    {"/2020/r03.html", 0, "2020/r03.html"},
    {"/%32%30/r.html", 0, "20/r.html"},
    {"/%e4%b8%ad", 0, "\xe4\xb8\xad"},
    {"/<script>", 0, "<script>"},
    {"/%252e%252e/x", 0, "%2e%2e/x"},
    {"/a..b", 0, "a..b"},
    {"/../x", 400, NULL},
    {"/x/..", 400, NULL},
    {"/./x", 400, NULL},
    {"/%2e%2e/x", 400, NULL},
    {"/..%2fx", 400, NULL},
    {"/x%2fy", 400, NULL},
    {"/\\..\\x", 400, NULL},
    {"/%5c..%5cx", 400, NULL},
    {"//etc/passwd", 400, NULL},
    {"/a//b", 400, NULL},
    {"/s.html%00.png", 400, NULL},
    {"/.%00/x", 400, NULL},
    {"/x%0d%0aSet-Cookie:a", 400, NULL},
    {"/%", 400, NULL},
    {"/%4", 400, NULL},
    {"/%zz", 400, NULL},
    {"", 400, NULL},
    {"index.html", 400, NULL},
    {"http://a/b", 400, NULL},
};

TEST(a_path_is_decoded_once_and_never_climbs)
{
    for (size_t i = 0; i < LEN(paths); i++) {
        struct request_answer got = judge(paths[i].target);
        test_case(got.status == paths[i].status &&
                      (got.status || strcmp(got.path, paths[i].path) == 0),
                  paths[i].target, "%u %s", got.status, got.path);
    }
}

TEST(a_path_may_be_long_but_not_without_end)
{
    char target[4000];

    memset(target, 'a', sizeof(target));
    target[0] = '/';
    target[400] = '\0';
    CHECK_INT(judge(target).status, 0);
    target[400] = 'a';
    target[1000] = '\0';
    CHECK_INT(judge(target).status, 414);
    target[1000] = 'a';
    target[3999] = '\0';
    CHECK_INT(judge(target).status, 414);
}

TEST(the_services_are_found_by_the_token_alone)
{
    CHECK_INT(judge("/~c0ffee/live.js").what, REQUEST_SCRIPT);
    CHECK_INT(judge("/~c0ffee/live.css").what, REQUEST_STYLE);
    CHECK_INT(judge("/~c0ffee/events").what, REQUEST_EVENTS);
    CHECK_INT(judge("/~c0ffee/other").what, REQUEST_PAGE);
    CHECK_INT(judge("/~c0ffef/events").what, REQUEST_PAGE);
    CHECK_INT(judge("/~/events").what, REQUEST_PAGE);
    CHECK_INT(judge("/events").what, REQUEST_PAGE);
}

static const struct {
    const char *name, *bind, *host, *origin;
    unsigned status;
} names[] = {
    {"localhost", "127.0.0.1", "localhost", NULL, 0},
    {"with a port", "127.0.0.1", "localhost:8000", NULL, 0},
    {"another case", "127.0.0.1", "LocalHost", NULL, 0},
    {"a number", "127.0.0.1", "127.0.0.1:8000", NULL, 0},
    {"IPv6", "127.0.0.1", "[::1]:8000", NULL, 0},
    {"a name of ours", "127.0.0.1", "other.example:8000", NULL, 0},
    {"a foreign name", "127.0.0.1", "evil.example", NULL, 403},
    {"ours in front", "127.0.0.1", "127.0.0.1.evil.example", NULL, 403},
    {"ours behind", "127.0.0.1", "evil.example.localhost", NULL, 403},
    {"a dot more", "127.0.0.1", "localhost.", NULL, 403},
    {"another machine's number", "127.0.0.1", "192.168.1.5", NULL, 403},
    {"a port that is none", "127.0.0.1", "localhost:80a", NULL, 403},
    {"a bracket open", "127.0.0.1", "[::1", NULL, 403},
    {"nothing", "127.0.0.1", "", NULL, 403},
    {"only a comma", "127.0.0.1", ",", NULL, 403},
    {"a user before it", "127.0.0.1", "localhost@evil.example", NULL, 403},
    {"on the network a number does", "0.0.0.0", "192.168.1.5:8000", NULL, 0},
    {"a name does not", "0.0.0.0", "evil.example", NULL, 403},
    {"the address bound to", "192.168.1.5", "192.168.1.5", NULL, 0},
    {"our own origin", "127.0.0.1", "localhost", "http://localhost:8000", 0},
    {"a foreign origin", "127.0.0.1", "localhost", "http://evil.example", 403},
    {"a file's origin", "127.0.0.1", "localhost", "null", 403},
    {"an empty origin", "127.0.0.1", "localhost", "", 403},
    {"https, which we are not", "127.0.0.1", "localhost", "https://localhost",
     403},
    {"an origin with more", "127.0.0.1", "localhost", "http://localhost/x",
     403},
};

TEST(only_known_names_are_answered)
{
    for (size_t i = 0; i < LEN(names); i++) {
        struct request_rules mine = rules;
        struct request request = {"GET",         "HTTP/1.1",      "/", 1,
                                  names[i].host, names[i].origin, 2,   false};
        struct request_answer got;
        mine.bind = names[i].bind;
        request_judge(&request, &mine, &got);
        test_case(got.status == names[i].status, names[i].name, "%u",
                  got.status);
    }
}

TEST(what_is_no_plain_question_is_refused)
{
    static const struct {
        struct request request;
        unsigned status;
    } cases[] = {
        {{"HEAD", "HTTP/1.1", "/", 1, "localhost", NULL, 1, false}, 0},
        {{"GET", "HTTP/1.0", "/", 1, "localhost", NULL, 1, false}, 0},
        {{"POST", "HTTP/1.1", "/", 1, "localhost", NULL, 1, false}, 405},
        {{"BREW", "HTTP/1.1", "/", 1, "localhost", NULL, 1, false}, 405},
        {{"get", "HTTP/1.1", "/", 1, "localhost", NULL, 1, false}, 405},
        {{"GET", "HTTP/9.9", "/", 1, "localhost", NULL, 1, false}, 505},
        {{"GET", "", "/", 1, "localhost", NULL, 1, false}, 505},
        {{"GET", "HTTP/1.1", "/", 0, NULL, NULL, 1, false}, 400},
        {{"GET", "HTTP/1.1", "/", 2, "localhost", NULL, 2, false}, 400},
        {{"GET", "HTTP/1.1", "/", 1, "localhost", NULL, 101, false}, 431},
        {{"GET", "HTTP/1.1", "/", 1, "localhost", NULL, 1, true}, 400},
    };

    for (size_t i = 0; i < LEN(cases); i++) {
        struct request_answer got;
        request_judge(&cases[i].request, &rules, &got);
        test_case(got.status == cases[i].status, cases[i].request.method,
                  "case %zu: %u", i, got.status);
    }
}

TEST(a_known_etag_is_recognised)
{
    CHECK(request_has("\"a\"", "\"a\""));
    CHECK(request_has("W/\"a\"", "\"a\""));
    CHECK(request_has("\"x\", \"a\"", "\"a\""));
    CHECK(request_has("*", "\"a\""));
    CHECK(!request_has(NULL, "\"a\""));
    CHECK(!request_has("", "\"a\""));
    CHECK(!request_has("\"ab\"", "\"a\""));
    CHECK(!request_has("\"a\"b", "\"a\""));
}

static const struct {
    const char *range;
    enum request_range kind;
    size_t from, len;
} ranges[] = {
    {NULL, RANGE_ALL, 0, 0},
    {"bytes=0-9", RANGE_PART, 0, 10},
    {"bytes=90-", RANGE_PART, 90, 10},
    {"bytes=-5", RANGE_PART, 95, 5},
    {"bytes=-500", RANGE_PART, 0, 100},
    {"bytes=99-99", RANGE_PART, 99, 1},
    {"bytes=50-500", RANGE_PART, 50, 50},
    {"bytes=100-", RANGE_BEYOND, 0, 0},
    {"bytes=-0", RANGE_BEYOND, 0, 0},
    {"bytes=9-3", RANGE_ALL, 0, 0},
    {"bytes=0-1,3-4", RANGE_ALL, 0, 0},
    {"bytes=-", RANGE_ALL, 0, 0},
    {"bytes=", RANGE_ALL, 0, 0},
    {"bytes=0x1-2", RANGE_ALL, 0, 0},
    {"bytes=99999999999999999999-", RANGE_ALL, 0, 0},
    {"items=0-1", RANGE_ALL, 0, 0},
};

TEST(a_range_is_a_piece_of_the_body_or_passed_over)
{
    for (size_t i = 0; i < LEN(ranges); i++) {
        size_t from, len;
        enum request_range kind =
            request_range(ranges[i].range, 100, &from, &len);
        bool right = kind == ranges[i].kind;
        if (kind == RANGE_PART)
            right = right && from == ranges[i].from && len == ranges[i].len;
        test_case(right, ranges[i].range ? ranges[i].range : "none",
                  "%d: %zu from %zu", (int)kind, len, from);
    }
}

TEST(values_are_taken_out_of_a_query)
{
    char out[8];

    CHECK(request_value("path=a%2Fb&print=1", "path", out, sizeof(out)));
    CHECK_STR(out, "a/b");
    CHECK(request_value("xpath=c&path=", "path", out, sizeof(out)));
    CHECK_STR(out, "");
    CHECK(!request_value("xpath=c", "path", out, sizeof(out)));
    CHECK(!request_value("path=12345678", "path", out, sizeof(out)));
    CHECK(!request_value("path=a%00b", "path", out, sizeof(out)));
    CHECK(!request_value("path=%z", "path", out, sizeof(out)));
    CHECK(!request_value(NULL, "path", out, sizeof(out)));
}

TEST(texts_have_their_charset)
{
    CHECK_STR(request_type("a/b.html"), "text/html; charset=utf-8");
    CHECK_STR(request_type("targets.csv"), "text/csv; charset=utf-8");
    CHECK_STR(request_type("road.jpg"), "image/jpeg");
    CHECK_STR(request_type("what"), "application/octet-stream");
}

TEST(this_machine_is_told_from_others)
{
    CHECK(request_is_loopback("127.0.0.1"));
    CHECK(request_is_loopback("127.9.9.9"));
    CHECK(request_is_loopback("localhost"));
    CHECK(request_is_loopback("::1"));
    CHECK(!request_is_loopback("0.0.0.0"));
    CHECK(!request_is_loopback("::"));
    CHECK(!request_is_loopback("192.168.1.5"));
    CHECK(!request_is_loopback("127.0.0.1.evil.example"));
}
