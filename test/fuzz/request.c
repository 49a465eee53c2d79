/*
 * What a browser asks: the lines of an input are method, path, version, Host,
 * Origin, Range, If-None-Match and query; a missing one is not sent. Whatever
 * they say, what is to be looked up is a clean path.
 */
#include "fuzz.h"

#include "../../gen/base/path.h"
#include "../../gen/doors/request.h"

#define LINES 8

/* Only names can be looked up: nothing climbs, nothing is cut short. */
static void judge_path(const char *path)
{
    struct str whole = str_of(path);

    MUST(!strchr(path, '\\') && path[0] != '/');
    if (str_ends(whole, "/"))
        whole.len--;
    MUST(whole.len == 0 || path_is_clean(whole));
}

static void judge_answer(const struct request *request)
{
    struct request_rules rules = {"127.0.0.1", STR("preview.example, b"),
                                  "0123456789abcdef"};
    struct request_answer answer;

    request_judge(request, &rules, &answer);
    MUST((answer.what == REQUEST_REFUSED) == (answer.status != 0));
    if (answer.status == 0) {
        judge_path(answer.path);
        MUST(request->hosts == 1 && !request->body);
    }
}

static void judge_range(const char *range)
{
    static const size_t sizes[] = {0, 1, 10, 100000};
    size_t from, part;

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
        if (request_range(range, sizes[i], &from, &part) == RANGE_PART)
            MUST(part > 0 && from < sizes[i] && part <= sizes[i] - from);
}

FUZZ(request)
{
    char *copy = malloc(size + 1), *line[LINES] = {NULL}, *at = copy;
    char value[16];

    MUST(copy != NULL);
    memcpy(copy, data, size);
    copy[size] = '\0';
    for (size_t i = 0; i < LINES && at; i++) {
        line[i] = at;
        at = strchr(at, '\n');
        if (at)
            *at++ = '\0';
    }
    struct request request = {.method = line[0] ? line[0] : "",
                              .target = line[1] ? line[1] : "",
                              .version = line[2] ? line[2] : "",
                              .hosts = line[3] != NULL,
                              .host = line[3],
                              .origin = line[4]};
    judge_answer(&request);
    judge_range(line[5]);
    request_has(line[6], "\"0123456789abcdef0123456789abcdef\"");
    if (request_value(line[7], "path", value, sizeof(value)))
        MUST(strlen(value) < sizeof(value));
    request_type(request.target);
    free(copy);
}
