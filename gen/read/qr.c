#include "qr.h"

#include "../base/child.h"
#include "../base/diag.h"
#include "../base/late.h"
#include "pixels.h"

#include <string.h>
#include <strings.h>

#include <zbar.h>

/* It brings D-Bus, video and X11 along. */
/* clang-format off */
#define ZBAR(name) \
    name(zbar_image_create) name(zbar_image_destroy) \
    name(zbar_image_first_symbol) name(zbar_image_scanner_create) \
    name(zbar_image_scanner_destroy) name(zbar_image_scanner_set_config) \
    name(zbar_image_set_data) name(zbar_image_set_format) \
    name(zbar_image_set_size) name(zbar_scan_image) name(zbar_set_verbosity) \
    name(zbar_symbol_get_data) name(zbar_symbol_get_data_length) \
    name(zbar_symbol_get_type) name(zbar_symbol_next)
/* clang-format on */
LATE_LIBRARY("zbar", ZBAR);

#define CODES_MOST 16
#define TEXT_MOST 4096
#define PIXELS_MOST ((size_t)64 << 20) /* of a picture that is not JPEG */
#define JPEG_MOST ((size_t)16 << 20) /* larger ones are read smaller */
#define THOROUGH ((size_t)3 << 20) /* pictures that every line is looked at */
#define TWICE_MOST ((size_t)6 << 20) /* pictures worth a second, coarser look */

/* Runs zbar over brightness; returns how many codes it found. */
static int scan(struct pixels *pixels, zbar_image_scanner_t *scanner,
                struct buf *found)
{
    size_t points = (size_t)pixels->width * pixels->height;
    int step = points > THOROUGH ? points > THOROUGH * 3 ? 3 : 2 : 1;
    int count = 0;

    late.zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_ENABLE, 0);
    late.zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE,
                                       1);
    late.zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_X_DENSITY, step);
    late.zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_Y_DENSITY, step);
    zbar_image_t *image = late.zbar_image_create();
    late.zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    late.zbar_image_set_size(image, pixels->width, pixels->height);
    late.zbar_image_set_data(image, pixels->gray, points, NULL);
    late.zbar_scan_image(scanner, image);
    for (const zbar_symbol_t *at = late.zbar_image_first_symbol(image);
         at && count < CODES_MOST; at = late.zbar_symbol_next(at)) {
        unsigned len = late.zbar_symbol_get_data_length(at);
        if (late.zbar_symbol_get_type(at) != ZBAR_QRCODE || len > TEXT_MOST)
            continue;
        buf_add(found, &len, sizeof(len));
        buf_add(found, late.zbar_symbol_get_data(at), len);
        count++;
    }
    late.zbar_image_destroy(image);
    return count;
}

/* At its size, then smaller: that takes noise and printing dots away. */
static void search(struct pixels *pixels, struct buf *found)
{
    zbar_image_scanner_t *scanner = late.zbar_image_scanner_create();
    size_t points = (size_t)pixels->width * pixels->height;
    struct pixels half;

    if (scan(pixels, scanner, found) == 0 && points <= TWICE_MOST &&
        pixels_halve(pixels, &half)) {
        scan(&half, scanner, found);
        mem_free(half.gray);
    }
    late.zbar_image_scanner_destroy(scanner);
}

/* 'y' and the texts with their lengths, or 'n'. */
static void work(void *context, struct buf *answer)
{
    const struct str *bytes = context;
    bool jpeg = image_kind(*bytes) == IMAGE_JPEG;
    struct pixels pixels;

    late_load(&late_library);
    late.zbar_set_verbosity(0);
    if (!pixels_read(*bytes, jpeg ? JPEG_MOST : PIXELS_MOST, &pixels)) {
        buf_char(answer, 'n');
        return;
    }
    buf_char(answer, 'y');
    search(&pixels, answer);
    mem_free(pixels.gray);
}

/* A copy with what is no UTF-8 replaced. */
static struct str readable(struct arena *arena, struct str text)
{
    struct buf out = {0};
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)); at += len)
        buf_rune(&out, rune ? rune : 0xFFFD);
    struct str copy = {arena_copy(arena, out.len ? out.data : "", out.len),
                       out.len};
    buf_free(&out);
    return copy;
}

static void take_answer(struct arena *arena, struct str answer,
                        struct qr_codes *out)
{
    size_t at = 1;
    unsigned len;

    out->unread = !str_starts(answer, "y");
    out->text = arena_array(arena, CODES_MOST, sizeof(*out->text));
    while (!out->unread && out->len < CODES_MOST &&
           answer.len - at >= sizeof(len)) {
        memcpy(&len, answer.ptr + at, sizeof(len));
        at += sizeof(len);
        if (len > answer.len - at)
            break;
        out->text[out->len++] =
            readable(arena, (struct str){answer.ptr + at, len});
        at += len;
    }
}

void qr_find_here(struct arena *arena, struct str bytes, struct qr_codes *out)
{
    struct buf answer = {0};

    *out = (struct qr_codes){0};
    work(&bytes, &answer);
    take_answer(arena, buf_view(&answer), out);
    buf_free(&answer);
}

void qr_find(struct arena *arena, struct str bytes, struct qr_codes *out)
{
    static const struct child_limits limits = {
        .seconds = 5, .memory = (size_t)768 << 20, .output = (size_t)1 << 20};
    struct buf answer = {0};
    int number;

    *out = (struct qr_codes){0};
    late_load(&late_library);
    pixels_prepare(bytes);
    enum child_end end = child_run(&limits, work, &bytes, &answer, &number);
    if (end == CHILD_DONE)
        take_answer(arena, buf_view(&answer), out);
    else
        out->unread = true;
    if (end == CHILD_SYSTEM)
        out->error = number;
    buf_free(&answer);
}

const char *qr_payment(struct str text)
{
    static const struct {
        const char *head, *who;
    } known[] = {
        {"https://qr.alipay.com/", BOTH("支付宝", "Alipay")},
        {"http://qr.alipay.com/", BOTH("支付宝", "Alipay")},
        {"https://ds.alipay.com/", BOTH("支付宝", "Alipay")},
        {"https://render.alipay.com/", BOTH("支付宝", "Alipay")},
        {"https://mobilecodec.alipay.com/", BOTH("支付宝", "Alipay")},
        {"https://mclient.alipay.com/", BOTH("支付宝", "Alipay")},
        {"alipay", BOTH("支付宝", "Alipay")}, /* alipays:// and alipayqr:// */
        {"wxp://", BOTH("微信支付", "WeChat Pay")},
        {"weixin://", BOTH("微信支付", "WeChat Pay")},
        {"https://payapp.weixin.qq.com/", BOTH("微信支付", "WeChat Pay")},
        {"https://payapp.wechatpay.cn/", BOTH("微信支付", "WeChat Pay")},
        {"https://wx.tenpay.com/", BOTH("微信支付", "WeChat Pay")},
        {"https://i.qianbao.qq.com/", BOTH("QQ 钱包", "QQ Wallet")},
        {"https://qpay.qq.com/", BOTH("QQ 钱包", "QQ Wallet")},
        {"https://qr.95516.com/", BOTH("云闪付", "UnionPay")},
        {"http://qr.95516.com/", BOTH("云闪付", "UnionPay")},
        {"upwallet://", BOTH("云闪付", "UnionPay")},
        {"uppay://", BOTH("云闪付", "UnionPay")},
        {"https://qr.chinaums.com/", BOTH("商家收款", "merchant")},
        {"https://qr.shouqianba.com/", BOTH("商家收款", "merchant")},
        {"https://qr.lakala.com/", BOTH("商家收款", "merchant")},
        {"https://qr.upsdk.", BOTH("商家收款", "merchant")},
        {"https://pay.", BOTH("收款", "payment")},
        {"https://h5pay.", BOTH("收款", "payment")},
        {"https://cashier.", BOTH("收款", "payment")},
        {"https://paypal.me/", "PayPal"},
        {"https://www.paypal.", "PayPal"},
        {"000201",
         BOTH("商家收款", "merchant")}, /* EMV merchant-presented code */
        {"bitcoin:", "Bitcoin"},
        {"ethereum:", "Ethereum"},
    };

    text = str_trim(text);
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        size_t len = strlen(known[i].head);
        if (text.len >= len && strncasecmp(text.ptr, known[i].head, len) == 0)
            return known[i].who;
    }
    return NULL;
}
