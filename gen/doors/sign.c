#include "sign.h"

#include "../base/diag.h"
#include "../base/late.h"

#include <sodium.h>

/* clang-format off */
#define SODIUM(name) \
    name(crypto_generichash) name(crypto_generichash_final) \
    name(crypto_generichash_init) name(crypto_generichash_update) \
    name(crypto_pwhash_scryptsalsa208sha256) name(crypto_sign_detached) \
    name(crypto_sign_verify_detached) name(sodium_base642bin) \
    name(sodium_bin2base64) name(sodium_init) name(sodium_memcmp) \
    name(sodium_memzero)
/* clang-format on */
LATE_LIBRARY("sodium", SODIUM);

#include <string.h>

/* What the base64 of each file decodes to. */
struct secret_file {
    char algorithm[2], kdf[2], check[2];
    unsigned char salt[32], operations[8], memory[8];
    struct {
        unsigned char id[8], secret[64], check[32];
    } body; /* mixed with a stream that the password gives */
};

struct public_file {
    char algorithm[2];
    unsigned char id[8], key[32];
};

struct signature_file {
    char algorithm[2]; /* "ED": of the hash; "Ed": of the bytes themselves */
    unsigned char id[8], signature[64];
};

_Static_assert(sizeof(struct secret_file) == 158, "no gaps");
_Static_assert(sizeof(struct public_file) == 42, "no gaps");
_Static_assert(sizeof(struct signature_file) == 74, "no gaps");

#define MEMORY_MOST ((uint64_t)2 << 30) /* what a password may cost */
#define HASH_BYTES 64
#define TRUSTED "trusted comment: "
#define COMMENT_MOST 8192

static struct str take_line(struct str *rest)
{
    const char *end = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
    const char *stop = rest->ptr + rest->len;
    struct str line = str_range(rest->ptr, end ? end : stop);

    *rest = str_range(end ? end + 1 : stop, stop);
    return line.len && line.ptr[line.len - 1] == '\r'
               ? (struct str){line.ptr, line.len - 1}
               : line;
}

static bool decode(struct str text, void *out, size_t len)
{
    size_t got = 0;

    late_load(&late_library);
    text = str_trim(text);
    return late.sodium_base642bin(out, len, text.ptr, text.len, NULL, &got,
                                  NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == len;
}

static void encode(const void *bytes, size_t len, struct buf *out)
{
    char text[256];

    late_load(&late_library);
    late.sodium_bin2base64(text, sizeof(text), bytes, len,
                           sodium_base64_VARIANT_ORIGINAL);
    buf_text(out, text);
}

static uint64_t number_of(const unsigned char bytes[8])
{
    uint64_t number = 0;

    for (int i = 7; i >= 0; i--)
        number = number << 8 | bytes[i];
    return number;
}

static bool refuse(struct diags *diags, const char *name, const char *why)
{
    diag_path(diags, SIGN_KEY, name, name, why);
    return false;
}

/* Takes the password's stream off the body. */
static bool open_body(struct secret_file *file, const char *password,
                      size_t len)
{
    unsigned char stream[sizeof(file->body)];
    unsigned char *body = (unsigned char *)&file->body;
    uint64_t memory = number_of(file->memory);

    if (memory > MEMORY_MOST ||
        late.crypto_pwhash_scryptsalsa208sha256(
            stream, sizeof(stream), password, len, file->salt,
            number_of(file->operations), (size_t)memory) != 0)
        return false;
    for (size_t i = 0; i < sizeof(stream); i++)
        body[i] ^= stream[i];
    late.sodium_memzero(stream, sizeof(stream));
    return true;
}

static bool ask_and_open(struct secret_file *file, sign_ask *ask, void *context)
{
    char password[1024];
    size_t len = ask ? ask(context, password, sizeof(password)) : 0;
    bool good = len > 0 && open_body(file, password, len);

    late.sodium_memzero(password, sizeof(password));
    return good;
}

static bool body_is_whole(const struct secret_file *file)
{
    unsigned char check[32];
    crypto_generichash_state state;

    late.crypto_generichash_init(&state, NULL, 0, sizeof(check));
    late.crypto_generichash_update(&state,
                                   (const unsigned char *)file->algorithm,
                                   sizeof(file->algorithm));
    late.crypto_generichash_update(&state, file->body.id,
                                   sizeof(file->body.id));
    late.crypto_generichash_update(&state, file->body.secret,
                                   sizeof(file->body.secret));
    late.crypto_generichash_final(&state, check, sizeof(check));
    return late.sodium_memcmp(check, file->body.check, sizeof(check)) == 0;
}

static const char *open_secret(struct secret_file *file, sign_ask *ask,
                               void *context)
{
    bool locked = memcmp(file->kdf, "Sc", 2) == 0;

    if (memcmp(file->algorithm, "Ed", 2) != 0 ||
        memcmp(file->check, "B2", 2) != 0 ||
        (!locked && memcmp(file->kdf, "\0\0", 2) != 0))
        return BOTH("不认得的种类", "of an unknown kind");
    if (locked && !ask_and_open(file, ask, context))
        return BOTH("没有口令", "no password");
    if (!locked)
        return NULL;
    return body_is_whole(file) ? NULL : BOTH("口令不对", "wrong password");
}

bool sign_key_read(struct str text, const char *name, sign_ask *ask,
                   void *context, struct sign_key *out, struct diags *diags)
{
    struct secret_file file;
    const char *fault = NULL;

    late_load(&late_library);
    if (late.sodium_init() < 0)
        return refuse(diags, name, "libsodium");
    take_line(&text); /* the comment */
    if (!decode(take_line(&text), &file, sizeof(file)))
        fault = BOTH("不是 minisign 的私钥", "no secret key of minisign's");
    else
        fault = open_secret(&file, ask, context);
    if (!fault) {
        memcpy(out->id, file.body.id, sizeof(out->id));
        memcpy(out->secret, file.body.secret, sizeof(out->secret));
    }
    late.sodium_memzero(&file, sizeof(file));
    return fault ? refuse(diags, name, fault) : true;
}

void sign_forget(struct sign_key *key)
{
    late_load(&late_library);
    late.sodium_memzero(key, sizeof(*key));
}

/* The second half of a secret key is the public one. */
struct sign_public sign_public_of(const struct sign_key *key)
{
    struct sign_public public;

    memcpy(public.id, key->id, sizeof(public.id));
    memcpy(public.key, key->secret + 32, sizeof(public.key));
    return public;
}

void sign_public_write(const struct sign_public *key, struct buf *out)
{
    struct public_file file = {.algorithm = {'E', 'd'}};

    memcpy(file.id, key->id, sizeof(file.id));
    memcpy(file.key, key->key, sizeof(file.key));
    encode(&file, sizeof(file), out);
}

bool sign_public_read(struct str text, const char *name,
                      struct sign_public *out, struct diags *diags)
{
    struct public_file file;
    struct str first = take_line(&text);
    struct str line = str_trim(text).len ? take_line(&text) : first;

    if (!decode(line, &file, sizeof(file)) ||
        memcmp(file.algorithm, "Ed", 2) != 0)
        return refuse(
            diags, name,
            BOTH("不是 minisign 的公钥", "no public key of minisign's"));
    memcpy(out->id, file.id, sizeof(out->id));
    memcpy(out->key, file.key, sizeof(out->key));
    return true;
}

static void hash(struct str bytes, unsigned char out[HASH_BYTES])
{
    late_load(&late_library);
    late.crypto_generichash(out, HASH_BYTES, (const unsigned char *)bytes.ptr,
                            bytes.len, NULL, 0);
}

/* Both together are signed once more, so that neither can be exchanged. */
static void join(struct buf *out, const struct signature_file *file,
                 struct str comment)
{
    buf_add(out, file->signature, sizeof(file->signature));
    buf_str(out, comment);
}

void sign_write(const struct sign_key *key, struct str bytes,
                const char *comment, struct buf *out)
{
    struct signature_file file = {.algorithm = {'E', 'D'}};
    unsigned char digest[HASH_BYTES], whole[64];
    struct buf joined = {0};

    memcpy(file.id, key->id, sizeof(file.id));
    hash(bytes, digest);
    late.crypto_sign_detached(file.signature, NULL, digest, sizeof(digest),
                              key->secret);
    join(&joined, &file, str_of(comment));
    late.crypto_sign_detached(whole, NULL, (unsigned char *)joined.data,
                              joined.len, key->secret);
    buf_text(out, "untrusted comment: signature of gongkai\n");
    encode(&file, sizeof(file), out);
    buf_format(out, "\n" TRUSTED "%s\n", comment);
    encode(whole, sizeof(whole), out);
    buf_char(out, '\n');
    buf_free(&joined);
}

struct signature {
    struct signature_file file;
    struct str comment;
    unsigned char whole[64];
};

static bool read_signature(struct str text, struct signature *out)
{
    take_line(&text);
    if (!decode(take_line(&text), &out->file, sizeof(out->file)))
        return false;
    out->comment = take_line(&text);
    if (!str_starts(out->comment, TRUSTED) || out->comment.len > COMMENT_MOST)
        return false;
    out->comment.ptr += strlen(TRUSTED);
    out->comment.len -= strlen(TRUSTED);
    return decode(take_line(&text), out->whole, sizeof(out->whole));
}

static bool signature_fits(const struct signature *signature, struct str bytes,
                           const unsigned char key[32])
{
    unsigned char digest[HASH_BYTES];
    struct str signed_bytes = bytes;

    if (memcmp(signature->file.algorithm, "ED", 2) == 0) {
        hash(bytes, digest);
        signed_bytes = (struct str){(const char *)digest, sizeof(digest)};
    } else if (memcmp(signature->file.algorithm, "Ed", 2) != 0) {
        return false;
    }
    return late.crypto_sign_verify_detached(
               signature->file.signature,
               (const unsigned char *)signed_bytes.ptr, signed_bytes.len,
               key) == 0;
}

static bool comment_fits(const struct signature *signature,
                         const unsigned char key[32])
{
    struct buf joined = {0};

    join(&joined, &signature->file, signature->comment);
    bool good = late.crypto_sign_verify_detached(
                    signature->whole, (const unsigned char *)joined.data,
                    joined.len, key) == 0;
    buf_free(&joined);
    return good;
}

bool sign_check(struct str signature, struct str bytes,
                const struct sign_public *key, const char *name,
                struct diags *diags)
{
    struct signature read = {0};
    const char *fault = NULL;

    if (!read_signature(signature, &read))
        fault =
            BOTH("不是 minisign 的签名文件", "no signature file of minisign's");
    else if (memcmp(read.file.id, key->id, sizeof(key->id)) != 0)
        fault = BOTH("是用另一个密钥签的", "made with another key");
    else if (!signature_fits(&read, bytes, key->key) ||
             !comment_fits(&read, key->key))
        fault = BOTH("内容或签名被改动过", "what was signed has been changed");
    if (fault)
        diag_path(diags, SIGN_BAD, name, fault, NULL);
    return fault == NULL;
}

bool sign_number(struct str signature, char out[17])
{
    static const char digits[] = "0123456789ABCDEF";
    struct signature read = {0};

    if (!read_signature(signature, &read))
        return false;
    uint64_t number = number_of(read.file.id);
    for (int i = 15; i >= 0; i--, number >>= 4)
        out[i] = digits[number & 15];
    out[16] = '\0';
    return true;
}
