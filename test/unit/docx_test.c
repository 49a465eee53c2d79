#include "../../gen/read/docx.h"

#include "../../gen/base/diag.h"
#include "../../gen/read/html.h"
#include "../../gen/read/manuscript.h"
#include "../../gen/report/draft.h"
#include "../../gen/report/article.h"
#include "../test.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>

struct entry {
    const char *name, *text;
};

/* Packs a ZIP into the arena. */
static struct str pack(struct arena *arena, const struct entry *entry,
                       size_t len)
{
    size_t room = 1 << 20, used = 0;
    char *bytes = arena_new(arena, room);
    struct archive *archive = archive_write_new();

    archive_write_set_format_zip(archive);
    archive_write_open_memory(archive, bytes, room, &used);
    for (size_t i = 0; i < len; i++) {
        struct archive_entry *head = archive_entry_new();
        archive_entry_set_pathname(head, entry[i].name);
        archive_entry_set_size(head, (la_int64_t)strlen(entry[i].text));
        archive_entry_set_filetype(head, 0100000);
        archive_write_header(archive, head);
        archive_write_data(archive, entry[i].text, strlen(entry[i].text));
        archive_entry_free(head);
    }
    archive_write_close(archive);
    archive_write_free(archive);
    return (struct str){bytes, used};
}

#define HEAD                                                                   \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\" "     \
    "xmlns:r=\"r\" xmlns:a=\"a\" xmlns:wp=\"wp\" xmlns:mc=\"mc\"><w:body>"
#define TAIL "</w:body></w:document>"
#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define NUMBERED(level, text)                                                  \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level                              \
    "\"/><w:numId w:val=\"5\"/></w:numPr></w:pPr><w:r><w:t>" text              \
    "</w:t></w:r></w:p>"
#define CELL(properties, text)                                                 \
    "<w:tc><w:tcPr>" properties "</w:tcPr>" P(text) "</w:tc>"

static const char numbering[] =
    "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"1\">"
    "<w:lvl w:ilvl=\"0\"><w:start w:val=\"2\"/><w:numFmt "
    "w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>"
    "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt "
    "w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>"
    "</w:abstractNum><w:num w:numId=\"5\"><w:abstractNumId w:val=\"1\"/>"
    "</w:num>"
/* A list of each form, numbered from 11 on, and a level of each. */
#define FORM(id, form, start)                                                  \
    "<w:abstractNum w:abstractNumId=\"" id "\"><w:lvl w:ilvl=\"0\"><w:start "  \
    "w:val=\"" start "\"/><w:numFmt w:val=\"" form "\"/><w:lvlText "           \
    "w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"" id              \
    "\"><w:abstractNumId w:val=\"" id "\"/></w:num>"
    FORM("11", "decimal", "9") FORM("12", "chineseCounting", "20")
        FORM("13", "decimalEnclosedCircle", "1") FORM("14", "lowerLetter", "3")
            FORM("15", "upperLetter", "2") FORM("16", "bullet", "1")
                FORM("17", "none", "1") FORM("18", "ideographTraditional", "1")
                    FORM("19", "ideographZodiac", "12")
                        FORM("20", "chineseCounting", "120")
    /* One of which nothing is known. */
    "<w:num w:numId=\"21\"><w:abstractNumId w:val=\"99\"/></w:num>"
    "</w:numbering>";

static const char styles[] =
    "<w:styles xmlns:w=\"w\">"
    "<w:style w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>"
    "<w:style w:styleId=\"t\"><w:name w:val=\"Title\"/></w:style>"
    "<w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>"
    "<w:style w:styleId=\"2\"><w:name w:val=\"heading 2\"/></w:style>"
    "<w:style w:styleId=\"l\"><w:name w:val=\"List Number\"/><w:pPr><w:numPr>"
    "<w:numId w:val=\"11\"/></w:numPr></w:pPr></w:style></w:styles>";

/* The document's blocks as Markdown, without the head. */
static const char *read_docx(struct arena *arena, const char *document,
                             struct manuscript *manuscript, struct diags *diags)
{
    struct entry entry[] = {
        {"word/document.xml", document},
        {"word/numbering.xml", numbering},
        {"word/styles.xml", styles},
        {"word/_rels/document.xml.rels",
         "<Relationships><Relationship Id=\"rId7\" Target=\"media/a.png\"/>"
         "</Relationships>"},
        {"word/media/a.png", "picture"},
        {"word/vbaProject.bin", "macro"}};
    struct article article = {.kind = "report"};
    struct packed packed;
    struct buf out = {0};

    html_prepare();
    manuscript->arena = arena;
    CHECK(packed_read(arena, pack(arena, entry, 6), &packed));
    CHECK_INT(packed.len, 5);
    if (!docx_read(manuscript, &packed, "a.docx", 0, diags))
        return "refused";
    draft_write(&out, manuscript, &article);
    const char *text = arena_copy(arena, out.data, out.len);
    buf_free(&out);
    return strstr(text + 4, "---\n\n") + 5;
}

static void reads_as(const char *document, const char *wanted)
{
    struct arena arena = {0};
    struct manuscript manuscript = {0};
    struct diags diags = {0};

    CHECK_STR(read_docx(&arena, document, &manuscript, &diags), wanted);
    diags_free(&diags);
    manuscript_free(&manuscript);
    arena_free(&arena);
}

TEST(paragraphs_and_the_numbers_that_word_makes_are_text)
{
    reads_as(HEAD P("前言") NUMBERED("0", "工作") NUMBERED("1", "项目")
                 NUMBERED("1", "民生") NUMBERED("0", "计划")
                     NUMBERED("1", "目标") TAIL,
             "前言\n\n二、工作\n\n（一）项目\n\n（二）民生\n\n三、计划\n\n"
             "（一）目标\n");
}

#define IN_LIST(id, text)                                                      \
    "<w:p><w:pPr><w:numPr><w:numId w:val=\"" id                                \
    "\"/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(id, text)                                                       \
    "<w:p><w:pPr><w:pStyle w:val=\"" id "\"/></w:pPr><w:r><w:t>" text          \
    "</w:t></w:r></w:p>"

TEST(each_form_of_a_number_is_written_as_word_shows_it)
{
    reads_as(HEAD IN_LIST("11", "阿拉伯") IN_LIST("11", "数字") TAIL,
             "9\\.阿拉伯\n\n10\\.数字\n");
    reads_as(HEAD IN_LIST("12", "汉字") IN_LIST("12", "数字") TAIL,
             "二十.汉字\n\n二十一.数字\n");
    reads_as(HEAD IN_LIST("13", "圈") IN_LIST("13", "圈") TAIL,
             "①.圈\n\n②.圈\n");
    reads_as(HEAD IN_LIST("14", "小写") TAIL, "c.小写\n");
    reads_as(HEAD IN_LIST("15", "大写") TAIL, "B.大写\n");
    reads_as(HEAD IN_LIST("16", "点") IN_LIST("16", "点") TAIL, "- 点\n- 点\n");
    reads_as(HEAD IN_LIST("17", "没有") TAIL, "没有\n");
    reads_as(HEAD IN_LIST("18", "干") IN_LIST("18", "干") TAIL,
             "甲.干\n\n乙.干\n");
    reads_as(HEAD IN_LIST("19", "支") IN_LIST("19", "支") TAIL,
             "亥.支\n\n子.支\n");
    reads_as(HEAD IN_LIST("20", "很多") TAIL, "120\\.很多\n");
    reads_as(HEAD IN_LIST("21", "无") IN_LIST("404", "无") TAIL, "无\n\n无\n");
}

TEST(styles_name_headings_and_number_paragraphs)
{
    reads_as(HEAD STYLED("1", "修路") STYLED("2", "村道") STYLED("a", "正文")
                 STYLED("l", "第一") STYLED("l", "第二")
                     STYLED("x", "没有这种样式") TAIL,
             "# 修路\n\n## 村道\n\n正文\n\n9\\.第一\n\n10\\.第二\n\n"
             "没有这种样式\n");
}

TEST(line_ends_and_tabs_part_what_stands_beside_them)
{
    reads_as(HEAD "<w:p><w:r><w:t>GDP</w:t><w:tab/><w:t>7%</w:t><w:br/>"
                  "<w:t>丙</w:t></w:r></w:p>" TAIL,
             "GDP 7%\n\n丙\n");
}

TEST(a_table_keeps_its_cells_in_place)
{
    reads_as(HEAD "<w:tbl><w:tr>" CELL("<w:vMerge w:val=\"restart\"/>", "指标")
                 CELL("<w:gridSpan w:val=\"2\"/>",
                      "2020") "</w:tr><w:tr>" CELL("<w:vMerge/>", "")
                     CELL("", "7") CELL("", "%") "</w:tr></w:tbl>" TAIL,
             "| 指标 | 2020 |  |\n| --- | --- | --- |\n|  | 7 | % |\n");
}

TEST(pictures_have_their_name_in_the_package)
{
    reads_as(HEAD "<w:p><w:r><w:drawing><wp:inline><wp:docPr descr=\"新路\"/>"
                  "<a:blip r:embed=\"rId7\"/></wp:inline></w:drawing></w:r>"
                  "<w:r><mc:AlternateContent><mc:Choice><w:t>甲</w:t>"
                  "</mc:Choice><mc:Fallback><w:t>甲</w:t></mc:Fallback>"
                  "</mc:AlternateContent></w:r></w:p>" TAIL,
             "甲\n\n![新路](word/media/a.png)\n");
}

TEST(deleted_and_hidden_text_is_a_loss)
{
    struct arena arena = {0};
    struct manuscript manuscript = {0};
    struct diags diags = {0};
    static const char document[] =
        HEAD "<w:p><w:r><w:t>增长</w:t></w:r><w:del><w:r><w:delText>9%"
             "</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>密"
             "</w:t></w:r><w:r><w:t>7%</w:t></w:r><w:r><w:instrText>PAGE 3"
             "</w:instrText></w:r></w:p>" TAIL;

    CHECK_STR(read_docx(&arena, document, &manuscript, &diags), "增长7%\n");
    CHECK_INT(manuscript.notes, 1);
    CHECK(str_is(manuscript.note[0].text, "9%密"));
    diags_free(&diags);
    manuscript_free(&manuscript);
    arena_free(&arena);
}

TEST(a_document_is_stripped_by_simpler_means)
{
    struct arena arena = {0};
    struct packed packed;
    struct entry entry[] = {
        {"word/document.xml",
         HEAD P("1") "<w:p><w:r><w:t xml:space=\"preserve\">2 </w:t></w:r>"
                     "<mc:Fallback><w:t>3</w:t></mc:Fallback></w:p>" TAIL}};

    CHECK(packed_read(&arena, pack(&arena, entry, 1), &packed));
    struct str text = docx_strip(&arena, &packed);
    CHECK(str_is(text, "1 2  "));
    arena_free(&arena);
}

TEST(what_is_no_document_is_refused)
{
    struct arena arena = {0};
    struct manuscript manuscript = {0};
    struct diags diags = {0};
    struct packed packed;
    struct entry entry[] = {{"a.xml", "x"}};

    CHECK(packed_read(&arena, pack(&arena, entry, 1), &packed));
    CHECK(!docx_read(&manuscript, &packed, "a.zip", 0, &diags));
    CHECK_INT(diags.item[0].code, IMPORT_KIND);
    CHECK(!packed_read(&arena, STR("PK\003\004 and no more"), &packed));
    CHECK_STR(read_docx(&arena, HEAD "<w:p>", &manuscript, &diags), "refused");
    diags_free(&diags);
    manuscript_free(&manuscript);
    arena_free(&arena);
}
