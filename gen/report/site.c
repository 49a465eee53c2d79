#include "site.h"

#include "../base/path.h"
#include "../base/sort.h"
#include "ledger.h"
#include "progress.h"
#include "site_join.h"
#include "site_made.h"
#include "site_renew.h"

#include <string.h>

/* Pages of the site's own at the root. */
static const struct {
    const char *path, *what;
} kept_pages[] = {
    {"index.html", BOTH("首页", "the home page")},
    {"map.html", BOTH("站点地图", "the site map")},
    {"404.html", BOTH("“没有此页”", "the page for what is missing")},
    {"search.html", BOTH("搜索页", "the search page")}};

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

enum file_magic file_magic(struct str bytes)
{
    static const struct {
        const char *head;
        size_t len;
        enum file_magic magic;
    } known[] = {
        {"\x89PNG\r\n\x1a\n", 8, MAGIC_PNG},
        {"\xff\xd8\xff", 3, MAGIC_JPEG},
        {"GIF87a", 6, MAGIC_GIF},
        {"GIF89a", 6, MAGIC_GIF},
    };

    for (size_t i = 0; i < LEN(known); i++)
        if (bytes.len >= known[i].len &&
            memcmp(bytes.ptr, known[i].head, known[i].len) == 0)
            return known[i].magic;
    if (bytes.len >= 12 && memcmp(bytes.ptr, "RIFF", 4) == 0 &&
        memcmp(bytes.ptr + 8, "WEBP", 4) == 0)
        return MAGIC_WEBP;
    struct str head = {bytes.ptr, bytes.len < 1024 ? bytes.len : 1024};
    if (str_find(head, STR("<svg")) != SIZE_MAX)
        return MAGIC_SVG;
    return str_starts(str_trim(head), "<") ? MAGIC_HTML : MAGIC_OTHER;
}

const struct report *site_newest(const struct site *site)
{
    for (size_t i = 0; i < site->reports; i++)
        if (!strchr(site->report[i]->id, '/'))
            return site->report[i];
    return NULL;
}

/* The path below the content folder. */
static struct str below_content(const struct joiner *joiner, const char *path)
{
    return str_of(path + joiner->config->build.content_dir.len + 1);
}

/* Which of a report's papers this is; NULL where it is none. */
static const struct paper **slot_of(struct folder *folder, struct str base)
{
    if (str_is(base, "report.md"))
        return &folder->report;
    if (str_is(base, "summary.md"))
        return &folder->summary;
    if (str_is(base, "plan.md"))
        return &folder->plan;
    return NULL;
}

struct folder *join_folder(struct joiner *joiner, struct str id)
{
    struct folder *folder = map_get(&joiner->folders, id);

    if (!folder) {
        folder = arena_new(joiner->arena, sizeof(*folder));
        folder->id = arena_copy(joiner->arena, id.ptr, id.len);
        map_set(&joiner->folders, str_of(folder->id), folder);
    }
    return folder;
}

static void sort_papers(struct joiner *joiner)
{
    for (size_t i = 0; i < joiner->content->papers; i++) {
        const struct paper *paper = &joiner->content->paper[i];
        struct str below = below_content(joiner, paper->path);
        if (!paper_is_report(below))
            continue;
        struct folder *folder = join_folder(joiner, path_dir(below));
        *slot_of(folder, path_base(below)) = paper;
    }
}

static void sort_ledgers(struct joiner *joiner)
{
    for (size_t i = 0; i < joiner->content->ledgers; i++) {
        const struct ledger_file *file = &joiner->content->ledger[i];
        struct str id = path_dir(below_content(joiner, file->path));
        struct folder *folder = map_get(&joiner->folders, id);
        if (folder)
            folder->ledger = file->ledger;
        else
            diag_path(joiner->diags, LEDGER_ALONE, file->path, NULL, NULL);
    }
}

/* The report folder that a path lies in, or NULL. */
static const struct folder *folder_above(const struct joiner *joiner,
                                         struct str path)
{
    while (path.len > 0) {
        path = path_dir(path);
        const struct folder *folder = map_get(&joiner->folders, path);
        if (folder)
            return folder;
    }
    return NULL;
}

/* Only chapters and sections of reports have pages to name. */
static void refuse_names(struct joiner *joiner, const struct paper *paper)
{
    struct node *root = paper->doc->root;

    for (struct node *node = root; node; node = doc_next(root, node)) {
        if (node->kind != NODE_HEADING || heading_own_name(node).len == 0)
            continue;
        struct str name = heading_own_name(node);
        diag_add(
            joiner->diags, BAD_NAME, node_place(paper->doc, node),
            arena_copy(joiner->arena, name.ptr, name.len),
            BOTH("只用在报告的 ## 和 ###", "for ## and ### of reports only"));
    }
}

static void add_plain(struct joiner *joiner, const struct paper *paper)
{
    struct str below = below_content(joiner, paper->path);
    struct arena *arena = joiner->arena;
    char *path =
        arena_format(arena, "%.*s.html", (int)below.len - 3, below.ptr);
    const char *fault = path_fault_text(path_judge(str_of(path)));
    struct place place = place_file(paper->source);

    if (folder_above(joiner, below)) {
        diag_add(joiner->diags, STRAY_FILE, place, NULL, NULL);
        return;
    }
    if (fault)
        diag_add(joiner->diags, BAD_NAME, place, path, fault);
    if (!join_wants(joiner, paper)) {
        join_draft(joiner, paper);
        return;
    }
    if (!paper->doc)
        joiner->addresses.incomplete = true;
    if (!paper->doc || !paper->doc->root->first)
        return;
    refuse_names(joiner, paper);
    struct plain_page *plain = &joiner->site->plain[joiner->site->plains++];
    struct node *first = paper->doc->root->first;
    *plain = (struct plain_page){paper, path, paper_front(paper)->title};
    if (plain->title.len == 0 && first->kind == NODE_HEADING &&
        first->level == 1)
        plain->title = str_trim(node_text(arena, first));
    if (plain->title.len == 0 && paper->front_is_good)
        diag_add(joiner->diags, NO_TITLE, place, NULL, NULL);
    map_set(&joiner->addresses.text, str_of(paper->path), path);
    address_take(&joiner->addresses, path, paper->path, place, joiner->diags);
}

static void join_plain(struct joiner *joiner)
{
    const struct content *content = joiner->content;

    joiner->site->plain = arena_array(joiner->arena, content->papers,
                                      sizeof(*joiner->site->plain));
    for (size_t i = 0; i < content->papers; i++)
        if (!paper_is_report(below_content(joiner, content->paper[i].path)))
            add_plain(joiner, &content->paper[i]);
}

static int by_year(const void *left, const void *right)
{
    const struct report *a = *(struct report *const *)left;
    const struct report *b = *(struct report *const *)right;

    if (a->year != b->year)
        return a->year < b->year ? 1 : -1;
    return strcmp(a->id, b->id);
}

static int by_asset(const void *left, const void *right)
{
    const struct asset *a = left, *b = right;

    return strcmp(a->to, b->to);
}

static int by_redirect(const void *left, const void *right)
{
    const struct redirect *a = left, *b = right;

    return strcmp(a->path, b->path);
}

static int by_plain(const void *left, const void *right)
{
    const struct plain_page *a = left, *b = right;

    return strcmp(a->path, b->path);
}

static void add_redirects(struct joiner *joiner, const struct paper *paper,
                          const char *to)
{
    const struct front_list *aliases = &paper_front(paper)->aliases;
    struct site *site = joiner->site;

    for (size_t i = 0; i < aliases->len; i++) {
        struct str alias = aliases->item[i];
        char *path = arena_copy(joiner->arena, alias.ptr, alias.len);
        const char *fault = path_fault_text(path_judge(alias));
        if (!fault && !str_ends(alias, ".html"))
            fault = BOTH("要以 .html 结尾", "it must end in .html");
        if (fault) {
            diag_add(joiner->diags, BAD_ALIAS, aliases->place[i], path, fault);
            continue;
        }
        site->redirect[site->redirects++] =
            (struct redirect){path, to, aliases->place[i]};
        address_take(&joiner->addresses, path, paper->path, aliases->place[i],
                     joiner->diags);
    }
}

/* All texts of the site: those that were read, then those of made reports. */
static const struct paper **all_papers(struct joiner *joiner, size_t *len)
{
    const struct content *content = joiner->content;
    size_t most = content->papers + 2 * content->mades;
    const struct paper **all = arena_array(joiner->arena, most, sizeof(*all));

    *len = 0;
    for (size_t i = 0; i < content->papers; i++)
        all[(*len)++] = joiner->paper[i];
    for (size_t i = 0; i < content->mades; i++)
        for (int p = 0; p < 2 && content->made[i].report->paper[p]; p++)
            all[(*len)++] = content->made[i].report->paper[p];
    return all;
}

static void join_redirects(struct joiner *joiner)
{
    struct site *site = joiner->site;
    size_t most = 0, len;
    const struct paper **paper = all_papers(joiner, &len);

    for (size_t i = 0; i < len; i++)
        most += paper_front(paper[i])->aliases.len;
    site->redirect = arena_array(joiner->arena, most, sizeof(*site->redirect));
    for (size_t i = 0; i < len; i++) {
        const char *to =
            map_get(&joiner->addresses.text, str_of(paper[i]->path));
        if (to)
            add_redirects(joiner, paper[i], to);
    }
    sort_stretches(site->redirect, site->redirects, sizeof(*site->redirect),
                   by_redirect);
}

static void join_links(struct joiner *joiner)
{
    struct site *site = joiner->site;

    join_report_links(joiner);
    for (size_t i = 0; i < site->plains; i++) {
        struct str dir = path_dir(str_of(site->plain[i].path));
        address_links(&joiner->addresses, site->plain[i].paper,
                      arena_copy(joiner->arena, dir.ptr, dir.len), NULL,
                      joiner->diags);
    }
}

static void join_assets(struct joiner *joiner)
{
    const struct map *used = &joiner->addresses.asset;
    struct site *site = joiner->site;

    site->asset = arena_array(joiner->arena, used->len, sizeof(*site->asset));
    for (size_t i = 0; i < used->len; i++)
        site->asset[site->assets++] = *(struct asset *)used->entry[i].value;
    sort_stretches(site->asset, site->assets, sizeof(*site->asset), by_asset);
}

static void take_addresses(struct joiner *joiner)
{
    const struct content *content = joiner->content;

    for (size_t i = 0; i < LEN(kept_pages); i++)
        address_take(&joiner->addresses, kept_pages[i].path, kept_pages[i].what,
                     (struct place){0}, joiner->diags);
    for (size_t i = 0; i < content->files; i++)
        map_set(&joiner->addresses.file, str_of(content->file[i].path),
                &content->file[i]);
}

/* What is to be known of all reports before anything links to them. */
static void order_reports(struct site *site)
{
    sort_stretches(site->report, site->reports, sizeof(*site->report), by_year);
    for (size_t i = 0; i < site->reports; i++) {
        struct report *report = site->report[i];
        report->place = i;
        report->follows =
            progress_before(site->report, site->reports, report) != NULL;
        if (date_compare(report->published, site->newest) > 0)
            site->newest = report->published;
    }
}

static void join_all(struct joiner *joiner)
{
    struct site *site = joiner->site;

    take_addresses(joiner);
    sort_papers(joiner);
    site_made_folders(joiner);
    sort_ledgers(joiner);
    join_reports(joiner);
    order_reports(site);
    join_plain(joiner);
    sort_stretches(site->plain, site->plains, sizeof(*site->plain), by_plain);
    join_redirects(joiner);
    site->addresses = addresses_print(&joiner->addresses);
    join_links(joiner);
    join_assets(joiner);
}

struct site *site_new_lasting(struct arena *arena, const struct config *config,
                              const struct content *content,
                              struct diags *diags)
{
    struct site *site = arena_new(arena, sizeof(*site));
    struct joiner joiner = {.arena = arena,
                            .config = config,
                            .content = content,
                            .site = site,
                            .room = config->build.keep_texts,
                            .diags = diags};

    site->config = config;
    joiner.paper = mem_alloc((content->papers + 1) * sizeof(*joiner.paper));
    for (size_t i = 0; i < content->papers; i++)
        joiner.paper[i] = &content->paper[i];
    joiner.addresses.arena = arena;
    joiner.addresses.root = config->build.content_dir;
    join_all(&joiner);
    map_free(&joiner.folders);
    mem_free(joiner.paper);
    if (site->reports + site->plains > 0) {
        site_rest_new(site, arena, &joiner.addresses);
        return site;
    }
    addresses_free(&joiner.addresses);
    return NULL;
}

struct site *site_new(struct arena *arena, const struct config *config,
                      const struct content *content, struct diags *diags)
{
    struct site *site = site_new_lasting(arena, config, content, diags);

    site_free(site);
    return site;
}
