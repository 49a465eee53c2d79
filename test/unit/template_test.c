#include "../test.h"

#include "../../gen/base/diag.h"
#include "../../gen/base/pool.h"
#include "../../gen/pages/template.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* JSON into values; a text that begins with "html:" is HTML. */
static struct value *value_of(struct arena *arena, const cJSON *json)
{
    if (cJSON_IsBool(json))
        return value_bool(cJSON_IsTrue(json));
    if (cJSON_IsNumber(json))
        return value_number(arena, (long)json->valuedouble);
    if (cJSON_IsString(json)) {
        struct str text = str_of(json->valuestring);
        return str_starts(text, "html:")
                   ? value_html(arena, str_of(json->valuestring + 5))
                   : value_text(arena, text);
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

/* One case of a table, cut up as it is read. */
struct table_case {
    const char *name;
    cJSON *data;
    struct arena arena;
    struct diags diags;
    struct templates *set;
    bool broken;
    struct str out, told;
    bool has_out;
};

/* The text up to the next line that begins with `mark`, which is passed. */
static struct str until(struct str *rest, const char *mark)
{
    size_t at = 0;

    if (str_starts(*rest, mark))
        return (struct str){rest->ptr, 0};
    size_t found = str_find(*rest, str_of(mark));
    while (found != SIZE_MAX && rest->ptr[found - 1] != '\n') {
        at = found + 1;
        struct str further = {rest->ptr + at, rest->len - at};
        found = str_find(further, str_of(mark));
        if (found != SIZE_MAX)
            found += at;
    }
    size_t end = found == SIZE_MAX ? rest->len : found;
    struct str text = {rest->ptr, end ? end - 1 : 0};
    rest->ptr += end;
    rest->len -= end;
    return text;
}

static struct str line(struct str *rest)
{
    const char *end = memchr(rest->ptr, '\n', rest->len);
    size_t len = end ? (size_t)(end - rest->ptr) : rest->len;
    struct str text = {rest->ptr, len};

    rest->ptr += len + (end ? 1 : 0);
    rest->len -= len + (end ? 1 : 0);
    return text;
}

static void read_section(struct table_case *c, struct str name, struct str text)
{
    if (str_is(name, "data")) {
        c->data = cJSON_ParseWithLength(text.ptr, text.len);
    } else if (str_is(name, "out")) {
        c->out = text;
        c->has_out = true;
    } else if (str_is(name, "told")) {
        c->told = text;
    } else {
        const char *path = arena_copy(&c->arena, name.ptr, name.len);
        if (!templates_add(c->set, name, source_new(&c->arena, path, text),
                           &c->diags))
            c->broken = true;
    }
}

/* What was told, a line each: place, name, and the further line. */
static void write_told(struct diags *diags, struct buf *out)
{
    diags_sort(diags);
    for (size_t i = 0; i < diags->len; i++) {
        const struct diag *d = &diags->item[i];
        if (i)
            buf_char(out, '\n');
        buf_format(out, "%s:%u:%u %s", d->path, d->line, d->column,
                   diag_rule(d->code)->name);
        if (d->detail)
            buf_format(out, " | %s", d->detail);
    }
}

static void judge(struct table_case *c)
{
    struct buf out = {0}, told = {0};
    bool ok = !c->broken;

    if (!templates_check(c->set, &c->diags))
        ok = false;
    if (ok)
        ok = template_run(c->set, STR("page"), value_of(&c->arena, c->data),
                          &out, &c->diags);
    write_told(&c->diags, &told);
    struct str got = c->has_out ? buf_view(&out) : buf_view(&told);
    struct str wanted = c->has_out ? c->out : c->told;
    test_case(c->data && ok == c->has_out && str_equal(got, wanted), c->name,
              "\n<<<%.*s>>>\nwanted\n<<<%.*s>>>\ntold <<<%.*s>>>", (int)got.len,
              got.ptr, (int)wanted.len, wanted.ptr, (int)told.len, told.data);
    buf_free(&told);
    buf_free(&out);
}

static void run_table_case(struct str text, enum template_mode mode)
{
    struct table_case c = {0};

    c.set = templates_new(&c.arena, mode);
    struct str name = line(&text);
    c.name = arena_copy(&c.arena, name.ptr + 4, name.len - 4);
    while (text.len > 0) {
        struct str head = line(&text);
        if (str_starts(head, "--- "))
            read_section(&c, (struct str){head.ptr + 4, head.len - 4},
                         until(&text, "--- "));
    }
    judge(&c);
    cJSON_Delete(c.data);
    diags_free(&c.diags);
    arena_free(&c.arena);
}

static void run_table(const char *path, enum template_mode mode)
{
    size_t len = 0, cases = 0;
    char *bytes = test_file(path, &len);
    struct str rest = {bytes, len};

    CHECK(bytes != NULL);
    if (!bytes)
        return;
    until(&rest, "=== ");
    while (rest.len > 0) {
        const char *begin = rest.ptr;
        line(&rest);
        until(&rest, "=== ");
        struct str text = str_range(begin, rest.ptr);
        /* The empty line in front of the next case is not part of this one. */
        while (rest.len > 0 && text.len > 1 && text.ptr[text.len - 2] == '\n' &&
               text.ptr[text.len - 1] == '\n') {
            text.len--;
            break;
        }
        run_table_case(text, mode);
        cases++;
    }
    CHECK(cases > 30);
    free(bytes);
}

TEST(templates_do_what_the_table_of_mustache_says)
{
    run_table("test/cases/template.plain.txt", TEMPLATE_PLAIN);
}

TEST(templates_of_a_theme_do_what_the_table_says)
{
    run_table("test/cases/template.theme.txt", TEMPLATE_THEME);
}

/* A template as the whole set. */
struct one {
    struct arena arena;
    struct diags diags;
    struct templates *set;
    struct buf out;
    bool ok;
};

static void one_add(struct one *one, const char *name, const char *text)
{
    if (!one->set)
        one->set = templates_new(&one->arena, TEMPLATE_THEME);
    templates_add(one->set, str_of(name),
                  source_new(&one->arena, name, str_of(text)), &one->diags);
}

static void one_run(struct one *one, struct value *data)
{
    templates_check(one->set, &one->diags);
    one->ok = template_run(one->set, STR("page"), data, &one->out, &one->diags);
}

static void one_free(struct one *one)
{
    buf_free(&one->out);
    diags_free(&one->diags);
    arena_free(&one->arena);
}

TEST(sections_nest_up_to_a_limit)
{
    struct one one = {0};
    struct buf text = {0};

    for (int i = 0; i < 1000; i++)
        buf_text(&text, "{{#a}}");
    for (int i = 0; i < 1000; i++)
        buf_text(&text, "{{/a}}");
    one_add(&one, "page", text.data);
    CHECK_INT(one.diags.len, 1);
    CHECK_INT(one.diags.item[0].code, LIMIT_DEPTH);
    CHECK_INT(one.diags.item[0].column, 64 * 6 + 1);
    buf_free(&text);
    one_free(&one);
}

TEST(partials_that_double_end_by_their_number)
{
    struct one one = {0};
    struct buf text = {0};
    char name[16] = "page";

    for (int i = 0; i < 40; i++) {
        buf_cut(&text, 0);
        buf_format(&text, "{{>p%d}}{{>p%d}}", i, i);
        one_add(&one, arena_copy(&one.arena, name, strlen(name)),
                arena_copy(&one.arena, text.data, text.len));
        snprintf(name, sizeof(name), "p%d", i);
    }
    one_add(&one, "p39", "x");
    one_run(&one, value_map(&one.arena));
    CHECK(!one.ok);
    CHECK_INT(one.diags.len, 1);
    CHECK_INT(one.diags.item[0].code, TEMPLATE_DEPTH);
    buf_free(&text);
    one_free(&one);
}

TEST(a_name_unknown_in_a_long_list_is_told_once)
{
    struct one one = {0};
    struct value *data = value_map(&one.arena), *list = value_list(&one.arena);

    for (int i = 0; i < 1000; i++)
        value_push(&one.arena, list, value_bool(true));
    value_set(&one.arena, data, "list", list);
    one_add(&one, "page", "{{#list}}{{nobody}}{{/list}}");
    one_run(&one, data);
    CHECK(!one.ok);
    CHECK_INT(one.diags.len, 1);
    one_free(&one);
}

TEST(the_first_of_two_templates_of_a_name_counts)
{
    struct one one = {0};

    one_add(&one, "page", "own");
    one_add(&one, "page", "inherited {{#broken}}");
    one_run(&one, value_map(&one.arena));
    CHECK(one.ok);
    CHECK_STR(one.out.data, "own");
    CHECK(templates_have(one.set, STR("page")));
    CHECK(!templates_have(one.set, STR("pag")));
    one_free(&one);
}

TEST(running_a_template_nobody_has_is_told)
{
    struct one one = {0};

    one_add(&one, "other", "x");
    one_run(&one, value_map(&one.arena));
    CHECK(!one.ok);
    CHECK_INT(one.diags.item[0].code, TEMPLATE_PARTIAL);
    one_free(&one);
}

/* One set run by many threads at once. */
struct many {
    struct templates *set;
    struct value *data;
    struct buf out[64];
    struct diags diags[64];
};

static void run_one_of_many(void *context, size_t index, unsigned worker)
{
    struct many *many = context;

    (void)worker;
    for (int i = 0; i < 50; i++) {
        buf_cut(&many->out[index], 0);
        template_run(many->set, STR("page"), many->data, &many->out[index],
                     &many->diags[index]);
    }
}

TEST(templates_run_on_many_threads_alike)
{
    struct one one = {0};
    struct many many = {0};
    struct value *list = value_list(&one.arena);

    many.data = value_map(&one.arena);
    for (int i = 0; i < 100; i++)
        value_push(&one.arena, list, value_number(&one.arena, i));
    value_set(&one.arena, many.data, "list", list);
    one_add(&one, "page",
            "{{<l}}{{$b}}{{#list}}\n  {{>p}}\n{{/list}}{{/b}}"
            "{{/l}}");
    one_add(&one, "l", "<ul>\n  {{$b}}{{/b}}\n</ul>");
    one_add(&one, "p", "<li>{{.}}\n{{nobody}}");
    templates_check(one.set, &one.diags);
    many.set = one.set;
    pool_run(4, 64, run_one_of_many, &many);
    for (int i = 0; i < 64; i++) {
        CHECK(many.out[i].len > 1000);
        CHECK(str_equal(buf_view(&many.out[i]), buf_view(&many.out[0])));
        CHECK_INT(many.diags[i].len, 50);
    }
    for (int i = 0; i < 64; i++) {
        buf_free(&many.out[i]);
        diags_free(&many.diags[i]);
    }
    one_free(&one);
}
