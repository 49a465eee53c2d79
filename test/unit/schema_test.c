#include "../../gen/pages/schema.h"

#include "../../gen/pages/export.h"
#include "../test.h"

#include <cjson/cJSON.h>
#include <string.h>

static const char *text_of(const cJSON *field, const char *name)
{
    const char *text =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(field, name));

    return text ? text : "";
}

static cJSON *read_schema(void)
{
    struct buf out = {0};

    schema_write(&out);
    cJSON *schema = cJSON_ParseWithOpts(out.data, NULL, true);
    CHECK(schema != NULL);
    buf_free(&out);
    return schema;
}

/* Whoever adds a column has to say what it means. */
TEST(the_schema_has_the_columns_of_the_csv_in_their_order)
{
    cJSON *schema = read_schema();
    struct buf names = {0}, csv = {0};
    const cJSON *field;

    cJSON_ArrayForEach(field, cJSON_GetObjectItem(schema, "fields"))
    {
        buf_text(&names, names.len ? "," : "");
        buf_text(&names, text_of(field, "name"));
    }
    buf_text(&names, "\r\n");
    export_csv(NULL, 0, false, &csv);
    CHECK_STR(names.data, csv.data);
    buf_free(&names);
    buf_free(&csv);
    cJSON_Delete(schema);
}

TEST(every_column_has_a_title_a_type_and_a_description)
{
    static const char *const types[] = {"string", "number", "integer"};
    cJSON *schema = read_schema();
    const cJSON *field;

    cJSON_ArrayForEach(field, cJSON_GetObjectItem(schema, "fields"))
    {
        bool known = false;
        for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
            known = known || strcmp(text_of(field, "type"), types[i]) == 0;
        test_case(known && *text_of(field, "title") &&
                      *text_of(field, "description"),
                  text_of(field, "name"), "lacks something");
    }
    cJSON_Delete(schema);
}

TEST(words_of_a_column_are_those_that_the_csv_writes)
{
    cJSON *schema = read_schema();
    cJSON *fields = cJSON_GetObjectItem(schema, "fields");
    const cJSON *op = cJSON_GetArrayItem(fields, 3);
    const cJSON *words =
        cJSON_GetObjectItem(cJSON_GetObjectItem(op, "constraints"), "enum");

    CHECK_STR(text_of(op, "name"), "op");
    CHECK_INT(cJSON_GetArraySize(words), 5);
    CHECK_STR(cJSON_GetStringValue(cJSON_GetArrayItem(words, 0)),
              record_op_name(OP_EQUAL));
    cJSON_Delete(schema);
}
