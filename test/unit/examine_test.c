#include "../../gen/build/examine.h"

#include "../../gen/base/diag.h"
#include "../../gen/read/html.h"
#include "../fake_disk.h"
#include "../test.h"

#include <errno.h>
#include <png.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#define PHONE "13800138000"
#define SCALE 6 /* pixels a module of a code */
#define QUIET 4 /* modules around it */

/* Settings, a disk, and what was told of the file looked at last. */
struct desk {
    struct arena arena;
    struct config config;
    struct disk *disk;
    struct examine *examine;
    struct diags diags;
    struct buf told;
};

static struct desk desk_new(void)
{
    struct desk desk = {.disk = fake_disk_new()};

    html_prepare();
    config_init(&desk.config, &desk.arena);
    return desk;
}

static void desk_free(struct desk *desk)
{
    examine_free(desk->examine);
    disk_close(desk->disk);
    diags_free(&desk->diags);
    arena_free(&desk->arena);
    buf_free(&desk->told);
}

/* "2:5 [code] argument" a line. */
static const char *told(struct desk *desk)
{
    buf_cut(&desk->told, 0);
    diags_sort(&desk->diags);
    for (size_t i = 0; i < desk->diags.len; i++) {
        const struct diag *diag = &desk->diags.item[i];
        buf_format(&desk->told, "%u:%u [%s] ", diag->line, diag->column,
                   diag_rule(diag->code)->name);
        diag_say(&desk->told, diag->a ? diag->a : "", LANG_EN);
        buf_char(&desk->told, '\n');
    }
    buf_char(&desk->told, '\0');
    diags_free(&desk->diags);
    desk->diags = (struct diags){0};
    return desk->told.data;
}

static const char *look(struct desk *desk, const char *path, struct str bytes)
{
    examine_bytes(&desk->config, path, bytes, &desk->diags);
    return told(desk);
}

/* A PNG with the code of a text, in the arena. */
static struct str code_of(struct arena *arena, const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    size_t side = (size_t)(code->width + 2 * QUIET) * SCALE;
    unsigned char *gray = arena_new(arena, side * side);
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)side,
                       .height = (png_uint_32)side,
                       .format = PNG_FORMAT_GRAY};
    png_alloc_size_t len = 0;

    memset(gray, 255, side * side);
    for (size_t y = 0; y < side; y++)
        for (size_t x = 0; x < side; x++) {
            size_t row = y / SCALE, column = x / SCALE;
            size_t width = (size_t)code->width;
            if (row >= QUIET && row < QUIET + width && column >= QUIET &&
                column < QUIET + width &&
                code->data[(row - QUIET) * width + column - QUIET] & 1)
                gray[y * side + x] = 0;
        }
    QRcode_free(code);
    png_image_write_to_memory(&image, NULL, &len, 0, gray, 0, NULL);
    char *bytes = arena_new(arena, len);
    CHECK(png_image_write_to_memory(&image, bytes, &len, 0, gray, 0, NULL));
    return (struct str){bytes, len};
}

TEST(a_code_in_a_picture_is_told_and_one_for_money_is_an_error)
{
    struct desk desk = desk_new();
    struct buf text = {0};

    CHECK_STR(look(&desk, "a.png", code_of(&desk.arena, "wxp://f2f0abc")),
              "0:0 [payment-code] WeChat Pay\n");
    CHECK_STR(look(&desk, "b.png", code_of(&desk.arena, "http://a.gov.cn/")),
              "0:0 [qr-code] http://a.gov.cn/\n");
    /* What is long is cut between two characters. */
    buf_char(&text, 'a');
    for (int i = 0; i < 100; i++)
        buf_text(&text, "路");
    buf_char(&text, '\0');
    const char *said = look(&desk, "c.png", code_of(&desk.arena, text.data));
    CHECK_INT(strlen(said), strlen("0:0 [qr-code] \n") + 1 + 66 * 3);
    CHECK(text_invalid(str_of(said)) == SIZE_MAX);
    buf_free(&text);
    desk_free(&desk);
}

TEST(a_picture_that_cannot_be_shown_is_told)
{
    struct desk desk = desk_new();
    struct str png = code_of(&desk.arena, "http://a.gov.cn/");
    char *hurt = arena_copy(&desk.arena, png.ptr, png.len);

    CHECK_STR(look(&desk, "a.png", png), "0:0 [qr-code] http://a.gov.cn/\n");
    CHECK(strstr(look(&desk, "a.png", (struct str){png.ptr, png.len / 2}),
                 "[image-broken]"));
    memset(hurt + png.len / 2, 0, 20); /* in what is packed */
    CHECK(strstr(look(&desk, "a.png", (struct str){hurt, png.len}),
                 "[image-broken]"));
    desk.config.images.max_pixels = 100;
    CHECK(strstr(look(&desk, "a.png", png), "[image-large]"));
    desk_free(&desk);
}

TEST(people_are_found_in_texts_of_every_kind)
{
    struct desk desk = desk_new();

    CHECK_STR(look(&desk, "a.csv", STR("名称,电话\n甲," PHONE "\n")),
              "2:3 [personal-phone] 138****8000\n");
    CHECK_STR(look(&desk, "a.TXT", STR("甲\n电话" PHONE "\n")),
              "2:1 [personal-phone] 138****8000\n");
    /* No table: a quote that never ends. */
    CHECK_STR(look(&desk, "a.csv", STR("a,\"b\n" PHONE "\n")),
              "2:1 [personal-phone] 138****8000\n");
    CHECK(strstr(look(&desk, "a.html", STR("<p>甲</p><p>" PHONE "</p>")),
                 "[personal-phone] 138****8000\n"));
    /* GB18030, as old pages are. */
    CHECK(
        strstr(look(&desk, "a.htm",
                    STR("<meta charset=gbk><p>\xB5\xE7\xBB\xB0" PHONE "</p>")),
               "[personal-phone] 138****8000\n"));
    CHECK(strstr(look(&desk, "a.svg",
                      STR("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>"
                          "13800<tspan>138000</tspan></text></svg>")),
                 "[personal-phone] 138****8000\n"));
    /* What is no XML is looked at as it is. */
    CHECK(strstr(look(&desk, "a.xml", STR("<a><b>" PHONE "</a>")),
                 "[personal-phone] 138****8000\n"));
    CHECK_STR(look(&desk, "a.bin", STR(PHONE)), "");
    desk_free(&desk);
}

TEST(what_cannot_be_looked_into_is_told)
{
    struct desk desk = desk_new();

    CHECK_STR(look(&desk, "a.pdf", STR("%PDF-1.7")),
              "0:0 [personal-closed] \n");
    CHECK_STR(look(&desk, "a.WPS", STR("x")), "0:0 [personal-closed] \n");
    CHECK_STR(look(&desk, "a.docx", STR("PK\003\004 and no more")),
              "0:0 [personal-unread] \n");
    CHECK_STR(look(&desk, "a.csv", STR("\0\0\0\0\xFF\xFE\xFD")),
              "0:0 [personal-unread] \n");
    desk_free(&desk);
}

TEST(settings_say_whether_and_for_whom_one_looks)
{
    struct desk desk = desk_new();

    desk.config.privacy.exceptions = STR(PHONE "（便民热线）");
    CHECK_STR(look(&desk, "a.txt", STR(PHONE "，13900139000")),
              "1:1 [personal-phone] 139****9000\n");
    desk.config.privacy.personal_data = DIAG_OFF;
    CHECK_STR(look(&desk, "a.txt", STR("13900139000")), "");
    CHECK_STR(look(&desk, "a.pdf", STR("%PDF-1.7")), "");
    CHECK_STR(look(&desk, "a.png", code_of(&desk.arena, "wxp://f2f0abc")),
              "0:0 [payment-code] WeChat Pay\n");
    desk_free(&desk);
}

/* Looks into content/a.txt, whose bytes have that print. */
static const char *look_at(struct desk *desk, const char *print)
{
    examine_file(desk->examine, "content/a.txt", print_of(str_of(print)),
                 &desk->diags);
    return told(desk);
}

TEST(a_file_is_read_again_only_where_it_changed)
{
    struct desk desk = desk_new();

    desk.examine = examine_new(desk.disk, &desk.config);
    fake_file(desk.disk, "content/a.txt", "电话" PHONE "\n");
    CHECK_STR(look_at(&desk, "1"), "1:1 [personal-phone] 138****8000\n");
    fake_deny(desk.disk, "content/a.txt", EIO);
    CHECK_STR(look_at(&desk, "1"), "1:1 [personal-phone] 138****8000\n");
    CHECK(strstr(look_at(&desk, "2"), "[read] content/a.txt\n"));
    fake_heal(desk.disk);
    fake_file(desk.disk, "content/a.txt", "电话见公示栏\n");
    CHECK_STR(look_at(&desk, "3"), "");
    desk_free(&desk);
}
