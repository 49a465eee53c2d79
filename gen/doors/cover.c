#include "cover.h"

#include "../base/escape.h"
#include "../base/path.h"
#include "../report/config.h"
#include "edition.h"
#include "sums.h"

static bool is_in(const struct cover *cover,
                  const struct edition_report *report)
{
    return cover->year == 0 || report->year == cover->year;
}

/* The head of a page, which may fetch nothing but the site's own style. */
static void add_head(const struct cover *cover, const char *path,
                     const char *title, struct buf *out)
{
    struct arena arena = {0};
    const char *style = "css/site.css";

    buf_text(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n"
                  "<meta charset=\"utf-8\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\""
                  "default-src 'none'; style-src 'self'; img-src 'self'; "
                  "base-uri 'none'; form-action 'none'\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, "
                  "initial-scale=1\">\n<title>");
    escape_html(out, str_of(title));
    buf_text(out, "</title>\n");
    if (edition_find(cover->edition, style)) {
        buf_text(out, "<link rel=\"stylesheet\" href=\"");
        escape_url(out, str_of(path_relative(&arena, path, style)));
        buf_text(out, "\">\n");
    }
    buf_text(out, "</head>\n<body>\n<main class=\"wrap\">\n<h1>");
    escape_html(out, str_of(title));
    buf_text(out, "</h1>\n");
    arena_free(&arena);
}

static void add_foot(struct buf *out)
{
    buf_text(out, "</main>\n</body>\n</html>\n");
}

static void add_link(struct buf *out, const char *to, const char *text)
{
    buf_text(out, "<a href=\"");
    escape_url(out, str_of(to));
    buf_text(out, "\">");
    escape_html(out, str_of(text));
    buf_text(out, "</a>");
}

/* A page of the report, where it has one. */
static void add_page(const struct cover *cover,
                     const struct edition_report *report, const char *name,
                     const char *text, struct buf *out)
{
    struct arena arena = {0};
    const char *path = path_join(&arena, report->id, str_of(name));

    if (edition_find(cover->edition, path)) {
        buf_text(out, "<li>");
        add_link(out, path, text);
        buf_text(out, "</li>\n");
    }
    arena_free(&arena);
}

/* What is read, then what is taken along. The classes are those of the default
 * theme; without them the page is as readable. */
static void add_report(const struct cover *cover,
                       const struct edition_report *report, struct buf *out)
{
    static const char *const pages[][2] = {
        {"index.html", "读报告"},
        {"digest.html", "一图读懂"},
        {"targets.html", "目标表"},
        {"results.html", "完成情况"},
        {"progress.html", "承诺兑现"},
        {"all.html", "全文与打印"},
        {NULL, NULL},
        {"script.txt", "广播稿"},
        {"data/targets.csv", "目标数据（CSV，表格软件能打开）"},
        {"data/targets.xlsx", "目标数据（表格）"},
        {"data/targets.json", "目标数据（JSON）"},
    };

    buf_text(out, "<section>\n<h2>");
    escape_html(out, str_of(report->title));
    buf_text(out, "</h2>\n<ul class=\"acts\">\n");
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
        if (pages[i][0])
            add_page(cover, report, pages[i][0], pages[i][1], out);
        else
            buf_text(out, "</ul>\n<ul class=\"acts\">\n");
    buf_text(out, "</ul>\n</section>\n");
}

static void add_contact(const struct cover *cover, struct buf *out)
{
    const struct config *config = cover->config;

    if (config->site.organisation.len) {
        buf_text(out, "主办单位：");
        buf_str(out, config->site.organisation);
        buf_text(out, "\n");
    }
    buf_text(out, "联系方式：");
    if (config->site.contact.len)
        buf_str(out, config->site.contact);
    else
        buf_text(out, "没有写明，请问把它交给您的人");
    buf_text(out, "\n");
}

static void add_lines(struct buf *out, struct str text)
{
    for (size_t at = 0; at < text.len; at++) {
        size_t end = at;
        while (end < text.len && text.ptr[end] != '\n')
            end++;
        buf_text(out, "<p>");
        escape_html(out, (struct str){text.ptr + at, end - at});
        buf_text(out, "</p>\n");
        at = end;
    }
}

void cover_start(const struct cover *cover, struct buf *out)
{
    const struct edition *edition = cover->edition;
    struct buf contact = {0};

    add_head(cover, "start.html", edition->title, out);
    buf_text(out, "<p class=\"intro\">这里是网站的一份完整副本，不用联网，"
                  "点下面的链接就能看。</p>\n<ul class=\"acts\">\n<li>"
                  "<a class=\"button first\" href=\"index.html\">"
                  "打开网站首页</a></li>\n</ul>\n");
    for (size_t i = 0; i < edition->reports; i++)
        if (is_in(cover, &edition->report[i]))
            add_report(cover, &edition->report[i], out);
    buf_text(out, "<section>\n<h2>说明</h2>\n<p>");
    add_link(out, "readme.txt", "怎样打开、怎样核对、找谁问");
    buf_text(out, "</p>\n");
    add_contact(cover, &contact);
    add_lines(out, buf_view(&contact));
    buf_text(out, "</section>\n");
    add_foot(out);
    buf_free(&contact);
}

static void add_reports(const struct cover *cover, struct buf *out)
{
    const struct edition *edition = cover->edition;

    for (size_t i = 0; i < edition->reports; i++) {
        const struct edition_report *report = &edition->report[i];
        if (!is_in(cover, report))
            continue;
        buf_format(out, "  %s/  %s", report->id, report->title);
        if (report->published.year) {
            buf_text(out, "（发布于");
            date_write_chinese(out, report->published);
            buf_text(out, "）");
        }
        buf_char(out, '\n');
    }
}

static void add_other_years(const struct cover *cover, struct buf *out)
{
    const struct edition *edition = cover->edition;
    int last = cover->year;

    for (size_t i = 0; i < edition->reports; i++) {
        int year = edition->report[i].year;
        if (cover->year == 0 || year == cover->year || year == last)
            continue;
        buf_text(out, last == cover->year ? "\n别的年份在另外的盘上：" : "、");
        buf_format(out, "%d年", year);
        last = year;
    }
    if (last != cover->year)
        buf_text(out, "。\n");
}

static void add_checking(const struct cover *cover, struct buf *out)
{
    buf_text(
        out,
        "\n怎样核对\n--------\n"
        "  " SUMS_NAME " 里有每个文件的 SHA-256 值，和拿到的文件逐个比对，"
        "\n  就知道这份副本全不全、有没有被改过。下面三种办法，用哪一种都行：\n"
        "  1. 装有 gongkai 的电脑：gongkai verify 这个文件夹\n"
        "  2. Linux（统信 UOS、麒麟等）：进入这个文件夹，运行\n"
        "       sha256sum -c " SUMS_NAME "\n"
        "  3. Windows：certutil -hashfile index.html SHA256\n"
        "     把算出的值和清单里的比较，一次一个文件。\n");
    if (!cover->public_key.len)
        return;
    buf_text(out, "\n  这份副本有签名（" SUMS_SIGNATURE "）。公钥是：\n    ");
    buf_str(out, cover->public_key);
    buf_text(out, "\n  请先向主办单位问明公钥是不是这一个，再运行：\n"
                  "    minisign -Vm " SUMS_NAME " -P ");
    buf_str(out, cover->public_key);
    buf_char(out, '\n');
}

static void add_content(const struct cover *cover, struct buf *out)
{
    buf_text(out, "\n里面有什么\n----------\n"
                  "  start.html  从这里开始\n"
                  "  index.html  网站的首页\n");
    add_reports(cover, out);
    buf_text(out, "  每份报告的 data 文件夹里是目标数据（CSV、JSON、表格），\n"
                  "  schema.json 说明每一列是什么。\n");
    if (cover->source)
        buf_text(out, "  source/  网页的原稿（Markdown，用记事本就能看）\n");
    buf_text(out, "  manifest.txt  网站自己的文件清单\n");
    add_other_years(cover, out);
}

/* The notepad of old Windows needs the mark in front and both line ends. */
static void add_for_notepad(struct buf *out, struct str text)
{
    buf_text(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n')
            buf_char(out, '\r');
        buf_char(out, text.ptr[i]);
    }
}

void cover_readme(const struct cover *cover, struct buf *out)
{
    struct buf text = {0};

    buf_text(&text, cover->edition->title);
    buf_text(&text, "\n\n怎样打开\n--------\n"
                    "  双击 start.html。不用联网，不用装任何软件，"
                    "有浏览器就行。\n"
                    "  看得慢时，可以把整个文件夹拷到电脑上再打开。\n");
    if (cover->config->archive.readme.len) {
        buf_text(&text, "\n  ");
        buf_str(&text, cover->config->archive.readme);
        buf_char(&text, '\n');
    }
    add_content(cover, &text);
    add_checking(cover, &text);
    buf_text(&text, "\n找谁问\n------\n");
    add_contact(cover, &text);
    add_for_notepad(out, buf_view(&text));
    buf_free(&text);
}

void cover_stub(const struct cover *cover, const char *path, int year,
                const char *const *anchor, size_t anchors, struct buf *out)
{
    struct arena arena = {0};

    add_head(cover, path, arena_format(&arena, "这一页在%d年的盘上", year),
             out);
    for (size_t i = 0; i < anchors; i++) {
        buf_text(out, "<span id=\"");
        escape_html(out, str_of(anchor[i]));
        buf_text(out, "\"></span>\n");
    }
    buf_text(out, "<p>这张盘只有一年的报告。请换上那一年的盘，或者");
    add_link(out, path_relative(&arena, path, "start.html"),
             "回到这张盘的开头");
    buf_text(out, "。</p>\n");
    add_foot(out);
    arena_free(&arena);
}
