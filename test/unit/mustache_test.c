/* The public specification of Mustache, where its files are at hand. */
#include "../test.h"

#include "../../gen/base/diag.h"
#include "../../gen/pages/template.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct value *value_of(struct arena *arena, const cJSON *json)
{
    char number[64];

    if (cJSON_IsBool(json))
        return value_bool(cJSON_IsTrue(json));
    if (cJSON_IsString(json))
        return value_text(arena, str_of(json->valuestring));
    if (cJSON_IsNumber(json)) {
        snprintf(number, sizeof(number), "%.15g", json->valuedouble);
        return value_text(arena,
                          str_of(arena_copy(arena, number, strlen(number))));
    }
    if (!cJSON_IsArray(json) && !cJSON_IsObject(json))
        return value_nothing();
    struct value *all =
        cJSON_IsArray(json) ? value_list(arena) : value_map(arena);
    for (const cJSON *one = json->child; one; one = one->next) {
        struct value *inner = value_of(arena, one);
        if (all->kind == VALUE_LIST)
            value_push(arena, all, inner);
        else
            value_set(arena, all, one->string, inner);
    }
    return all;
}

static void add(struct templates *set, struct arena *arena, const cJSON *text,
                const char *name, struct diags *diags)
{
    templates_add(set, str_of(name),
                  source_new(arena, name, str_of(text->valuestring)), diags);
}

static void run_case(const char *file, const cJSON *one)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct buf out = {0};
    const cJSON *partials = cJSON_GetObjectItem(one, "partials");
    const char *expected = cJSON_GetObjectItem(one, "expected")->valuestring;
    struct templates *set = templates_new(&arena, TEMPLATE_PLAIN);

    add(set, &arena, cJSON_GetObjectItem(one, "template"), "", &diags);
    for (const cJSON *p = partials ? partials->child : NULL; p; p = p->next)
        add(set, &arena, p, p->string, &diags);
    templates_check(set, &diags);
    bool ok = template_run(set, str_of(""),
                           value_of(&arena, cJSON_GetObjectItem(one, "data")),
                           &out, &diags);
    buf_char(&out, '\0');
    test_case(ok && diags.len == 0 && strcmp(out.data, expected) == 0, file,
              "%s:\n<<<%s>>>\nwanted\n<<<%s>>>",
              cJSON_GetObjectItem(one, "name")->valuestring, out.data,
              expected);
    buf_free(&out);
    diags_free(&diags);
    arena_free(&arena);
}

static bool run_file(const char *folder, const char *file)
{
    char path[1024];

    snprintf(path, sizeof(path), "%s/data/mustache-spec/%s.json", folder, file);
    char *text = test_file(path, NULL);
    if (!text)
        return false;
    cJSON *all = cJSON_Parse(text);
    const cJSON *one;
    cJSON_ArrayForEach(one, cJSON_GetObjectItem(all, "tests"))
        run_case(file, one);
    cJSON_Delete(all);
    free(text);
    return true;
}

TEST(the_mustache_specification_holds)
{
    static const char *const file[] = {
        "comments", "delimiters", "interpolation",  "inverted",
        "partials", "sections",   "~dynamic-names", "~inheritance"};
    const char *folder = test_shared();

    if (!folder || !run_file(folder, file[0]))
        test_skip("the files of the specification are not at hand");
    for (size_t i = 1; i < sizeof(file) / sizeof(file[0]); i++)
        CHECK(run_file(folder, file[i]));
}
