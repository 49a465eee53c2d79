#include "../../gen/read/qr.h"

#include "../../gen/base/buf.h"
#include "../test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <qrencode.h>

/* A gray picture that is drawn on. */
struct sheet {
    unsigned char *gray;
    int width, height;
};

static struct sheet sheet_new(int width, int height, int gray)
{
    struct sheet sheet = {malloc((size_t)(width * height)), width, height};

    CHECK(sheet.gray != NULL);
    memset(sheet.gray, gray, (size_t)(width * height));
    return sheet;
}

/* The same numbers on every run. */
static unsigned random_next(unsigned *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static struct str jpeg_of(const struct sheet *sheet, int quality)
{
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr errors;
    unsigned char *out = NULL;
    unsigned long len = 0;

    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &out, &len);
    info.image_width = (unsigned)sheet->width;
    info.image_height = (unsigned)sheet->height;
    info.input_components = 1;
    info.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row =
            sheet->gray + (size_t)info.next_scanline * info.image_width;
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    return (struct str){(char *)out, len};
}

static void add_noise(struct sheet *sheet, int most, unsigned *seed)
{
    for (int i = 0; i < sheet->width * sheet->height; i++) {
        int value = sheet->gray[i] +
                    (int)(random_next(seed) % (unsigned)(2 * most + 1)) - most;
        sheet->gray[i] = (unsigned char)(value < 0     ? 0
                                         : value > 255 ? 255
                                                       : value);
    }
}

static void fill(struct sheet *sheet, int x, int y, int width, int height,
                 int gray)
{
    for (int j = y; j < y + height; j++)
        for (int i = x; i < x + width; i++)
            if (i >= 0 && j >= 0 && i < sheet->width && j < sheet->height)
                sheet->gray[j * sheet->width + i] = (unsigned char)gray;
}

/* One poster: how the code stands on it. */
struct poster {
    double module; /* pixels */
    double degrees;
    int noise, quality;
    double logo; /* share of the code's width; 0: none */
};

/* The code's own darkness at a point of its plane: 0 dark, 255 light. */
static int code_at(const QRcode *code, double x, double y, double logo)
{
    int column = (int)floor(x), row = (int)floor(y);
    double middle = code->width / 2.0, half = code->width * logo / 2;

    if (fabs(x - middle) < half && fabs(y - middle) < half)
        return fabs(x - middle) < half * 0.8 && fabs(y - middle) < half * 0.8
                   ? 120
                   : 255;
    if (column < 0 || row < 0 || column >= code->width || row >= code->width)
        return 255;
    return code->data[row * code->width + column] & 1 ? 20 : 255;
}

/* Draws the code turned about the poster's middle, each point the mean of
 * nine, as a scaled picture has it. */
static void draw_code(struct sheet *sheet, const QRcode *code,
                      const struct poster *poster)
{
    double turn = poster->degrees * 3.14159265358979 / 180;
    double quiet = code->width / 2.0 + 4;

    for (int y = 0; y < sheet->height; y++)
        for (int x = 0; x < sheet->width; x++) {
            int sum = 0, points = 0;
            for (int i = 0; i < 9; i++) {
                double dx = (x + (i % 3 + 0.5) / 3 - sheet->width / 2.0) /
                            poster->module;
                double dy = (y + (i / 3 + 0.5) / 3 - sheet->height / 2.0) /
                            poster->module;
                double u = dx * cos(turn) + dy * sin(turn);
                double v = dy * cos(turn) - dx * sin(turn);
                if (fabs(u) > quiet || fabs(v) > quiet)
                    continue;
                sum += code_at(code, u + code->width / 2.0,
                               v + code->width / 2.0, poster->logo);
                points++;
            }
            if (points)
                sheet->gray[y * sheet->width + x] =
                    (unsigned char)(sum / points);
        }
}

static const char *const payload[] = {
    "https://qr.alipay.com/fkx12345abcdefghij67890",
    "wxp://f2f0AbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
    "https://qr.95516.com/00010000/01234567890123456789",
    "HTTPS://QR.ALIPAY.COM/TSX09876ZYXWVUTSRQP54321"};

static bool is_found(const struct poster *poster, unsigned number)
{
    struct arena arena = {0};
    unsigned seed = number * 7919 + 1;
    const char *text = payload[number % 4];
    QRcode *code = QRcode_encodeString8bit(
        text, 0, poster->logo > 0 ? QR_ECLEVEL_H : QR_ECLEVEL_M);
    int side = (int)((code->width + 8) * poster->module * 1.3) + 60;
    struct sheet sheet = sheet_new(side, side + 120, 235);
    struct qr_codes codes;
    bool found = false;

    fill(&sheet, 20, 20, side - 40, 30, 90); /* a banner and lines of text */
    for (int i = 0; i < side / 14; i++)
        fill(&sheet, 20 + i * 12, side + 80, 7, 16, (i % 3) * 60);
    draw_code(&sheet, code, poster);
    add_noise(&sheet, poster->noise, &seed);
    struct str bytes = jpeg_of(&sheet, poster->quality);
    qr_find_here(&arena, bytes, &codes);
    for (size_t i = 0; i < codes.len; i++)
        found =
            found || (str_is(codes.text[i], text) && qr_payment(codes.text[i]));
    free((void *)(uintptr_t)bytes.ptr);
    free(sheet.gray);
    QRcode_free(code);
    arena_free(&arena);
    return found;
}

TEST(payment_posters_are_read_turned_small_noisy_and_with_a_logo)
{
    static const double module[] = {3, 3.5, 4, 5, 6, 8, 10};
    static const double degrees[] = {0, 3, 7, 12, 20, 45, 90};
    unsigned all = 0, found = 0;

    for (int i = 0; i < 7; i++)
        for (int j = 0; j < 7; j++) {
            struct poster poster = {module[i], degrees[j], 4 + (i + j) % 4 * 8,
                                    46 + (i * 7 + j) % 5 * 10,
                                    (i + j) % 3 == 0 ? 0.2 : 0};
            bool got = is_found(&poster, all);
            all++;
            found += got;
            if (!got)
                fprintf(stderr,
                        "    not read: module %.1f px, %.0f degrees, noise "
                        "%d, quality %d, logo %.1f\n",
                        poster.module, poster.degrees, poster.noise,
                        poster.quality, poster.logo);
        }
    fprintf(stderr, "    payment posters: %u of %u read\n", found, all);
    CHECK(found * 100 >= all * 95);
}

/* ---- pictures without a code ---- */

static struct sheet draw_other(int kind, unsigned *seed)
{
    struct sheet sheet = sheet_new(500, 400, 250);

    for (int y = 0; y < sheet.height; y++)
        for (int x = 0; x < sheet.width; x++) {
            unsigned char *at = &sheet.gray[y * sheet.width + x];
            int square = 2 + kind / 8 * 3;
            switch (kind % 8) {
            case 0: *at = (unsigned char)(x / 2); break;
            case 1: *at = (unsigned char)random_next(seed); break;
            case 2: *at = (x / square + y / square) % 2 ? 255 : 0; break;
            case 3: *at = x / square % 2 ? 255 : 0; break;
            case 4:
                *at = (unsigned char)(128 + 90 * sin(x * 0.05 * square) *
                                                cos(y * 0.03));
                break;
            case 5: *at = x % (9 * square) < 2 || y % 22 < 2 ? 0 : 255; break;
            case 6:
                *at =
                    (random_next(seed) % 100) < 8U + (unsigned)square ? 0 : 250;
                break;
            default:
                *at = hypot(x - 250, y - 200) < 40 * square &&
                              (int)hypot(x - 250, y - 200) % 20 < 8
                          ? 10
                          : 240;
                break;
            }
        }
    return sheet;
}

TEST(pictures_without_a_code_give_none)
{
    unsigned seed = 42, alarms = 0;

    for (int kind = 0; kind < 40; kind++) {
        struct arena arena = {0};
        struct sheet sheet = draw_other(kind, &seed);
        struct str bytes = jpeg_of(&sheet, 70);
        struct qr_codes codes;
        qr_find_here(&arena, bytes, &codes);
        CHECK(!codes.unread);
        alarms += codes.len > 0;
        free((void *)(uintptr_t)bytes.ptr);
        free(sheet.gray);
        arena_free(&arena);
    }
    CHECK_INT(alarms, 0);
}

TEST(only_codes_that_ask_for_money_are_payment_codes)
{
    static const char *const pays[] = {"https://qr.alipay.com/x",
                                       "HTTPS://QR.ALIPAY.COM/X",
                                       "wxp://f2f0x",
                                       "weixin://wxpay/bizpayurl?pr=x",
                                       "https://payapp.weixin.qq.com/x",
                                       "https://qr.95516.com/x",
                                       " wxp://x",
                                       "00020101021126580014A000000333"};
    static const char *const other[] = {"https://www.jinxiang.gov.cn/",
                                        "http://a.cn/?u=wxp://x",
                                        "12345",
                                        "https://mp.weixin.qq.com/s/x",
                                        "",
                                        "BEGIN:VCARD"};

    for (size_t i = 0; i < sizeof(pays) / sizeof(pays[0]); i++)
        test_case(qr_payment(str_of(pays[i])) != NULL, pays[i], "is none");
    for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
        test_case(qr_payment(str_of(other[i])) == NULL, other[i], "is one");
}

TEST(broken_pictures_are_told_and_harm_nobody)
{
    struct arena arena = {0};
    struct sheet sheet = sheet_new(300, 300, 200);
    struct str bytes = jpeg_of(&sheet, 80);
    struct qr_codes codes;

    qr_find(&arena, (struct str){bytes.ptr, 30}, &codes);
    CHECK(codes.unread);
    qr_find(&arena, STR("\x89PNG\r\n\x1A\nxxxx"), &codes);
    CHECK(codes.unread);
    qr_find(&arena, STR("GIF89a\x01"), &codes);
    CHECK(codes.unread);
    qr_find(&arena, bytes, &codes);
    CHECK(!codes.unread && codes.len == 0);
    free((void *)(uintptr_t)bytes.ptr);
    free(sheet.gray);
    arena_free(&arena);
}

TEST(the_codes_of_the_scraped_page_are_told_apart)
{
    static const struct {
        const char *name;
        bool pays;
    } list[] = {{"tip-alipay.png", true},
                {"tip-wechat.png", true},
                {"tip-poster.jpg", true},
                {"official-site.png", false}};
    const char *shared = test_shared();
    struct arena arena = {0};

    if (!shared)
        test_skip("there is no ../shared");
    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        size_t len;
        struct qr_codes codes;
        char *bytes = test_file(
            arena_format(&arena, "%s/data/scrape/img/%s", shared, list[i].name),
            &len);
        if (!test_case(bytes != NULL, list[i].name, "is not there"))
            continue;
        qr_find(&arena, (struct str){bytes, len}, &codes);
        test_case(codes.len == 1 &&
                      (qr_payment(codes.text[0]) != NULL) == list[i].pays,
                  list[i].name, "%zu codes", codes.len);
        free(bytes);
    }
    arena_free(&arena);
}
