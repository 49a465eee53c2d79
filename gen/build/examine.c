#include "examine.h"

#include "../base/disk.h"
#include "../base/map.h"
#include "../base/path.h"
#include "../read/csv.h"
#include "../read/decode.h"
#include "../read/html.h"
#include "../read/image.h"
#include "../read/packed.h"
#include "../read/qr.h"
#include "../report/privacy.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define FILE_MOST ((size_t)256 << 20)
#define SHOWN_MOST 200 /* bytes of what a code says */

/* What was found in a file with that print. */
struct finding {
    struct print print;
    struct diags diags;
};

struct examine {
    struct disk *disk;
    const struct config *config;
    struct map findings; /* by path */
    struct arena arena;
};

struct examine *examine_new(struct disk *disk, const struct config *config)
{
    struct examine *examine = mem_zero(1, sizeof(*examine));

    examine->disk = disk;
    examine->config = config;
    return examine;
}

void examine_free(struct examine *examine)
{
    if (!examine)
        return;
    for (size_t i = 0; i < examine->findings.len; i++)
        diags_free(
            &((struct finding *)examine->findings.entry[i].value)->diags);
    map_free(&examine->findings);
    arena_free(&examine->arena);
    mem_free(examine);
}

static void tell_code(const char *path, struct str text, struct diags *diags)
{
    const char *who = qr_payment(text);
    struct arena scratch = {0};
    size_t len = text.len < SHOWN_MOST ? text.len : SHOWN_MOST;

    while (len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    char *shown = arena_copy(&scratch, text.ptr, len);
    if (who)
        diag_path(diags, PAYMENT_CODE, path, who, shown);
    else
        diag_path(diags, QR_CODE, path, shown, NULL);
    arena_free(&scratch);
}

static void look_into_image(const struct config *config, const char *path,
                            struct str bytes, struct diags *diags)
{
    struct arena scratch = {0};
    struct qr_codes codes;
    struct image image;
    char size[64];

    if (!image_read(bytes, &image)) {
        diag_path(diags, IMAGE_BROKEN, path,
                  arena_format(&scratch, BOTH("%s", "%s"), image.fault[0],
                               image.fault[1]),
                  NULL);
        arena_free(&scratch);
        return;
    }
    if ((uint64_t)image.width * image.height > config->images.max_pixels) {
        snprintf(size, sizeof(size), "%u × %u", image.width, image.height);
        diag_path(diags, IMAGE_LARGE, path, size, NULL);
        return;
    }
    qr_find(&scratch, bytes, &codes);
    if (codes.error)
        diag_path(diags, SYSTEM_READ, path, path, diag_reason(codes.error));
    else if (codes.unread)
        diag_path(diags, IMAGE_BROKEN, path,
                  BOTH("不能显示", "it cannot be shown"), NULL);
    for (size_t i = 0; i < codes.len; i++)
        tell_code(path, codes.text[i], diags);
    arena_free(&scratch);
}

/* What is no table, as the plain text that it is. */
static void look_into_csv(const char *path, struct str bytes,
                          const struct privacy_rules *rules,
                          struct diags *diags)
{
    struct arena scratch = {0};
    struct diags silent = {0};
    struct source *source = csv_load(&scratch, path, bytes, &silent);
    struct csv *csv = source ? csv_read(&scratch, source, &silent) : NULL;

    if (csv)
        privacy_csv(csv, rules, diags);
    else if (source)
        privacy_text(source, rules, diags);
    else
        diag_path(diags, PERSONAL_UNREAD, path, NULL, NULL);
    diags_free(&silent);
    arena_free(&scratch);
}

/* A page in any encoding. What is wrong with its markup others tell; where no
 * tree can be made of it, its bytes are looked at as they are. */
static void look_into_page(const char *path, struct str bytes, bool is_page,
                           const struct privacy_rules *rules,
                           struct diags *diags)
{
    struct arena scratch = {0};
    struct diags silent = {0};
    struct decoded decoded = decode(&scratch, bytes);
    const struct source *source = source_new(&scratch, path, decoded.text);
    struct html html;
    bool good = is_page ? html_read(&scratch, source, &html, &silent)
                        : html_read_xml(&scratch, source, &html, &silent);

    if (good)
        privacy_page(source, &html, rules, diags);
    else
        privacy_text(source, rules, diags);
    diags_free(&silent);
    arena_free(&scratch);
}

static void look_into_package(const char *path, struct str bytes,
                              const struct privacy_rules *rules,
                              struct diags *diags)
{
    struct arena scratch = {0};
    struct packed packed;

    if (packed_read(&scratch, bytes, &packed))
        privacy_package(&packed, path, rules, diags);
    else if (packed.error)
        diag_path(diags, SYSTEM_READ, path, path, diag_reason(packed.error));
    else
        diag_path(diags, PERSONAL_UNREAD, path, NULL, NULL);
    arena_free(&scratch);
}

static bool ends_as(const char *path, const char *const *ending)
{
    struct str own = path_ending(str_of(path));

    for (; *ending; ending++)
        if (own.len == strlen(*ending) &&
            strncasecmp(own.ptr, *ending, own.len) == 0)
            return true;
    return false;
}

/* Who is told of in it. */
static void look_for_people(const struct config *config, const char *path,
                            struct str bytes, struct diags *diags)
{
    static const char *const page[] = {"html", "htm", "xhtml", NULL};
    static const char *const markup[] = {"svg", "xml", NULL};
    static const char *const text[] = {"csv", "tsv", "txt", "json", "md", NULL};
    /* formats of which we read no text */
    static const char *const closed[] = {"pdf", "ofd", "doc", "xls",
                                         "ppt", "wps", "et",  "dps",
                                         "rar", "7z",  NULL};
    struct arena scratch = {0};
    struct privacy_rules rules;
    struct str bad;

    privacy_rules_read(&scratch, config->privacy.exceptions, &rules, &bad);
    if (packed_is_zip(bytes))
        look_into_package(path, bytes, &rules, diags);
    else if (ends_as(path, page) || ends_as(path, markup))
        look_into_page(path, bytes, ends_as(path, page), &rules, diags);
    else if (ends_as(path, text))
        look_into_csv(path, bytes, &rules, diags);
    else if (ends_as(path, closed))
        diag_path(diags, PERSONAL_CLOSED, path, NULL, NULL);
    arena_free(&scratch);
}

void examine_bytes(const struct config *config, const char *path,
                   struct str bytes, struct diags *diags)
{
    if (image_kind(bytes) != IMAGE_NONE)
        look_into_image(config, path, bytes, diags);
    else if (config->privacy.personal_data != DIAG_OFF)
        look_for_people(config, path, bytes, diags);
}

void examine_file(struct examine *examine, const char *path, struct print print,
                  struct diags *diags)
{
    struct finding *found = map_get(&examine->findings, str_of(path));

    if (!found) {
        struct str key = {arena_copy(&examine->arena, path, strlen(path)),
                          strlen(path)};
        found = arena_new(&examine->arena, sizeof(*found));
        map_set(&examine->findings, key, found);
    }
    if (!print_equal(found->print, print)) {
        struct buf bytes = {0};
        diags_free(&found->diags);
        found->diags = (struct diags){0};
        found->print = print;
        int error = disk_read(examine->disk, path, FILE_MOST, &bytes, NULL);
        if (error)
            disk_tell(&found->diags, error, path);
        else
            examine_bytes(examine->config, path, buf_view(&bytes),
                          &found->diags);
        buf_free(&bytes);
    }
    diags_copy(diags, &found->diags);
}
