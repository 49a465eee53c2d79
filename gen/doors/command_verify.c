#include "commands.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "../build/manifest.h"
#include "../build/stage.h"
#include "../build/walk.h"
#include "given.h"
#include "proof.h"
#include "session.h"
#include "sign.h"
#include "signals.h"
#include "sums.h"
#include "unpack.h"

#include <errno.h>
#include <string.h>

#define PIECE ((size_t)1 << 20)

/* A copy under judgement: a folder, or an archive that has been read. */
struct copy {
    struct session *session;
    struct arena arena;
    const char *told; /* as people wrote it */
    struct proof_file *file;
    size_t len, cap;
    bool folded; /* its names are those of a disc's plain tree */
    struct str sums, signature; /* the texts; empty: not there */
};

static void add(struct copy *copy, const char *path, const struct sha256 *sum,
                bool regular)
{
    copy->file =
        mem_grow(copy->file, copy->len, &copy->cap, sizeof(*copy->file));
    copy->file[copy->len++] = (struct proof_file){path, *sum, regular};
}

static int hash_file(struct disk *disk, const char *path, struct sha256 *out)
{
    struct sha256_run run;
    struct buf piece = {0};
    uint64_t at = 0;
    int error;

    sha256_begin(&run);
    do {
        error = disk_read_part(disk, path, at, PIECE, &piece);
        at += piece.len;
        sha256_add(&run, buf_view(&piece));
    } while (!error && piece.len == PIECE && !signals_caught());
    *out = sha256_end(&run);
    buf_free(&piece);
    return error;
}

/* A file that cannot be read on a scratched disc is told, and all others are
 * judged all the same. */
static void read_entry(struct copy *copy, struct disk *disk,
                       const struct walk_entry *entry)
{
    struct sha256 sum = {{0}};

    if (entry->kind == DISK_FOLDER)
        return;
    int error =
        entry->kind == DISK_FILE ? hash_file(disk, entry->path, &sum) : 0;
    if (error)
        disk_tell(&copy->session->diags, error, entry->path);
    add(copy, entry->path, &sum, entry->kind == DISK_FILE);
}

static struct str read_text(struct copy *copy, struct disk *disk,
                            const char *path, size_t most)
{
    struct buf text = {0};
    struct str kept = {"", 0};
    int error = disk_read(disk, path, most, &text, NULL);

    if (error)
        disk_tell(&copy->session->diags, error, path);
    else
        kept = (struct str){arena_copy(&copy->arena, text.data, text.len),
                            text.len};
    buf_free(&text);
    return kept;
}

/* The list under its own name, or as a plain tree has it. */
static void find_texts(struct copy *copy, struct disk *disk,
                       const struct walk *all)
{
    const char *sums = proof_folded(&copy->arena, SUMS_NAME);

    for (size_t i = 0; i < all->len; i++) {
        const char *path = all->entry[i].path;
        const char *folded = proof_folded(&copy->arena, path);
        if (all->entry[i].kind != DISK_FILE)
            continue;
        if (strcmp(folded, sums) == 0) {
            copy->folded = strcmp(path, SUMS_NAME) != 0;
            copy->sums = read_text(copy, disk, path, SUMS_MOST);
        }
        if (strcmp(folded, proof_folded(&copy->arena, SUMS_SIGNATURE)) == 0 ||
            strcmp(folded, "manifest_sha256_txt.minisig") == 0)
            copy->signature = read_text(copy, disk, path, SIGN_FILE_MOST);
    }
}

/* A folder that `build` made has no SHA-256, but a list of its own. */
static bool hold_site(struct copy *copy, struct disk *disk,
                      const struct walk *all, struct str text)
{
    struct diags *diags = &copy->session->diags;
    struct manifest manifest = {0};
    struct buf bytes = {0};
    bool read = manifest_read(&manifest, text);

    if (!read)
        diag_path(diags, SUMS_LINE, STAGE_MANIFEST, "gongkai 1", NULL);
    for (size_t i = 0; i < all->len && read; i++) {
        const char *path = all->entry[i].path;
        struct manifest_file *file = manifest_find(&manifest, path);
        if (all->entry[i].kind == DISK_FOLDER ||
            strcmp(path, STAGE_MANIFEST) == 0)
            continue;
        copy->len++;
        if (!file)
            diag_path(diags, VERIFY_EXTRA, path, NULL, NULL);
        else if (disk_read(disk, path, file->size, &bytes, NULL) ||
                 !print_equal(print_of(buf_view(&bytes)), file->print))
            diag_path(diags, VERIFY_HASH, path, NULL, NULL);
        if (file)
            file->kept = true;
    }
    for (size_t i = 0; i < manifest.len && read; i++)
        if (!manifest.file[i]->kept)
            diag_path(diags, VERIFY_GONE, manifest.file[i]->path, NULL, NULL);
    buf_free(&bytes);
    manifest_free(&manifest);
    return read;
}

static void judge_sums(struct copy *copy)
{
    struct diags *diags = &copy->session->diags;
    struct sums sums = {0};

    if (sums_read(&sums, SUMS_NAME, copy->sums, diags))
        proof_hold(&sums, copy->file, copy->len, copy->folded, diags);
    sums_free(&sums);
}

/* --key takes the file or, as it is passed on by phone and paper, the line. */
static bool read_key(struct session *session, const char *key,
                     struct sign_public *out)
{
    struct buf text = {0};
    struct diags quiet = {0};
    bool good = sign_public_read(str_of(key), key, out, &quiet);

    if (!good)
        good = given_read(session, key, SIGN_FILE_MOST, &text) &&
               sign_public_read(buf_view(&text), key, out, &session->diags);
    diags_free(&quiet);
    buf_free(&text);
    return good;
}

static void judge_signature(struct copy *copy)
{
    struct session *session = copy->session;
    const char *key = option_value(&session->options, "key");
    struct sign_public public;
    char number[17];

    if (!key && copy->signature.len == 0)
        return;
    if (!key && sign_number(copy->signature, number))
        diag_path(&session->diags, SIGN_UNASKED, SUMS_SIGNATURE, number, NULL);
    else if (!key)
        diag_path(&session->diags, SIGN_BAD, SUMS_SIGNATURE, "minisign", NULL);
    else if (copy->signature.len == 0)
        diag_path(&session->diags, SIGN_MISSING, copy->told, NULL, NULL);
    else if (read_key(session, key, &public))
        sign_check(copy->signature, copy->sums, &public, SUMS_SIGNATURE,
                   &session->diags);
}

static void judge(struct copy *copy)
{
    if (copy->sums.len == 0) {
        diag_path(&copy->session->diags, SUMS_MISSING, copy->told, copy->told,
                  NULL);
        return;
    }
    judge_signature(copy);
    judge_sums(copy);
}

static void verify_folder(struct copy *copy, struct disk *disk)
{
    struct diags *diags = &copy->session->diags;
    struct walk all = {0};
    struct str site = {"", 0};
    struct disk_stat st;
    int error = walk_below(disk, "", &copy->arena, &all);

    if (error) {
        disk_tell(diags, error, all.failed);
        walk_free(&all);
        return;
    }
    find_texts(copy, disk, &all);
    if (copy->sums.len == 0 && disk_stat(disk, STAGE_MANIFEST, &st) == 0)
        site = read_text(copy, disk, STAGE_MANIFEST, MANIFEST_MOST);
    if (site.len) {
        hold_site(copy, disk, &all, site);
    } else {
        for (size_t i = 0; i < all.len && copy->sums.len; i++)
            read_entry(copy, disk, &all.entry[i]);
        judge(copy);
    }
    walk_free(&all);
}

static void verify_archive(struct copy *copy)
{
    struct session *session = copy->session;
    struct unpacked read = {0};
    const char *name;
    struct disk *disk = given_open(session, copy->told, &name);

    if (!disk)
        return;
    if (unpack_read(disk, name, &read, &session->diags)) {
        for (size_t i = 0; i < read.len; i++)
            add(copy, read.file[i].path, &read.file[i].sum,
                read.file[i].regular);
        copy->sums = read.sums;
        copy->signature = read.signature;
        judge(copy);
    }
    unpacked_free(&read);
    disk_close(disk);
}

enum exit_code command_verify(struct session *session)
{
    struct copy copy = {.session = session,
                        .told = session->options.argument[0]};
    bool zh = session->options.lang == LANG_ZH;
    int error = 0;
    struct disk *disk = given_folder(session, copy.told, &error);

    session->silent = true;
    if (disk)
        verify_folder(&copy, disk);
    else if (error == ENOTDIR)
        verify_archive(&copy);
    else
        disk_tell(&session->diags, error, copy.told);
    if (disk)
        disk_close(disk);
    enum exit_code code = diags_exit(&session->diags);
    if (code == EXIT_DONE && !signals_caught()) {
        struct buf line = {0};
        buf_text(&line, zh ? "完好：" : "whole: ");
        if (zh)
            buf_format(&line, "%zu 个文件", copy.len);
        else
            buf_count(&line, copy.len, "file");
        buf_char(&line, '\n');
        session_print(session, buf_view(&line));
        buf_free(&line);
    }
    mem_free(copy.file);
    arena_free(&copy.arena);
    return code;
}
