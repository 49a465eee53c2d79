/*
 * sign - signatures that say who made an archive: Ed25519 in minisign's form,
 * so that they can be made and checked without us (`minisign -Vm FILE`).
 *
 * Of a file its BLAKE2b-512 is signed, as minisign does by default. The same
 * bytes and key always give the same signature.
 */
#ifndef SIGN_H
#define SIGN_H

#include "../base/buf.h"

#include <stdbool.h>

struct diags;

#define SIGN_FILE_MOST ((size_t)16 << 10) /* of a key or a signature */

struct sign_key {
    unsigned char id[8], secret[64];
};

struct sign_public {
    unsigned char id[8], key[32];
};

/* Asked for the password of a key that has one: fills `out` and returns its
 * length; 0 when there is none to be had. */
typedef size_t sign_ask(void *context, char *out, size_t most);

/*
 * Reads a secret key as `minisign -G` writes it. `name` is the file's, for
 * messages. False where it is none, or the password is wrong: told. Wiped by
 * sign_forget.
 */
bool sign_key_read(struct str text, const char *name, sign_ask *ask,
                   void *context, struct sign_key *out, struct diags *diags);
void sign_forget(struct sign_key *key);

/* The public part of it, and as the one line that people pass on. */
struct sign_public sign_public_of(const struct sign_key *key);
void sign_public_write(const struct sign_public *key, struct buf *out);

/* Reads a public key: a .pub file's text, or that line alone. */
bool sign_public_read(struct str text, const char *name,
                      struct sign_public *out, struct diags *diags);

/* Adds the signature file of `bytes` to `out`; the comment is signed, too. */
void sign_write(const struct sign_key *key, struct str bytes,
                const char *comment, struct buf *out);

/*
 * Holds `bytes` against a signature file. False, told under `name`, where they
 * are not what the owner of `key` signed.
 */
bool sign_check(struct str signature, struct str bytes,
                const struct sign_public *key, const char *name,
                struct diags *diags);

/* The number of the key that signed, as minisign prints it; false where this is
 * no signature file. */
bool sign_number(struct str signature, char out[17]);

#endif
