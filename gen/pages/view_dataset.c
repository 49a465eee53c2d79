#include "view_dataset.h"

#include "../base/escape.h"
#include "../report/config.h"
#include "sheet.h"
#include "view_report.h"

static void add_field(struct buf *out, const char *name, struct str text)
{
    if (text.len == 0)
        return;
    buf_format(out, ",\n\"%s\": ", name);
    escape_json_string(out, text);
}

static void add_date(struct buf *out, const char *name, struct date date)
{
    if (date.year)
        buf_format(out, ",\n\"%s\": \"%04d-%02d-%02d\"", name, date.year,
                   date.month, date.day);
}

static void add_issuer(struct buf *out, const char *role, struct str name)
{
    if (name.len == 0)
        return;
    buf_format(
        out,
        ",\n\"%s\": {\"@type\": \"GovernmentOrganization\", \"name\": ", role);
    escape_json_string(out, name);
    buf_char(out, '}');
}

static void add_files(struct buf *out)
{
    static const struct {
        const char *type, *name;
    } file[] = {
        /* the last may have been left out of the program */
        {"text/csv", "csv"},
        {"application/json", "json"},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         "xlsx"},
    };

    buf_text(out, ",\n\"distribution\": [");
    size_t len = sizeof(file) / sizeof(file[0]) - !sheet_can();
    for (size_t i = 0; i < len; i++)
        buf_format(out,
                   "%s\n{\"@type\": \"DataDownload\", \"encodingFormat\": "
                   "\"%s\", \"contentUrl\": \"data/targets.%s\"}",
                   i ? "," : "", file[i].type, file[i].name);
    buf_text(out, "\n]");
}

static void begin(struct buf *out, const char *type)
{
    buf_format(out,
               "<script type=\"application/ld+json\">\n{\"@context\": "
               "\"https://schema.org\", \"@type\": \"%s\"",
               type);
}

static void end(struct view *view, struct buf *out)
{
    buf_text(out, "}\n</script>");
    value_set_html(view->arena, view->root, "dataset", view_keep(view, out));
}

void set_document(struct view *view)
{
    const struct config *config = view->site->config;
    const struct report *report = view->page->report;
    const struct front *front = report_front(report);
    struct buf out = {0};

    begin(&out, "Report");
    add_field(&out, "name", report->title);
    add_field(&out, "description", front->description);
    add_field(&out, "reportNumber", front->document_number);
    add_field(&out, "identifier", front->index_number);
    add_field(&out, "inLanguage", config->site.language);
    add_field(&out, "license", config->site.licence);
    add_field(&out, "url",
              view_url(view, report_page(view, report, "index.html")));
    add_date(&out, "dateCreated", front->written);
    add_date(&out, "datePublished", report->published);
    add_issuer(&out, "publisher", report->org);
    end(view, &out);
}

void set_dataset(struct view *view)
{
    const struct config *config = view->site->config;
    const struct report *report = view->page->report;
    struct str year = view_number(view, (size_t)report->year);
    struct buf out = {0};

    if (!config->targets.downloads)
        return;
    begin(&out, "Dataset");
    add_field(&out, "name", view_say(view, "download_name", report->org, year));
    add_field(&out, "description",
              view_say(view, "dataset_text", report->title, year));
    add_field(&out, "inLanguage", config->site.language);
    add_field(&out, "license", config->site.licence);
    add_date(&out, "datePublished", report->published);
    add_issuer(&out, "creator", report->org);
    add_files(&out);
    end(view, &out);
}
