#include "../../gen/report/privacy.h"

#include "../../gen/base/diag.h"
#include "../../gen/read/csv.h"
#include "../../gen/read/front.h"
#include "../../gen/read/html.h"
#include "../../gen/read/markdown.h"
#include "../../gen/read/packed.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

/* What is found in a text: "id 35*…, phone 138****5678". */
static void found_in(const char *text, struct buf *out)
{
    static const char *const name[] = {"id", "phone", "card"};
    struct privacy_hit hit;
    char masked[24];
    size_t at = 0;

    buf_cut(out, 0);
    while (privacy_next(str_of(text), &at, &hit)) {
        privacy_mask(hit.digits, hit.kind, masked);
        buf_format(out, "%s%s %s", out->len ? ", " : "", name[hit.kind],
                   masked);
    }
}

struct finding {
    const char *text, *found;
};

static void find_all(const struct finding *list, size_t len)
{
    struct buf out = {0};

    for (size_t i = 0; i < len; i++) {
        found_in(list[i].text, &out);
        const char *got = out.len ? out.data : "";
        test_case(strcmp(got, list[i].found) == 0, list[i].text,
                  "found: %s, wanted: %s", got, list[i].found);
    }
    buf_free(&out);
}

#define FIND_ALL(list) find_all(list, sizeof(list) / sizeof(list[0]))

TEST(numbers_of_people_are_found_however_they_are_written)
{
    static const struct finding list[] = {
        {"身份证11010519491231002X。", "id 11*************02X"},
        {"11010519491231002x", "id 11*************02X"},
        {"１１０１０５１９４９１２３１００２Ｘ", "id 11*************02X"},
        {"110105 19491231 002X", "id 11*************02X"},
        {"110105-19491231-002X", "id 11*************02X"},
        {"110105194912\n31002X", "id 11*************02X"},
        {"4405\xC2\xA0"
         "2418 8001 0100 14",
         "id 44*************014"},
        {"身份证号码：370828491231002", "id 37**********002"},
        {"\x1F"
         "110105\x1F"
         "19491231\x1F"
         "002X",
         "id 11*************02X"},
        {"电话13812345678，", "phone 138****5678"},
        {"１３８１２３４５６７８", "phone 138****5678"},
        {"138 1234 5678", "phone 138****5678"},
        {"138-1234-5678", "phone 138****5678"},
        {"+86 13812345678", "phone 138****5678"},
        {"手机:19912345678/13312345678",
         "phone 199****5678, phone 133****5678"},
        {"联系人张三13812345678.", "phone 138****5678"},
        {"Tel13812345678", "phone 138****5678"},
        {"13812345678、15912345678", "phone 138****5678, phone 159****5678"},
        {"银行卡6228480402564890018", "card 62**************018"},
        {"账号：6228 4804 0256 4890 018", "card 62**************018"},
        {"6228 4804 0256 4890 018", "card 62**************018"},
    };

    FIND_ALL(list);
}

/* Han and short numbers are passed over at once. */
TEST(numbers_of_people_are_found_behind_others_and_at_the_end)
{
    static const struct finding list[] = {
        {"第3号电话13812345678", "phone 138****5678"},
        {"共12户34人，机13812345678", "phone 138****5678"},
        {"1381234567号13912345678号", "phone 139****5678"},
        {"3号１３８１２３４５６７８", "phone 138****5678"},
        {"3人138 1234 5678号", "phone 138****5678"},
        {"二13812345678号3", "phone 138****5678"},
        {"12345678912号13812345678", "phone 138****5678"},
        {"1381234号5678", ""},
        {"村1", ""},
        {"1村", ""},
        {"村", ""},
        {"", ""},
    };

    FIND_ALL(list);
}

TEST(numbers_that_only_look_alike_are_let_be)
{
    static const struct finding list[] = {
        {"索引号113708280043358015/2021-01956", ""},
        {"统一社会信用代码11370828004335801X", ""},
        {"统一社会信用代码91370828MA3C13812B", ""},
        {"统一社会信用代码91370828MA13812345678X", ""},
        {"京公网安备11010202008132号", ""},
        {"鲁公网安备 37082802000118号", ""},
        {"网站标识码3708280009", ""},
        {"鲁ICP备05010518号-2", ""},
        {"政务服务热线12345，举报电话12315", ""},
        {"办公电话0537-8791234", ""},
        {"传真（0537）87912345", ""},
        {"400-123-4567", ""},
        {"总投资13812345678元", ""},
        {"总投资13812345678.50元", ""},
        {"产量13,812,345,678吨", ""},
        {"项目代码2019-370828-48-03-012345", ""},
        {"项目代码2020-13812345678-01", ""},
        {"合同编号JN13812345678A", ""},
        {"https://a.cn/t13812345678/13812345678.html", ""},
        {"ISBN 978-7-5080-1381-2", ""},
        {"邮编272200，2020年1月15日 09:00", ""},
        {"2018 2019 2020 13 28 45", ""},
        {"序号6228480402564890018", ""},
        {"银行贷款1234567890123456万元", ""},
        {"110105194912310021", ""}, /* the check digit is wrong */
        {"990105194912310029", ""}, /* no such province */
        {"12812345678", ""},
        {"138123456789", ""},
        {"G105大修15条29.97公里11730万元", ""},
    };

    FIND_ALL(list);
}

/* ---- documents ---- */

static void told_of(const char *markdown, const char *exceptions,
                    struct buf *out)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct markdown_options options = {RAW_KEEP, true, 0};
    struct privacy_rules rules;
    struct front front;
    struct str bad;

    markdown_prepare();
    struct source *source = source_new(&arena, "a.md", str_of(markdown));
    CHECK(front_read(source, &arena, &front, &diags));
    struct doc *doc =
        markdown_read(&arena, source, front.body, &options, &diags);
    CHECK(privacy_rules_read(&arena, str_of(exceptions), &rules, &bad));
    privacy_document(doc, &front, &rules, &diags);
    buf_cut(out, 0);
    for (size_t i = 0; i < diags.len; i++)
        buf_format(out, "%s%u:%u %s%s%s", i ? "\n" : "", diags.item[i].line,
                   diags.item[i].column, diag_rule(diags.item[i].code)->name,
                   diags.item[i].a ? " " : "",
                   diags.item[i].a ? diags.item[i].a : "");
    for (size_t i = 0; i < diags.len; i++)
        CHECK(!diags.item[i].excerpt);
    if (out->len == 0)
        buf_char(out, ' ');
    diags_free(&diags);
    arena_free(&arena);
}

static void tells(const char *markdown, const char *wanted)
{
    struct buf out = {0};

    told_of(markdown, "", &out);
    CHECK_STR(out.data, *wanted ? wanted : " ");
    buf_free(&out);
}

TEST(every_part_of_a_text_is_looked_at_and_no_line_is_shown)
{
    tells("---\ntitle: 甲\nauthor: 张三13812345678\n---\n正文\n",
          "1:1 personal-phone 138****5678");
    tells("# 电话13812345678\n", "1:5 personal-phone 138****5678");
    tells("见**138**12345678。\n", "1:4 personal-phone 138****5678");
    tells("![电话13812345678](a.png)\n", "1:5 personal-phone 138****5678");
    tells("[打](tel:13812345678)\n", "1:1 personal-phone 138****5678");
    tells("- 甲\n- 乙 13812345678\n", "2:5 personal-phone 138****5678");
    tells("正文[^1]\n\n[^1]: 13812345678\n", "3:7 personal-phone 138****5678");
    tells("```\n13812345678\n```\n", "1:1 personal-phone 138****5678");
}

TEST(tables_are_read_over_their_cells_and_by_their_heads)
{
    tells("| 序号 | 区划 | 生日 | 顺序 |\n|-|-|-|-|\n| 1 | 110105 | 19491231 | "
          "002X |\n",
          "3:1 personal-id 11*************02X");
    tells("| 户 | 账号 |\n|-|-|\n| 一 | 6228480402564890018 |\n",
          "3:1 personal-card 62**************018");
    tells("| 年 | 数 |\n|-|-|\n| 一 | 6228480402564890018 |\n", "");
    tells("| 2018 | 2019 | 2020 |\n|-|-|-|\n| 138 | 1234 | 5678 |\n", "");
}

TEST(lists_of_people_are_told_and_duty_lists_are_not)
{
    tells("| 姓名 | 致贫原因 |\n|-|-|\n| 张某 | 因病 |\n",
          "1:1 personal-list 致贫原因");
    tells("| 户主 | 身份证号 |\n|-|-|\n| 张某 | 37**********12 |\n", "");
    tells("| 姓名 | 住址 |\n|-|-|\n|  |  |\n", "");
    tells("| 姓名 | 职务 | 办公电话 |\n|-|-|-|\n| 王强 | 镇长 | 8791234 |\n",
          "");
    tells(
        "| 人员 | 补助金额 |\n|-|-|\n| 张三 | 1 |\n| 李四 | 2 |\n| 王五强 | 3 "
        "|\n",
        "1:1 personal-list 补助金额");
    tells("| 村 | 低保户数 |\n|-|-|\n| 马庙 | 1 |\n| 王丕 | 2 |\n", "");
    tells("贫困户名单：张三、李四、王五。\n", "1:7 personal-names");
    tells("表彰先进个人：张三、李四、王五。\n", "");
    tells("帮扶贫困户：马庙、王丕、高河等村。\n", "");
    tells("帮扶贫困户：马庙、王丕、高河、张楼等村。\n", "");
}

TEST(a_number_with_a_reason_may_be_public)
{
    struct arena arena = {0};
    struct privacy_rules rules;
    struct buf out = {0};
    struct str bad;

    told_of("13812345678、15912345678\n",
            "138-1234-5678（便民热线，已公示）， 15912345678(同意)", &out);
    CHECK_STR(out.data, " ");
    CHECK(!privacy_rules_read(&arena, STR("13812345678"), &rules, &bad));
    CHECK(!privacy_rules_read(&arena, STR("13812345678（）"), &rules, &bad));
    CHECK(!privacy_rules_read(&arena, STR("（理由）"), &rules, &bad));
    CHECK(str_is(bad, "（理由）"));
    buf_free(&out);
    arena_free(&arena);
}

/* ---- pages ---- */

static void page_tells(const char *markup, const char *wanted)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct privacy_rules rules;
    struct buf out = {0};
    struct html html;
    struct str bad;

    html_prepare();
    CHECK(privacy_rules_read(&arena, STR("15900000001（值班电话，已公示）"),
                             &rules, &bad));
    const struct source *source = source_new(&arena, "a.html", str_of(markup));
    if (!test_case(html_read(&arena, source, &html, &diags), markup,
                   "cannot be read"))
        return;
    diags_free(&diags);
    diags = (struct diags){0};
    privacy_page(source, &html, &rules, &diags);
    for (size_t i = 0; i < diags.len; i++)
        buf_format(&out, "%s%u:%u %s%s%s", i ? "\n" : "", diags.item[i].line,
                   diags.item[i].column, diag_rule(diags.item[i].code)->name,
                   diags.item[i].a ? " " : "",
                   diags.item[i].a ? diags.item[i].a : "");
    const char *got = out.len ? out.data : "";
    test_case(strcmp(got, wanted) == 0, markup, "told %s, wanted %s", got,
              wanted);
    buf_free(&out);
    diags_free(&diags);
    arena_free(&arena);
}

TEST(a_page_is_looked_at_in_all_that_it_shows)
{
    page_tells("<p>甲</p>\n<p>电话：<b>138</b><i>1234</i>5678</p>",
               "2:10 personal-phone 138****5678");
    page_tells("<p>身份证号110105<br>19491231<br>002X</p>",
               "1:4 personal-id 11*************02X");
    page_tells("<head><title>甲13812345678</title><meta name=description "
               "content=\"联系13912345678\"></head><body>甲</body>",
               "1:14 personal-phone 138****5678\n"
               "1:34 personal-phone 139****5678");
    page_tells("<img src=a.png alt=\"张三 110105194912310 02X\">"
               "<a href=\"tel:13812345678\" title=13912345678>打</a>",
               "1:1 personal-id 11*************02X\n"
               "1:45 personal-phone 139****5678\n"
               "1:45 personal-phone 138****5678");
    page_tells("<p>甲</p><!-- 户主 13812345678 -->",
               "1:9 personal-phone 138****5678");
    page_tells("<p>甲</p><script type=\"application/ld+json\">"
               "{\"telephone\":\"13812345678\"}</script>",
               "1:44 personal-phone 138****5678");
    page_tells("<div>贫困户名单：张三、李四、王五。</div>",
               "1:6 personal-names");
}

TEST(tables_of_a_page_are_read_as_people_read_them)
{
    page_tells("<table><tr><td colspan=3>甲村2019年低保名单</td></tr>\n"
               "<tr><th>姓名<th>家庭人口<th>卡号</tr>\n"
               "<tr><td>张某<td>3<td>6228480402564890018</tr></table>",
               "3:16 personal-card 62**************018\n"
               "1:1 personal-list 家庭人口");
    page_tells("<table><tr><th rowspan=2>姓名<th colspan=2>基本情况</tr>"
               "<tr><th>住址<th>备注</tr><tr><td>张某<td>甲村<td></tr></table>",
               "1:1 personal-list 住址");
    page_tells("<table><tr><th>姓名<th>住址</tr><tr><td>张**<td>**</tr>"
               "</table>",
               "");
    page_tells("<table><tr><td>序号<td>一<td>二<td>三</tr>"
               "<tr><td>1<td>110105<td>19491231<td>002X</tr></table>",
               "1:42 personal-id 11*************02X");
    page_tells("<table><tr><td><table><tr><th>姓名<th>病种</tr>"
               "<tr><td>张某<td>甲</tr></table><td>电话13812345678"
               "</tr></table>",
               "1:16 personal-list 病种\n1:76 personal-phone 138****5678");
    page_tells("<table><tr><th>值班领导<th>办公电话</tr>"
               "<tr><td>王强<td>0537-8791234</tr></table>",
               "");
}

TEST(what_only_looks_alike_on_a_page_is_let_be)
{
    page_tells("<a>13</a><a>81</a><a>23</a><a>45</a><a>67</a><a>8</a>", "");
    page_tells("<ul><li>138</li><li>1234</li><li>5678</li></ul>", "");
    page_tells("<p>索引号：113708280043358015/2021-01956</p>"
               "<p>鲁公网安备 37082802000118号</p><p>热线12345</p>",
               "");
    page_tells("<p>甲</p><script>var t=13812345678;</script>"
               "<style>p{width:13812345678px}</style>"
               "<a href=\"http://a.cn/13812345678.html\">乙</a>",
               "");
    page_tells("<p>值班15900000001，138****5678</p>", "");
}

TEST(a_text_of_any_kind_is_looked_at_as_it_stands)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct privacy_rules rules = {0};
    const struct source *source = source_new(
        &arena, "a.json", STR("[\n{\"手机\":\"13812345678\"},\n1.5]\n"));

    privacy_text(source, &rules, &diags);
    CHECK_INT(diags.len, 1);
    CHECK_INT(diags.item[0].line, 2);
    CHECK_INT(diags.item[0].column, 8);
    diags_free(&diags);
    arena_free(&arena);
}

/* ---- attachments ---- */

TEST(an_attached_table_is_looked_at_cell_by_cell)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct privacy_rules rules = {0};
    struct source *source = csv_load(
        &arena, "a.csv", STR("村,电话\n甲,13812345678\n乙,8791234\n"), &diags);

    privacy_csv(csv_read(&arena, source, &diags), &rules, &diags);
    CHECK_INT(diags.len, 1);
    CHECK_INT(diags.item[0].code, PERSONAL_PHONE);
    CHECK_INT(diags.item[0].line, 2);
    diags_free(&diags);
    arena_free(&arena);
}

TEST(workbooks_and_documents_are_looked_at)
{
    const struct packed_file sheet[] = {
        {"xl/sharedStrings.xml",
         STR("<sst><si><t>姓名</t></si><si><t>身份证号</t></si><si><t>张三</t>"
             "</si><si><r><t>110105</t></r><r><t>19491231002X</t></r></si>"
             "</sst>")},
        {"xl/worksheets/sheet1.xml",
         STR("<worksheet><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c><c "
             "r=\"B1\" t=\"s\"><v>1</v></c></row><row><c r=\"A2\" t=\"s\">"
             "<v>2</v></c><c r=\"B2\" t=\"s\"><v>3</v></c><c r=\"D2\">"
             "<v>13812345678</v></c></row></sheetData></worksheet>")}};
    const struct packed_file word[] = {
        {"word/document.xml",
         STR("<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>电话138</w:t>"
             "</w:r><w:r><w:t>12345678</w:t></w:r></w:p></w:body>"
             "</w:document>")}};
    struct packed book = {(struct packed_file *)(uintptr_t)sheet, 2, 0};
    struct packed document = {(struct packed_file *)(uintptr_t)word, 1, 0};
    struct privacy_rules rules = {0};
    struct diags diags = {0};

    html_prepare();
    privacy_package(&book, "a.xlsx", &rules, &diags);
    CHECK_INT(diags.len, 3);
    CHECK_INT(diags.item[0].code, PERSONAL_ID);
    CHECK_INT(diags.item[1].code, PERSONAL_PHONE);
    CHECK_INT(diags.item[2].code, PERSONAL_LIST);
    const struct packed_file ods[] = {
        {"content.xml",
         STR("<o:doc xmlns:o=\"o\"><o:table><o:table-row><o:table-cell><o:p>"
             "姓名</o:p></o:table-cell><o:table-cell><o:p>病种</o:p>"
             "</o:table-cell></o:table-row><o:table-row><o:table-cell><o:p>张三"
             "</o:p></o:table-cell><o:table-cell><o:p>甲</o:p></o:table-cell>"
             "</o:table-row></o:table></o:doc>")}};
    const struct packed_file other[] = {{"a.exe", STR("MZ")}};
    struct packed open = {(struct packed_file *)(uintptr_t)ods, 1, 0};
    struct packed closed = {(struct packed_file *)(uintptr_t)other, 1, 0};
    privacy_package(&document, "a.docx", &rules, &diags);
    CHECK_INT(diags.len, 4);
    CHECK_STR(diags.item[3].a, "138****5678");
    privacy_package(&open, "a.ods", &rules, &diags);
    CHECK_INT(diags.len, 5);
    CHECK_INT(diags.item[4].code, PERSONAL_LIST);
    privacy_package(&closed, "a.zip", &rules, &diags);
    CHECK_INT(diags.len, 6);
    CHECK_INT(diags.item[5].code, PERSONAL_CLOSED);
    diags_free(&diags);
}

/* ---- real reports ---- */

TEST(reports_as_they_are_raise_no_false_alarm)
{
    static const char *const path[] = {
        "content/2020/report.md",      "test/annotated/five_year.md",
        "test/annotated/half_year.md", "test/annotated/island.md",
        "test/annotated/lists.md",     "test/annotated/livelihood.md",
        "test/annotated/paragraph.md", "test/annotated/subdistrict.md",
        "test/annotated/village.md"};
    struct buf out = {0};

    for (size_t i = 0; i < sizeof(path) / sizeof(path[0]); i++) {
        size_t len;
        char *text = test_file(path[i], &len);
        if (!test_case(text != NULL, path[i], "is not there"))
            continue;
        told_of(text, "", &out);
        test_case(strcmp(out.data, " ") == 0, path[i], "told %s", out.data);
        free(text);
    }
    buf_free(&out);
}
