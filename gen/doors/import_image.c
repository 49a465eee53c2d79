#include "import_part.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "../read/image.h"
#include "../read/packed.h"
#include "../read/qr.h"
#include "folder.h"

#include <errno.h>
#include <string.h>

#define IMAGE_MOST ((size_t)64 << 20)
#define IMAGES_MOST 99

static void refuse(struct importing *importing, struct block *block,
                   const char *why)
{
    char *url = arena_copy(&importing->arena, block->url.ptr, block->url.len);

    diag_line(importing->diags, IMPORT_IMAGE,
              importing->source[block->file]->path, block->line, 1, url, why);
    manuscript_drop(&importing->manuscript, block, LOSS_IMAGE);
}

static int hex_of(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    digit = (char)(digit | 0x20);
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* A file's name as the page has it: %XX decoded, without ?query. */
static struct str file_name(struct arena *arena, struct str url)
{
    char *out = arena_new(arena, url.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < url.len && !strchr("?#", url.ptr[i]); i++) {
        int high = -1, low = -1;
        if (url.ptr[i] == '%' && i + 2 < url.len) {
            high = hex_of(url.ptr[i + 1]);
            low = hex_of(url.ptr[i + 2]);
        }
        out[len++] =
            high >= 0 && low >= 0 ? (char)(high * 16 + low) : url.ptr[i];
        i += high >= 0 && low >= 0 ? 2 : 0;
    }
    return (struct str){out, strlen(out)};
}

static const char *why_not_local(struct str url)
{
    if (url.len == 0)
        return BOTH("没有地址", "it has no address");
    if (str_starts(url, "data:"))
        return BOTH("写在网页里面，请另存为文件",
                    "it is part of the page: save it as a file");
    if (str_starts(url, "//") || str_find(url, STR("://")) != SIZE_MAX)
        return BOTH("在别的网站上，请另存后补上",
                    "it is on another host: save it and add it");
    if (str_starts(url, "/"))
        return BOTH("地址从网站的根目录算起",
                    "its address begins at the server's root");
    return NULL;
}

/* Of a document the pictures are in its package. */
static bool read_packed(struct importing *importing, struct block *block,
                        struct buf *bytes)
{
    struct arena *arena = &importing->arena;
    const char *name = arena_copy(arena, block->url.ptr, block->url.len);
    struct str found;

    if (!packed_find(importing->packed[block->file], name, &found)) {
        refuse(importing, block, BOTH("文档里没有它", "the document lacks it"));
        return false;
    }
    buf_cut(bytes, 0);
    buf_str(bytes, found);
    return true;
}

/* Not the picture is at fault, and not its name. */
static bool is_of_the_system(int error)
{
    return error == EIO || error == ENOMEM || error == EMFILE ||
           error == ENFILE || error == EINTR;
}

/* Why a picture that is named rightly could not be read. */
static void tell_unread(struct importing *importing, struct block *block,
                        int error, const char *path)
{
    if (is_of_the_system(error)) {
        disk_tell(importing->diags, error, path);
        importing->system_failed = true;
        return;
    }
    refuse(importing, block,
           error == ENOENT || error == ENOTDIR
               ? BOTH("网页旁边没有这个文件",
                      "there is no such file beside the page")
           : error == EFBIG ? BOTH("太大", "it is too large")
                            : diag_reason(error));
}

/* Reads a picture beside the page it stands in. */
static bool read_beside(struct importing *importing, struct block *block,
                        struct buf *bytes)
{
    struct arena *arena = &importing->arena;
    const char *page = importing->job->path[block->file];
    const char *why = why_not_local(block->url);

    if (importing->packed[block->file])
        return read_packed(importing, block, bytes);
    char *below =
        why ? NULL : path_resolve(arena, "page", file_name(arena, block->url));

    if (!below) {
        refuse(importing, block,
               why ? why
                   : BOTH("在网页的文件夹之外",
                          "it lies outside the page's folder"));
        return false;
    }
    struct str dir = path_dir(str_of(page));
    const char *path =
        path_join(arena, arena_copy(arena, dir.ptr, dir.len), str_of(below));
    if (dir.len == 0 && page[0] == '/')
        path = arena_format(arena, "/%s", below);
    int error = folder_read(path, IMAGE_MOST, bytes);
    if (error)
        tell_unread(importing, block, error, path);
    return error == 0;
}

/* A code for paying stays out; what other codes say is noted. */
static bool judge_codes(struct importing *importing, struct block *block,
                        struct str bytes)
{
    struct qr_codes codes;
    const char *path = importing->source[block->file]->path;

    qr_find(&importing->arena, bytes, &codes);
    for (size_t i = 0; i < codes.len; i++) {
        const char *who = qr_payment(codes.text[i]);
        if (who) {
            refuse(importing, block,
                   arena_format(&importing->arena,
                                BOTH("是收款码", "it is a payment code")
                                    IN_BRACKETS,
                                who));
            return false;
        }
        diag_line(
            importing->diags, QR_CODE, path, block->line, 1,
            arena_copy(&importing->arena, codes.text[i].ptr, codes.text[i].len),
            NULL);
    }
    if (codes.error)
        diag_path(importing->diags, SYSTEM_READ, path, path,
                  diag_reason(codes.error));
    else if (codes.unread)
        refuse(importing, block,
               BOTH("图片打不开", "the picture cannot be opened"));
    return !codes.unread;
}

static void take(struct importing *importing, struct block *block,
                 struct str bytes, unsigned number)
{
    struct arena *arena = &importing->arena;
    struct buf clean = {0};
    struct image image;

    if (!image_strip(bytes, &clean, &image)) {
        refuse(importing, block,
               arena_format(arena, BOTH("图片损坏：%s", "it is broken: %s"),
                            image.fault[0], image.fault[1]));
    } else if (judge_codes(importing, block, bytes)) {
        const char *name =
            arena_format(arena, "img%02u.%s", number, image_ending(image.kind));
        import_make(
            importing, name,
            (struct str){arena_copy(arena, clean.data, clean.len), clean.len});
        block->url = str_of(name);
    }
    buf_free(&clean);
}

bool import_images(struct importing *importing)
{
    struct buf bytes = {0};
    unsigned number = 0;

    for (size_t i = 0;
         i < importing->manuscript.len && !importing->system_failed; i++) {
        struct block *block = &importing->manuscript.block[i];
        if (block->off || block->kind != BLOCK_IMAGE)
            continue;
        if (number == IMAGES_MOST)
            refuse(importing, block, BOTH("图片太多", "too many pictures"));
        else if (read_beside(importing, block, &bytes))
            take(importing, block, buf_view(&bytes), ++number);
    }
    buf_free(&bytes);
    return !importing->system_failed;
}
