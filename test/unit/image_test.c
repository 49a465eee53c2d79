#include "../../gen/read/image.h"

#include "../../gen/base/mem.h"
#include "../../gen/read/pixels.h"
#include "../test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>
#include <webp/encode.h>

#define SIDE 24
#define SECRET "GEHEIM-Ort-35.07N"

static const char exif[] =
    "Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
    "\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0" SECRET;

static void draw(unsigned char *gray)
{
    for (int i = 0; i < SIDE * SIDE; i++)
        gray[i] = (unsigned char)(i * 7);
}

/* A JPEG with all that cameras and editors leave in one. */
static void make_jpeg(struct buf *out)
{
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr errors;
    unsigned char gray[SIDE * SIDE], *bytes = NULL;
    unsigned long len = 0;

    draw(gray);
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &bytes, &len);
    info.image_width = info.image_height = SIDE;
    info.input_components = 1;
    info.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&info);
    jpeg_simple_progression(&info);
    jpeg_start_compress(&info, TRUE);
    jpeg_write_marker(&info, 0xE1, (const JOCTET *)exif, sizeof(exif) - 1);
    jpeg_write_marker(&info, 0xE1,
                      (const JOCTET *)"http://ns.adobe.com/xap/1.0/\0" SECRET,
                      29 + sizeof(SECRET) - 1);
    jpeg_write_marker(&info, 0xE2, (const JOCTET *)"ICC_PROFILE\0\1\1keep", 18);
    jpeg_write_marker(&info, 0xED, (const JOCTET *)"Photoshop 3.0" SECRET, 30);
    jpeg_write_marker(&info, 0xFE, (const JOCTET *)SECRET, 17);
    while (info.next_scanline < SIDE) {
        JSAMPROW row = gray + info.next_scanline * SIDE;
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    buf_add(out, bytes, len);
    buf_text(out, SECRET);
    free(bytes);
}

static void put_number(struct buf *out, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_char(out, (char)(number >> shift));
}

static void put_chunk(struct buf *out, const char *name, const char *bytes,
                      size_t len)
{
    put_number(out, (uint32_t)len);
    buf_text(out, name);
    buf_add(out, bytes, len);
    put_number(out, 0); /* nobody looks at the check sum of what goes */
}

static void make_png(struct buf *out)
{
    unsigned char gray[SIDE * SIDE];
    png_image image = {.version = PNG_IMAGE_VERSION};
    char bytes[8192];
    png_alloc_size_t len = sizeof(bytes);

    draw(gray);
    image.width = image.height = SIDE;
    image.format = PNG_FORMAT_GRAY;
    CHECK(png_image_write_to_memory(&image, bytes, &len, 0, gray, 0, NULL));
    buf_add(out, bytes, 33);
    put_chunk(out, "tEXt", "Comment\0" SECRET, 25);
    put_chunk(out, "iTXt", "XML:com.adobe.xmp\0\0\0\0\0" SECRET, 39);
    put_chunk(out, "eXIf", exif + 6, sizeof(exif) - 7);
    put_chunk(out, "prVt", SECRET, 17);
    buf_add(out, bytes + 33, len - 33);
    buf_text(out, SECRET);
}

static void make_gif(struct buf *out)
{
    static const char head[] = "GIF89a\x02\0\x02\0\x80\0\0\0\0\0\xFF\xFF\xFF";
    static const char body[] = "!\xF9\x04\0\0\0\0\0,\0\0\0\0\x02\0\x02\0\0"
                               "\x02\x03\x0C\x10\x05\0;";

    buf_add(out, head, sizeof(head) - 1);
    buf_add(out, "!\xFE\x11" SECRET "\0", 21);
    buf_add(out, "!\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0", 19);
    buf_add(out, "!\xFF\x0BXMP DataXMP\x11" SECRET "\0", 33);
    buf_add(out, body, sizeof(body) - 1);
    buf_text(out, SECRET);
}

static void put_low(struct buf *out, size_t number)
{
    for (int shift = 0; shift < 32; shift += 8)
        buf_char(out, (char)(number >> shift));
}

static void make_webp(struct buf *out)
{
    unsigned char gray[SIDE * SIDE], rgb[SIDE * SIDE * 3];
    uint8_t *simple = NULL;

    draw(gray);
    for (int i = 0; i < SIDE * SIDE * 3; i++)
        rgb[i] = gray[i / 3];
    size_t len = WebPEncodeLosslessRGB(rgb, SIDE, SIDE, SIDE * 3, &simple);
    CHECK(len > 20);
    buf_text(out, "RIFF");
    put_low(out, 0);
    buf_text(out, "WEBPVP8X");
    put_low(out, 10);
    buf_add(out, "\x0C\0\0\0\x17\0\0\x17\0\0", 10);
    buf_add(out, simple + 12, len - 12);
    buf_text(out, "EXIF");
    put_low(out, sizeof(exif) - 7);
    buf_add(out, exif + 6, sizeof(exif) - 7);
    if ((sizeof(exif) - 7) % 2)
        buf_char(out, 0);
    buf_text(out, "XMP ");
    put_low(out, 18);
    buf_text(out, SECRET "x");
    uint32_t size = (uint32_t)out->len - 8;
    for (int i = 0; i < 4; i++)
        out->data[4 + i] = (char)(size >> (8 * i));
    WebPFree(simple);
}

static const struct {
    const char *name;
    void (*make)(struct buf *out);
    unsigned hidden, turned;
} kinds[] = {
    {"JPEG", make_jpeg,
     HIDDEN_EXIF | HIDDEN_GPS | HIDDEN_XMP | HIDDEN_TEXT | HIDDEN_BEHIND, 6},
    {"PNG", make_png,
     HIDDEN_EXIF | HIDDEN_GPS | HIDDEN_XMP | HIDDEN_TEXT | HIDDEN_OTHER |
         HIDDEN_BEHIND,
     6},
    {"GIF", make_gif, HIDDEN_XMP | HIDDEN_TEXT | HIDDEN_BEHIND, 0},
    {"WebP", make_webp, HIDDEN_EXIF | HIDDEN_GPS | HIDDEN_XMP, 6},
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

static bool same_pixels(struct str a, struct str b)
{
    struct pixels first, second;

    if (!pixels_read(a, 1 << 20, &first))
        return false;
    bool same = pixels_read(b, 1 << 20, &second);
    same =
        same && first.width == second.width && first.height == second.height &&
        memcmp(first.gray, second.gray, (size_t)first.width * first.height) ==
            0;
    mem_free(second.gray);
    mem_free(first.gray);
    return same;
}

TEST(hidden_data_are_told_and_taken_out_and_no_point_changes)
{
    for (size_t i = 0; i < KINDS; i++) {
        struct buf bytes = {0}, clean = {0};
        struct image image;
        kinds[i].make(&bytes);
        test_case(image_read(buf_view(&bytes), &image) &&
                      image.hidden == kinds[i].hidden &&
                      image.turned == kinds[i].turned,
                  kinds[i].name, "hidden %x, turned %u, %s", image.hidden,
                  image.turned, image.fault[1] ? image.fault[1] : "fine");
        bool good = image_strip(buf_view(&bytes), &clean, &image);
        test_case(good && str_find(buf_view(&clean), STR(SECRET)) == SIZE_MAX,
                  kinds[i].name, "the secret is still there");
        test_case(same_pixels(buf_view(&bytes), buf_view(&clean)),
                  kinds[i].name, "it looks another way");
        good = image_read(buf_view(&clean), &image);
        test_case(good && image.turned == kinds[i].turned &&
                      !(image.hidden & ~(unsigned)HIDDEN_EXIF),
                  kinds[i].name, "then hidden %x, turned %u", image.hidden,
                  image.turned);
        buf_free(&clean);
        buf_free(&bytes);
    }
}

TEST(what_makes_a_picture_look_right_stays)
{
    struct buf bytes = {0}, clean = {0};
    struct image image;

    make_jpeg(&bytes);
    CHECK(image_strip(buf_view(&bytes), &clean, &image));
    CHECK(str_find(buf_view(&clean), STR("ICC_PROFILE")) != SIZE_MAX);
    CHECK_INT(image.width, SIDE);
    CHECK_INT(image.height, SIDE);
    buf_cut(&bytes, 0);
    make_gif(&bytes);
    CHECK(image_strip(buf_view(&bytes), &clean, &image));
    CHECK(str_find(buf_view(&clean), STR("NETSCAPE")) != SIZE_MAX);
    buf_free(&clean);
    buf_free(&bytes);
}

/* Stripping twice changes nothing more: builds are the same each time. */
TEST(a_clean_picture_stays_as_it_is)
{
    for (size_t i = 0; i < KINDS; i++) {
        struct buf bytes = {0}, once = {0}, twice = {0};
        struct image image;
        kinds[i].make(&bytes);
        image_strip(buf_view(&bytes), &once, &image);
        image_strip(buf_view(&once), &twice, &image);
        test_case(str_equal(buf_view(&once), buf_view(&twice)), kinds[i].name,
                  "changes again");
        buf_free(&twice);
        buf_free(&once);
        buf_free(&bytes);
    }
}

TEST(a_picture_cut_anywhere_is_broken_and_told)
{
    for (size_t i = 0; i < KINDS; i++) {
        struct buf bytes = {0};
        struct image image;
        kinds[i].make(&bytes);
        size_t whole = bytes.len;
        /* what stands behind the end may go without harm */
        if (kinds[i].hidden & HIDDEN_BEHIND)
            whole -= sizeof(SECRET) - 1;
        size_t passed = 0;
        for (size_t len = 0; len < whole; len++) {
            char *exact = malloc(len ? len : 1);
            memcpy(exact, bytes.data, len);
            passed += image_read((struct str){exact, len}, &image);
            free(exact);
        }
        /* WebP's last chunk may lack its padding */
        test_case(passed <= (image.kind == IMAGE_WEBP ? 1U : 0U), kinds[i].name,
                  "%zu cuts pass", passed);
        buf_free(&bytes);
    }
}
