#include "../../gen/report/heading.h"
#include "../test.h"

static const struct {
    const char *heading;
    unsigned value;
    const char *number, *rest;
} headings[] = {
    {"一、2019年工作总结", 1, "一、", "2019年工作总结"},
    {"（六）改善面貌", 6, "（六）", "改善面貌"},
    {"(六)改善面貌", 6, "(六)", "改善面貌"},
    {"（六)改善面貌", 6, "（六)", "改善面貌"},
    {"（十二）安全", 12, "（十二）", "安全"},
    {"二十、其他", 20, "二十、", "其他"},
    {"二十一、其他", 21, "二十一、", "其他"},
    {"一百零三、其他", 103, "一百零三、", "其他"},
    {"（一）、党建", 1, "（一）、", "党建"},
    {"1. 工业", 1, "1.", "工业"},
    {"1、工业", 1, "1、", "工业"},
    {"２．农业", 2, "２．", "农业"},
    {"（3）农业", 3, "（3）", "农业"},
    {"①农业", 1, "①", "农业"},
    {"第三部分 计划", 3, "第三部分", "计划"},
    {"第四章　保障", 4, "第四章", "保障"},
    {"第2节：道路", 2, "第2节：", "道路"},
    {"2020年工作计划", 0, "", "2020年工作计划"},
    {"2.5亿元项目", 0, "", "2.5亿元项目"},
    {"十大工程", 0, "", "十大工程"},
    {"一年来的工作", 0, "", "一年来的工作"},
    {"（略）", 0, "", "（略）"},
    {"第一书记工作", 0, "", "第一书记工作"},
    {"一是抓项目", 0, "", "一是抓项目"},
    {"", 0, "", ""},
};

TEST(a_heading_bears_the_number_it_is_written_with)
{
    for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
        struct str number, rest;
        unsigned value =
            heading_number(str_of(headings[i].heading), &number, &rest);
        test_case(value == headings[i].value &&
                      str_is(number, headings[i].number) &&
                      str_is(rest, headings[i].rest),
                  headings[i].heading, "%u [%.*s] [%.*s]", value,
                  (int)number.len, number.ptr, (int)rest.len, rest.ptr);
    }
}

TEST(a_heading_can_name_itself)
{
    struct str heading = STR("（二）修路 {#roads}");

    CHECK(str_is(heading_name(&heading), "roads"));
    CHECK(str_is(heading, "（二）修路"));
    heading = STR("集合 {1,2}");
    CHECK_INT(heading_name(&heading).len, 0);
    CHECK(str_is(heading, "集合 {1,2}"));
}
