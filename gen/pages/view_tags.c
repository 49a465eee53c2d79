#include "view_tags.h"

#include "../base/path.h"
#include "../read/doc.h"
#include "../report/config.h"

static struct str first_of(struct str a, struct str b)
{
    return a.len ? a : b;
}

static struct str column_name(const struct view *view)
{
    const struct config *config = view->site->config;

    return first_of(config->gov.column_name, config->site.title);
}

struct str tags_title(const struct view *view, const struct frame *frame)
{
    const struct str part[] = {frame->title, column_name(view),
                               view->site->config->gov.site_name};
    struct str newest = {"", 0};
    struct buf out = {0};

    for (size_t i = 0; i < sizeof(part) / sizeof(part[0]); i++) {
        if (part[i].len == 0 || str_equal(part[i], newest))
            continue;
        if (out.len)
            buf_char(&out, '_');
        buf_str(&out, part[i]);
        newest = part[i];
    }
    return view_keep(view, &out);
}

static void add_tag(const struct view *view, struct value *tags,
                    const char *name, struct str content)
{
    content = str_trim(content);
    if (content.len == 0)
        return;
    struct value *tag = value_map(view->arena);
    view_text(view, tag, "name", str_of(name));
    view_text(view, tag, "content", content);
    value_push(view->arena, tags, tag);
}

static void add_site_tags(const struct view *view, struct value *tags)
{
    const struct config *config = view->site->config;

    add_tag(view, tags, "SiteName", config->gov.site_name);
    add_tag(view, tags, "SiteDomain", config->gov.site_domain);
    add_tag(view, tags, "SiteIDCode", config->gov.site_id_code);
}

static void add_column_tags(const struct view *view, struct value *tags)
{
    const struct config *config = view->site->config;
    struct str name = column_name(view);

    add_tag(view, tags, "ColumnName", name);
    add_tag(view, tags, "ColumnDescription", config->gov.column_description);
    add_tag(view, tags, "ColumnKeywords", config->gov.column_keywords);
    add_tag(view, tags, "ColumnType", first_of(config->gov.column_type, name));
}

static struct str keywords(const struct view *view, const struct front *front)
{
    struct buf out = {0};

    for (size_t i = 0; i < front->keywords.len; i++) {
        if (i)
            buf_char(&out, ',');
        buf_str(&out, front->keywords.item[i]);
    }
    return view_keep(view, &out);
}

static struct str published(const struct view *view, const struct frame *frame)
{
    struct buf out = {0};

    if (frame->report)
        date_write(&out, frame->report->published);
    else if (frame->front)
        date_write(&out, frame->front->published);
    return view_keep(view, &out);
}

/* Who issued it: what the text says goes before what the site says. */
static struct str source(const struct view *view, const struct frame *frame)
{
    const struct config *config = view->site->config;
    const struct front *front = frame->front;
    struct str none = {"", 0};
    struct str said = front ? front->source : none;

    said = first_of(said, config->gov.content_source);
    said = first_of(said, front ? front->org : none);
    said = first_of(said, frame->report ? frame->report->org : none);
    return first_of(said, config->site.organisation);
}

/* The first image below the blocks from `first` up to before `end`. */
static const struct node *first_image(const struct node *first,
                                      const struct node *end)
{
    for (const struct node *top = first; top && top != end; top = top->next)
        for (const struct node *at = top; at; at = doc_next(top, at))
            if (at->kind == NODE_IMAGE && at->href)
                return at;
    return NULL;
}

/* The first image that the page shows. */
static const struct node *page_image(const struct page *page)
{
    const struct node *image = NULL;

    if (page->kind == PAGE_SECTION)
        return first_image(page->section->first, page->section->end);
    if (page->kind == PAGE_PLAIN)
        return first_image(page->plain->paper->doc->root, NULL);
    for (size_t i = 0;
         page->kind == PAGE_ALL && i < page->report->sections && !image; i++)
        image = first_image(page->report->section[i].first,
                            page->report->section[i].end);
    return image;
}

/* Its full address, or the link as the page has it. */
static struct str image_address(const struct view *view)
{
    const struct node *image = page_image(view->page);
    const char *path =
        image ? path_resolve(view->arena, view->page->path, str_of(image->href))
              : NULL;
    struct str url = path ? view_url(view, path) : STR("");

    return url.len || !image ? url : str_of(image->href);
}

static void add_content_tags(const struct view *view, const struct frame *frame,
                             struct value *tags)
{
    const struct front *front = frame->front;

    add_tag(view, tags, "ArticleTitle", frame->title);
    add_tag(view, tags, "PubDate", published(view, frame));
    add_tag(view, tags, "ContentSource", source(view, frame));
    if (front) {
        add_tag(view, tags, "Keywords", keywords(view, front));
        add_tag(view, tags, "Author", front->author);
        add_tag(view, tags, "Description", front->description);
    }
    add_tag(view, tags, "Image", image_address(view));
    add_tag(view, tags, "Url", view_url(view, view->page->path));
}

struct value *tags_value(const struct view *view, const struct frame *frame)
{
    struct value *tags = value_list(view->arena);

    add_site_tags(view, tags);
    if (frame->tags != TAGS_SITE)
        add_column_tags(view, tags);
    if (frame->tags == TAGS_CONTENT)
        add_content_tags(view, frame, tags);
    return tags;
}
