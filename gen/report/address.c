#include "address.h"

#include "../base/diag.h"
#include "../base/path.h"
#include "ledger.h"

#include <string.h>
#include <strings.h>

#define NEAR_MOST 512 /* names that are compared for "did you mean" */

/* What may be published beside the texts. */
static const char *const image_ending[] = {"png", "jpg",  "jpeg",
                                           "gif", "webp", "svg"};
static const char *const file_ending[] = {
    "pdf", "ofd", "doc", "docx", "xls", "xlsx", "ppt", "pptx",
    "wps", "et",  "dps", "csv",  "txt", "zip",  "mp3", "mp4"};

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* The pages of a report that are no section's. */
static const char *named_page(const struct report *report, size_t index)
{
    const struct {
        const char *name;
        bool is_there;
    } page[] = {{"index.html", true},
                {"all.html", true},
                {"script.txt", true},
                {"progress.html", report->follows},
                {"targets.html", report->promises},
                {"results.html", report->results},
                {"digest.html", report->records > 0}};

    if (index >= LEN(page))
        return NULL;
    return page[index].is_there ? page[index].name : "";
}

/* Whose page of a report this is, as told to people; NULL: it has none such. */
static const char *report_owner(struct arena *arena,
                                const struct report *report, struct str base)
{
    const char *name;

    for (size_t i = 0; (name = named_page(report, i)); i++)
        if (str_is(base, name))
            return report->paper[0]->path;
    if (!str_ends(base, ".html"))
        return NULL;
    base.len -= strlen(".html");
    const struct section *section = report_section(report, base);
    return section ? arena_format(arena, "%s:%u", section->paper->path,
                                  section->line)
                   : NULL;
}

/* Who has an address; NULL: nobody. A county's pages are too many to be listed
 * one by one. */
static const char *owner_of(const struct addresses *addresses, struct str path)
{
    const struct report *report = map_get(&addresses->report, path_dir(path));
    const char *owner =
        report ? report_owner(addresses->arena, report, path_base(path)) : NULL;

    return owner ? owner : map_get(&addresses->page, path);
}

void address_take(struct addresses *addresses, const char *path,
                  const char *owner, struct place place, struct diags *diags)
{
    const char *taken = owner_of(addresses, str_of(path));

    if (taken)
        diag_add(diags, NAME_TWICE, place, path, taken);
    else
        map_add(&addresses->page, str_of(path),
                arena_copy(addresses->arena, owner, strlen(owner)));
}

/* One paper's links, on their way. */
struct linker {
    struct addresses *addresses;
    const struct paper *paper;
    const struct report *report; /* NULL for a plain page */
    const char *from; /* a page of the paper, for relative links */
    struct diags *diags;
};

static bool has_ending(struct str path, const char *const *list, size_t len)
{
    struct str ending = path_ending(path);

    for (size_t i = 0; i < len; i++)
        if (ending.len == strlen(list[i]) &&
            strncasecmp(ending.ptr, list[i], ending.len) == 0)
            return true;
    return false;
}

static bool is_external(struct str url)
{
    for (size_t i = 0; i < url.len; i++) {
        if (url.ptr[i] == ':')
            return i > 0;
        if (strchr("/?#", url.ptr[i]))
            break;
    }
    return str_starts(url, "//");
}

static int hex_of(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    digit = (char)(digit | 0x20);
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* A copy with %XX turned to bytes, as editors write Chinese names. */
static struct str decoded(struct arena *arena, struct str url)
{
    char *out = arena_new(arena, url.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < url.len; i++) {
        int high = -1, low = -1;
        if (url.ptr[i] == '%' && i + 2 < url.len) {
            high = hex_of(url.ptr[i + 1]);
            low = hex_of(url.ptr[i + 2]);
        }
        if (high >= 0 && low >= 0) {
            out[len++] = (char)(high * 16 + low);
            i += 2;
        } else {
            out[len++] = url.ptr[i];
        }
    }
    return (struct str){out, len};
}

/* The names of a report's pages, where `path` lies in its folder. */
static size_t report_names(const struct addresses *addresses, const char *path,
                           const char **list, size_t most)
{
    const struct report *report =
        map_get(&addresses->report, path_dir(str_of(path)));
    const char *name;
    size_t len = 0;

    for (size_t i = 0; report && (name = named_page(report, i)); i++)
        if (*name)
            list[len++] = name;
    for (size_t i = 0; report && i < report->sections && len < most; i++)
        list[len++] =
            arena_format(addresses->arena, "%s.html", report->section[i].name);
    return len;
}

/* Names of `map` that lie in the folder of `path`, for "did you mean". */
static void suggest(struct linker *linker, const struct map *map,
                    const char *path)
{
    const char *list[NEAR_MOST];
    struct str dir = path_dir(str_of(path)), base = path_base(str_of(path));
    size_t len = 0;

    if (map == &linker->addresses->page)
        len = report_names(linker->addresses, path, list, NEAR_MOST);
    for (size_t i = 0; i < map->len && len < NEAR_MOST; i++)
        if (str_equal(path_dir(map->entry[i].key), dir))
            list[len++] = path_base(map->entry[i].key).ptr;
    const char *near = text_nearest(base, list, len);
    if (near)
        diag_detail(linker->diags, BOTH("是不是 %s？", "did you mean %s?"),
                    near, near);
}

static struct place link_place(const struct linker *linker,
                               const struct node *node)
{
    return node_place(linker->paper->doc, node);
}

/* While a text is refused its pages are not known: then nothing is told. */
static const char *link_dead(struct linker *linker, const struct node *node,
                             const struct map *names, const char *path)
{
    if (linker->addresses->incomplete)
        return NULL;
    diag_str(linker->diags, DEAD_LINK, link_place(linker, node), node->url);
    suggest(linker, names, path);
    return NULL;
}

static const char *link_to(struct linker *linker, const char *page,
                           struct str anchor)
{
    struct arena *arena = linker->addresses->arena;
    char *path = path_relative(arena, linker->from, page);

    if (anchor.len == 0)
        return path;
    return arena_format(arena, "%s#%.*s", path, (int)anchor.len, anchor.ptr);
}

/* "#r0302" of a report means that section's page; else a place in `page`. */
static const char *link_section(struct linker *linker,
                                const struct report *report, const char *page,
                                struct str anchor)
{
    struct arena *arena = linker->addresses->arena;
    const struct section *section =
        report && anchor.len ? report_section(report, anchor) : NULL;

    if (!section)
        return link_to(linker, page, anchor);
    char *name = arena_format(arena, "%s.html", section->name);
    return link_to(linker, path_join(arena, report->id, str_of(name)),
                   (struct str){"", 0});
}

static const char *link_text(struct linker *linker, struct node *node,
                             const char *path, struct str anchor)
{
    struct addresses *addresses = linker->addresses;
    const char *page = map_get(&addresses->text, str_of(path));

    if (page) {
        struct str id = path_dir(str_of(page));
        return link_section(linker, map_get(&addresses->report, id), page,
                            anchor);
    }
    if (map_get(&addresses->draft, str_of(path))) {
        diag_str(linker->diags, DRAFT_LINK, link_place(linker, node),
                 node->url);
        return NULL;
    }
    return link_dead(linker, node, &addresses->text, path);
}

static const char *link_page(struct linker *linker, struct node *node,
                             const char *path, struct str anchor)
{
    size_t skip = linker->addresses->root.len;
    const char *page = path + skip + (path[skip] == '/');

    if (owner_of(linker->addresses, str_of(page)))
        return link_to(linker, page, anchor);
    return link_dead(linker, node, &linker->addresses->page, page);
}

/* Where files are put whose own folder cannot be named. */
#define ASSET_FOLDER "data"

/*
 * A name for the site: the file's own where it can be, else one made of the
 * print of its path, which stays when the file's content changes. It is the
 * same whichever text asks for the file first.
 */
static const char *asset_name(struct linker *linker,
                              const struct asset_file *file)
{
    struct arena *arena = linker->addresses->arena;
    struct str path = str_of(file->path + linker->addresses->root.len + 1);

    if (path_judge(path) == PATH_FINE)
        return path.ptr;
    struct str ending = path_ending(path);
    char digits[33];
    print_write(print_of(path), digits);
    char *lower = arena_copy(arena, ending.ptr, ending.len);
    for (char *at = lower; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at | 0x20);
    char *name = arena_format(arena, "f%.10s.%s", digits, lower);
    struct str dir = path_dir(path);
    char *beside =
        path_join(arena, arena_copy(arena, dir.ptr, dir.len), str_of(name));
    if (path_judge(str_of(beside)) == PATH_FINE)
        return beside;
    return path_join(arena, ASSET_FOLDER, str_of(name));
}

static const char *asset_fault(const struct node *node,
                               const struct asset_file *file)
{
    struct str path = str_of(file->path);
    bool image = has_ending(path, image_ending, LEN(image_ending));

    if (file->size == 0)
        return BOTH("文件是空的", "it is empty");
    if (node->kind == NODE_IMAGE && !image)
        return BOTH("不是图片", "not an image");
    if (image && (file->magic == MAGIC_OTHER || file->magic == MAGIC_HTML))
        return BOTH("内容不是图片", "what is in it is no image");
    if (!image && !has_ending(path, file_ending, LEN(file_ending)))
        return BOTH("这种文件不能发布", "files of this kind are not published");
    return NULL;
}

static bool is_folder(const struct map *files, const char *path)
{
    size_t len = strlen(path);

    for (size_t i = 0; i < files->len; i++) {
        struct str file = files->entry[i].key;
        if (str_starts(file, path) && file.len > len && file.ptr[len] == '/')
            return true;
    }
    return false;
}

static const char *missing_reason(const struct addresses *addresses,
                                  const char *path)
{
    if (ledger_is_named(str_of(path)))
        return BOTH("台账不公开，可链接 targets.html",
                    "the ledger is not published; link to targets.html");
    if (is_folder(&addresses->file, path))
        return BOTH("这是文件夹", "it is a folder");
    return BOTH("没有这个文件", "there is no such file");
}

static const char *link_file(struct linker *linker, struct node *node,
                             const char *path)
{
    struct addresses *addresses = linker->addresses;
    struct asset_file *file = map_get(&addresses->file, str_of(path));
    struct asset *asset = map_get(&addresses->asset, str_of(path));

    if (!file) {
        diag_add(linker->diags, NO_ASSET, link_place(linker, node),
                 path + addresses->root.len + 1,
                 missing_reason(addresses, path));
        suggest(linker, &addresses->file, path);
        return NULL;
    }
    const char *fault = asset_fault(node, file);
    if (fault) {
        diag_add(linker->diags, NO_ASSET, link_place(linker, node),
                 path + addresses->root.len + 1, fault);
        return NULL;
    }
    if (!asset) {
        asset = arena_new(addresses->arena, sizeof(*asset));
        *asset = (struct asset){.from = file->path,
                                .to = asset_name(linker, file),
                                .print = file->print,
                                .size = file->size};
        map_set(&addresses->asset, str_of(path), asset);
        address_take(addresses, asset->to, asset->from,
                     link_place(linker, node), linker->diags);
    }
    if (addresses->used)
        map_set(addresses->used, str_of(asset->from), asset);
    return link_to(linker, asset->to, (struct str){"", 0});
}

/* A folder stands for the report in it. */
static const char *link_folder(struct linker *linker, struct node *node,
                               const char *path, struct str anchor)
{
    struct addresses *addresses = linker->addresses;
    size_t skip = addresses->root.len;
    const char *id = path + skip + (path[skip] == '/');
    const struct report *report = map_get(&addresses->report, str_of(id));

    if (!report)
        return link_dead(linker, node, &addresses->report, id);
    char *page = path_join(addresses->arena, id, STR("index.html"));
    return link_section(linker, report, page, anchor);
}

static const char *link_path(struct linker *linker, struct node *node,
                             struct str target, struct str anchor)
{
    struct addresses *addresses = linker->addresses;
    char *path = path_resolve(addresses->arena, linker->paper->path, target);

    if (!path || !str_starts(str_of(path), addresses->root.ptr) ||
        !strchr("/", path[addresses->root.len])) {
        diag_str(linker->diags, OUTSIDE, link_place(linker, node), node->url);
        return NULL;
    }
    struct str whole = str_of(path);
    if (str_ends(whole, ".md"))
        return link_text(linker, node, path, anchor);
    if (str_ends(whole, ".html"))
        return link_page(linker, node, path, anchor);
    if (path_ending(whole).len || node->kind == NODE_IMAGE)
        return link_file(linker, node, path);
    return link_folder(linker, node, path, anchor);
}

static const char *link_inside(struct linker *linker, struct node *node,
                               struct str anchor)
{
    const struct section *section =
        linker->report ? report_section(linker->report, anchor) : NULL;
    const char *of = linker->report ? linker->report->id : linker->paper->path;

    if (section)
        return link_section(linker, linker->report, linker->from, anchor);
    struct arena *arena = linker->addresses->arena;
    diag_add(linker->diags, DEAD_ANCHOR, link_place(linker, node),
             arena_copy(arena, anchor.ptr, anchor.len), of);
    return NULL;
}

static void resolve(struct linker *linker, struct node *node)
{
    struct arena *arena = linker->addresses->arena;
    struct str url = str_trim(node->url), anchor = {"", 0};

    if (url.len == 0 || is_external(url))
        return;
    size_t hash = str_find(url, STR("#"));
    if (hash != SIZE_MAX) {
        anchor = decoded(arena,
                         (struct str){url.ptr + hash + 1, url.len - hash - 1});
        url.len = hash;
    }
    size_t query = str_find(url, STR("?"));
    if (query != SIZE_MAX)
        url.len = query;
    if (url.len == 0)
        node->href = link_inside(linker, node, anchor);
    else
        node->href = link_path(linker, node, decoded(arena, url), anchor);
}

bool address_has_links(const struct paper *paper)
{
    struct node *root = paper->doc->root;

    for (struct node *node = root; node; node = doc_next(root, node))
        if ((node->kind == NODE_LINK || node->kind == NODE_IMAGE) &&
            str_trim(node->url).len > 0 && !is_external(str_trim(node->url)))
            return true;
    return false;
}

void address_links(struct addresses *addresses, const struct paper *paper,
                   const char *folder, const struct report *report,
                   struct diags *diags)
{
    struct linker linker = {.addresses = addresses,
                            .paper = paper,
                            .report = report,
                            .diags = diags};
    struct node *root = paper->doc->root;

    linker.from = path_join(addresses->arena, folder, STR("index.html"));
    for (struct node *node = root; node; node = doc_next(root, node))
        if (node->kind == NODE_LINK || node->kind == NODE_IMAGE)
            resolve(&linker, node);
}

void addresses_free(struct addresses *addresses)
{
    map_free(&addresses->page);
    map_free(&addresses->text);
    map_free(&addresses->draft);
    map_free(&addresses->report);
    map_free(&addresses->file);
    map_free(&addresses->asset);
}
