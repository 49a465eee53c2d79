#include "view_dataset.h"

#include "../base/escape.h"
#include "../report/config.h"
#include "sheet.h"

static void add_field(struct buf *out, const char *name, struct str text)
{
    if (text.len == 0)
        return;
    buf_format(out, ",\n\"%s\": ", name);
    escape_json_string(out, text);
}

static void add_date(struct buf *out, struct date date)
{
    if (date.year)
        buf_format(out, ",\n\"datePublished\": \"%04d-%02d-%02d\"", date.year,
                   date.month, date.day);
}

static void add_issuer(struct buf *out, struct str name)
{
    if (name.len == 0)
        return;
    buf_text(
        out,
        ",\n\"creator\": {\"@type\": \"GovernmentOrganization\", \"name\": ");
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

void set_dataset(struct view *view)
{
    const struct config *config = view->site->config;
    const struct report *report = view->page->report;
    struct str year = view_number(view, (size_t)report->year);
    struct buf out = {0};

    if (!config->targets.downloads)
        return;
    buf_text(&out, "<script type=\"application/ld+json\">\n{\"@context\": "
                   "\"https://schema.org\", \"@type\": \"Dataset\"");
    add_field(&out, "name", view_say(view, "download_name", report->org, year));
    add_field(&out, "description",
              view_say(view, "dataset_text", report->title, year));
    add_field(&out, "inLanguage", config->site.language);
    add_field(&out, "license", config->site.licence);
    add_date(&out, report->published);
    add_issuer(&out, report->org);
    add_files(&out);
    buf_text(&out, "}\n</script>");
    value_set_html(view->arena, view->root, "dataset", view_keep(view, &out));
}
