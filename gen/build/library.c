#include "library_state.h"

#include "../base/disk.h"
#include "../base/map.h"
#include "../base/path.h"
#include "../base/pool.h"
#include "../base/sort.h"
#include "../read/csv.h"
#include "../read/loaded.h"
#include "../read/markdown.h"
#include "../report/ledger.h"
#include "../report/lint.h"
#include "../report/privacy.h"
#include "../report/sample.h"
#include "../report/target.h"
#include "../report/village.h"
#include "cache.h"
#include "inventory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MOST ((size_t)256 << 20) /* of a picture or attachment */

struct library *library_new(struct disk *disk, const struct config *config)
{
    struct library *library = mem_zero(1, sizeof(*library));

    library->disk = disk;
    library->config = config;
    library->keeps = SIZE_MAX;
    if (privacy_rules_read(&library->rules_arena, config->privacy.exceptions,
                           &library->rules, &library->bad_rule))
        library->bad_rule = STR("");
    return library;
}

static void volume_free(struct volume *volume)
{
    diags_free(&volume->diags);
    arena_free(&volume->arena);
    mem_free(volume->path);
    mem_free(volume);
}

void library_free(struct library *library)
{
    if (!library)
        return;
    for (size_t i = 0; i < library->volumes.len; i++)
        volume_free(library->volumes.entry[i].value);
    map_free(&library->volumes);
    arena_free(&library->rules_arena);
    arena_free(&library->arena);
    mem_free(library);
}

struct str library_below(const struct library *library, const char *path)
{
    return str_of(path + library->config->build.content_dir.len + 1);
}

struct volume *library_volume(struct library *library, const char *path)
{
    struct volume *volume = map_get(&library->volumes, str_of(path));

    if (volume)
        return volume;
    volume = mem_zero(1, sizeof(*volume));
    volume->path = mem_alloc(strlen(path) + 1);
    memcpy(volume->path, path, strlen(path) + 1);
    volume->is_text = str_ends(str_of(path), ".md");
    volume->is_ledger = ledger_is_named(library_below(library, volume->path));
    map_set(&library->volumes, str_of(volume->path), volume);
    return volume;
}

/* Drops what the folder no longer has. The map is built anew, in the order of
 * the inventory: that in which problems are told. */
static void drop_unseen(struct library *library,
                        const struct inventory *inventory)
{
    struct map kept = {0};

    for (size_t i = 0; i < inventory->len; i++) {
        struct volume *volume =
            map_get(&library->volumes, str_of(inventory->file[i].path));
        map_set(&kept, str_of(volume->path), volume);
    }
    for (size_t i = 0; i < library->volumes.len; i++) {
        struct volume *volume = library->volumes.entry[i].value;
        if (!volume->seen)
            volume_free(volume);
    }
    map_free(&library->volumes);
    library->volumes = kept;
}

/* 1048576 as "1.0 MiB", for people. */
static const char *size_text(struct arena *arena, uint64_t bytes)
{
    static const char *const unit[] = {"KiB", "MiB", "GiB", "TiB", "PiB"};
    double size = (double)bytes / 1024.0;
    size_t step = 0;

    while (size >= 1024.0 && step + 1 < sizeof(unit) / sizeof(unit[0])) {
        size /= 1024.0;
        step++;
    }
    return arena_format(arena, "%.1f %s", size, unit[step]);
}

static void tell_unread(struct volume *volume, int error, size_t most)
{
    struct arena scratch = {0};

    if (error == EFBIG)
        diag_path(&volume->diags, FILE_SIZE, volume->path,
                  size_text(&scratch, volume->stat.size),
                  size_text(&scratch, most));
    else if (error == ELOOP)
        diag_path(&volume->diags, SYMLINK, volume->path, NULL, NULL);
    else
        disk_tell(&volume->diags, error, volume->path);
    arena_free(&scratch);
    volume->known = false;
}

/* What is told of a text beside what its reading tells. */
static void judge_text(const struct library *library, const struct paper *paper,
                       bool is_report, struct diags *diags)
{
    const struct config *config = library->config;

    if (paper->doc && config->targets.prose_check != DIAG_OFF && is_report)
        lint_document(paper->doc, paper->records, diags);
    if (paper->doc && config->privacy.personal_data != DIAG_OFF)
        privacy_document(paper->doc, paper_front(paper), &library->rules,
                         diags);
    if (paper->front_is_good && paper->doc)
        sample_judge(paper->doc, paper_front(paper), diags);
    if (paper->front_is_good && paper->doc && !paper->doc->root->first)
        diag_add(diags, EMPTY_BODY, place_file(paper->source), NULL, NULL);
}

static void read_ledger(struct volume *volume, struct str bytes)
{
    struct source *source =
        csv_load(&volume->arena, volume->path, bytes, &volume->diags);

    if (source)
        volume->ledger = ledger_read(&volume->arena, source, &volume->diags);
}

static void read_volume(struct library *library, struct volume *volume,
                        struct str bytes)
{
    struct paper *paper = &volume->paper;

    *paper = (struct paper){.path = volume->path, .print = volume->print};
    library_read_text(library, paper, bytes, &volume->arena, &volume->diags);
    judge_text(library, paper,
               paper_is_report(library_below(library, volume->path)),
               &volume->diags);
    volume->is_away = false;
}

/* As they are shown at last: what is counted is what would be told. */
static void order_told(const struct library *library, struct diags *diags)
{
    diags_judge(diags, library->config->check.level, false);
    diags_sort(diags);
}

void library_refresh(struct library *library, struct volume *volume)
{
    size_t most = volume->is_text || volume->is_ledger
                      ? library->config->build.max_file
                      : FILE_MOST;
    struct buf bytes = {0};
    struct disk_stat stat;
    int error = disk_read(library->disk, volume->path, most, &bytes, &stat);

    if (error == EAGAIN) /* caught in the middle of a save: once more */
        error = disk_read(library->disk, volume->path, most, &bytes, &stat);
    struct print print = print_of(buf_view(&bytes));
    if (!error && volume->known && !volume->is_away &&
        print_equal(print, volume->print)) {
        volume->stat = stat;
        buf_free(&bytes);
        return;
    }
    diags_free(&volume->diags);
    arena_free(&volume->arena);
    volume->kept = (struct wire_note){.bytes = STR("")};
    volume->paper = (struct paper){.path = volume->path};
    volume->ledger = NULL;
    if (error) {
        tell_unread(volume, error, most);
        volume->paper.source =
            source_new(&volume->arena, volume->path, STR(""));
    } else {
        volume->stat = stat;
        volume->print = print;
        volume->known = true;
        if (volume->is_text)
            read_volume(library, volume, buf_view(&bytes));
        else if (volume->is_ledger)
            read_ledger(volume, buf_view(&bytes));
        else
            volume->magic = file_magic(buf_view(&bytes));
    }
    order_told(library, &volume->diags);
    buf_free(&bytes);
}

/* Some files that are to be looked at. */
struct work {
    struct library *library;
    struct volume **volume;
};

static void refresh_one(void *context, size_t index, unsigned worker)
{
    struct work *work = context;

    (void)worker;
    library_refresh(work->library, work->volume[index]);
}

static bool is_named(const char *path, const char *const *changed, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (strcmp(path, changed[i]) == 0)
            return true;
    return false;
}

/* As long as they have to be: most sites have texts alone. */
static void make_lists(struct library *library)
{
    struct content *content = &library->content;
    struct arena *arena = &library->arena;
    size_t texts = 0, ledgers = 0, all = library->volumes.len;

    for (size_t i = 0; i < all; i++) {
        const struct volume *volume = library->volumes.entry[i].value;
        texts += volume->is_text;
        ledgers += volume->is_ledger;
    }
    library->lent = arena_array(arena, texts, sizeof(*library->lent));
    library->paper = arena_array(arena, texts, sizeof(*library->paper));
    *content = (struct content){.paper = library->paper};
    content->ledger = arena_array(arena, ledgers, sizeof(*content->ledger));
    content->file =
        arena_array(arena, all - texts - ledgers, sizeof(*content->file));
}

/* In the order of the inventory, as the volumes are. */
static void list_content(struct library *library)
{
    struct content *content = &library->content;

    arena_free(&library->arena);
    make_lists(library);
    for (size_t i = 0; i < library->volumes.len; i++) {
        struct volume *volume = library->volumes.entry[i].value;
        volume->slot = volume->is_text ? content->papers : content->ledgers;
        if (volume->is_text && volume->is_recalled)
            continue;
        if (volume->is_text) {
            library->lent[content->papers] = volume;
            library->paper[content->papers++] = volume->paper;
        } else if (volume->is_ledger)
            content->ledger[content->ledgers++] = (struct ledger_file){
                volume->path, volume->print, volume->ledger};
        else
            content->file[content->files++] = (struct asset_file){
                volume->path, volume->print, volume->stat.size, volume->magic};
    }
}

static void tell_rules(const struct library *library, struct diags *diags)
{
    struct arena scratch = {0};
    struct str bad = library->bad_rule;

    if (bad.len)
        diag_path(diags, CONFIG_VALUE, "", "[privacy] exceptions",
                  arena_copy(&scratch, bad.ptr, bad.len));
    if (bad.len)
        diag_detail(diags,
                    BOTH("→ 13805370000（理由）", "→ 13805370000 (reason)"));
    arena_free(&scratch);
}

static bool is_recalled(const struct library *library,
                        const struct found *found)
{
    const struct volume *volume =
        map_get(&library->volumes, str_of(found->path));

    return volume && volume->is_recalled &&
           stat_is_same(&volume->stat, &found->stat);
}

static bool is_report(const struct library *library,
                      const struct volume *volume)
{
    return volume->is_text &&
           paper_is_report(library_below(library, volume->path));
}

/* How much text of reports is to be read, as the folder tells. */
static size_t texts_size(const struct library *library,
                         const struct inventory *inventory)
{
    size_t size = 0;

    for (size_t i = 0; i < inventory->len; i++) {
        const struct found *found = &inventory->file[i];
        if (paper_is_report(library_below(library, found->path)) &&
            !is_recalled(library, found))
            size += found->stat.size;
    }
    return size;
}

/* True where a file need not be looked at. */
static bool is_current(const struct library *library,
                       const struct volume *volume, const struct found *found,
                       const char *const *changed, size_t len)
{
    if (is_recalled(library, found))
        return true;
    return volume->known && !volume->is_away &&
           stat_is_same(&volume->stat, &found->stat) &&
           !is_named(found->path, changed, len);
}

void library_update(struct library *library, const struct inventory *inventory,
                    const char *const *changed, size_t len, unsigned threads,
                    struct diags *diags)
{
    struct work work = {.library = library};
    bool lends = texts_size(library, inventory) > library->keeps;
    size_t stale = 0;

    work.volume = mem_zero(inventory->len, sizeof(*work.volume));
    for (size_t i = 0; i < library->volumes.len; i++)
        ((struct volume *)library->volumes.entry[i].value)->seen = false;
    for (size_t i = 0; i < inventory->len; i++) {
        const struct found *found = &inventory->file[i];
        struct volume *volume = library_volume(library, found->path);
        volume->seen = true;
        if (is_current(library, volume, found, changed, len) &&
            !(lends && is_report(library, volume) && !volume->is_recalled))
            continue;
        volume->is_recalled = false;
        volume->stat = found->stat;
        volume->is_lent = lends && is_report(library, volume);
        if (volume->is_lent)
            library_send_away(volume);
        else
            work.volume[stale++] = volume;
    }
    drop_unseen(library, inventory);
    pool_run(threads, stale, refresh_one, &work);
    mem_free(work.volume);
    list_content(library);
    tell_rules(library, diags);
    library->told = 0;
    if (lends)
        library->content.lender = &library->lender;
    else
        library_tell(library, diags);
}

/* Reads a text for what was told of it and forgotten. */
static void tell_anew(struct library *library, struct volume *volume,
                      struct diags *diags)
{
    bool is_away = volume->is_away;

    library_refresh(library, volume);
    diags_copy(diags, &volume->diags);
    if (is_away)
        library_send_away(volume);
}

/* Volumes come in the order in which problems are shown. What is wrong with a
 * text that was recalled is no error. */
static bool tell_kept(const struct library *library,
                      const struct wire_note *kept, struct diags *diags)
{
    if (!library->tells_few || diags->len < DIAG_SHOWN)
        return wire_tell_note(kept, diags);
    diags_pass(diags, &kept->sum);
    return true;
}

void library_tell(struct library *library, struct diags *diags)
{
    for (size_t i = 0; i < library->volumes.len; i++) {
        struct volume *volume = library->volumes.entry[i].value;
        bool is_kept = volume->kept.bytes.len > 0;
        volume->matters = is_kept || diags_would_keep(diags, &volume->diags);
        bool told = is_kept ? tell_kept(library, &volume->kept, diags)
                            : diags_tell(diags, &volume->diags);
        if (!told)
            tell_anew(library, volume, diags);
    }
}

/* True where a file can be looked at by itself. */
static bool is_lookable(const struct library *library, const char *path)
{
    const struct volume *volume = map_get(&library->volumes, str_of(path));
    struct disk_stat stat;

    return volume && volume->known && volume->seen &&
           (volume->is_text || volume->is_ledger) &&
           disk_stat(library->disk, path, &stat) == 0 && stat.kind == DISK_FILE;
}

/* Reads one file again; true where it is not what it was. */
static bool look_at(struct library *library, struct volume *volume)
{
    struct print print = volume->print;

    library_refresh(library, volume);
    if (volume->known && print_equal(print, volume->print))
        return false;
    if (volume->is_text)
        library->paper[volume->slot] = volume->paper;
    else
        library->content.ledger[volume->slot] =
            (struct ledger_file){volume->path, volume->print, volume->ledger};
    return true;
}

bool library_look(struct library *library, const char *const *path, size_t len,
                  bool *differs, struct diags *diags)
{
    for (size_t i = 0; i < len; i++)
        if (!is_lookable(library, path[i]))
            return false;
    for (size_t i = 0; i < len; i++) {
        struct volume *volume = map_get(&library->volumes, str_of(path[i]));
        differs[i] = look_at(library, volume);
        diags_copy(diags, &volume->diags);
    }
    return true;
}

const struct content *library_content(const struct library *library)
{
    return &library->content;
}

static int by_path(const void *left, const void *right)
{
    const struct cache_input *a = left, *b = right;

    return strcmp(a->path, b->path);
}

bool library_inputs(const struct library *library, struct arena *arena,
                    struct cache_input **input, size_t *len)
{
    const struct map *volumes = &library->volumes;
    bool whole = true;

    *len = volumes->len;
    *input = arena_array(arena, volumes->len, sizeof(**input));
    for (size_t i = 0; i < volumes->len; i++) {
        const struct volume *volume = volumes->entry[i].value;
        (*input)[i] = (struct cache_input){volume->path, volume->stat,
                                           volume->print, volume->magic};
        whole = whole && volume->known;
    }
    if (volumes->len)
        sort_stretches(*input, *len, sizeof(**input), by_path);
    return whole;
}
