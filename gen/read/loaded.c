#include "loaded.h"

#include "charset.h"

#include <stdio.h>
#include <string.h>

#define NAME_ROOM 16
#define EACH_BYTE 0x0101010101010101u

struct scan {
    const struct source *source;
    struct diags *diags;
    size_t errors, warnings;
    size_t broken_end; /* where the newest run of broken bytes ended */
    size_t warned; /* where the newest warning stands */
};

static bool is_noncharacter(uint32_t rune)
{
    return (rune >= 0xFDD0 && rune <= 0xFDEF) || (rune & 0xFFFE) == 0xFFFE;
}

/*
 * U+0085, U+2028 and U+2029 are odd but harmless line ends and stay; so does
 * U+200E, which changes nothing in text that runs from left to right.
 */
static enum diag_code judge(uint32_t rune)
{
    if (rune == '\t' || rune == '\n' || rune == 0x85 || rune == 0x200E)
        return DIAG_CODES;
    if (rune == 0)
        return NUL_BYTE;
    if (rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || is_noncharacter(rune))
        return CONTROL_CHAR;
    if (rune_is_bidi(rune))
        return BIDI_CONTROL;
    return rune_is_private(rune) ? PRIVATE_CHAR : DIAG_CODES;
}

enum diag_code rune_fault(uint32_t rune, char name[16])
{
    enum diag_code code = judge(rune);

    /* Most runes are fine, and naming one costs more than judging it. */
    if (code == DIAG_CODES)
        return code;
    if (code == CONTROL_CHAR && rune < 0x80)
        snprintf(name, NAME_ROOM, "\\x%02x", (unsigned)rune);
    else
        snprintf(name, NAME_ROOM, "U+%04X", (unsigned)rune);
    return code;
}

/* U+00AD, U+200B, U+2060 and U+FEFF show nothing and mean nothing in Chinese;
 * the joiners beside them do in other scripts, and in emoji. */
static bool is_hidden(uint32_t rune)
{
    return rune == 0xAD || rune == 0x200B || rune == 0x2060 || rune == 0xFEFF;
}

/* The code of the character of `len` bytes at `at`, from what is around it. */
static enum diag_code fault_at(struct str text, size_t at, size_t len,
                               uint32_t rune, char name[16])
{
    uint32_t behind = 0;

    if (!is_hidden(rune))
        return rune_fault(rune, name);
    snprintf(name, NAME_ROOM, "U+%04X", (unsigned)rune);
    text_decode(text, at + len, &behind);
    return rune_is_digit(behind) || rune_is_digit(text_before(text, at))
               ? HIDDEN_DIGIT
               : HIDDEN_CHAR;
}

/* Whether the eight bytes at `at` are all printable ASCII. */
static bool eight_plain(const unsigned char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof(word));
    uint64_t below_blank = word - EACH_BYTE * 0x20;
    uint64_t above_tilde = word + EACH_BYTE;
    return ((word | below_blank | above_tilde) & (EACH_BYTE * 0x80)) == 0;
}

/* U+3000 to U+CFFF, where nearly all Chinese is and nothing can be wrong. */
static bool is_plain_three(const unsigned char *at)
{
    return at[0] >= 0xE3 && at[0] <= 0xEC && (at[1] & 0xC0) == 0x80 &&
           (at[2] & 0xC0) == 0x80;
}

/* The offset, from `at` on, of the first character that needs a look. */
static size_t skip_plain(struct str text, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;

    while (at < text.len) {
        unsigned char byte = bytes[at];
        if (byte >= 0x80) {
            if (text.len - at < 3 || !is_plain_three(bytes + at))
                break;
            at += 3;
        } else if (text.len - at >= 8 && eight_plain(bytes + at)) {
            at += 8;
        } else {
            if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F)
                break;
            at++;
        }
    }
    return at;
}

/* What cannot be decoded comes as single bytes beyond ASCII. */
static bool is_broken(struct str text, size_t at, size_t len)
{
    return len == 1 && (unsigned char)text.ptr[at] >= 0x80;
}

enum diag_code text_fault(struct str text, char name[16])
{
    uint32_t rune;

    for (size_t at = 0, len; (at = skip_plain(text, at)) < text.len;
         at += len) {
        len = text_decode(text, at, &rune);
        if (is_broken(text, at, len)) {
            snprintf(name, NAME_ROOM, "0x%02X", (unsigned char)text.ptr[at]);
            return BAD_UTF8;
        }
        enum diag_code code = fault_at(text, at, len, rune, name);
        if (code != DIAG_CODES && diag_rule(code)->level == DIAG_ERROR)
            return code;
    }
    return DIAG_CODES;
}

static void tell_error(struct scan *scan, enum diag_code code, size_t at,
                       const char *name)
{
    scan->errors++;
    diag_add(scan->diags, code, place_at(scan->source, at), name, NULL);
}

/* One for each line: a font's private glyphs come in numbers. */
static void tell_warning(struct scan *scan, enum diag_code code, size_t at,
                         const char *name)
{
    const char *text = scan->source->text.ptr;

    if (scan->warnings == LOADED_MOST)
        return;
    if (scan->warnings > 0 &&
        !memchr(text + scan->warned, '\n', at - scan->warned))
        return;
    scan->warnings++;
    scan->warned = at;
    diag_add(scan->diags, code, place_at(scan->source, at), name, NULL);
}

/* A byte that is not UTF-8; false where the whole text is something else. */
static bool judge_broken(struct scan *scan, size_t at)
{
    struct str text = scan->source->text;
    bool goes_on = scan->broken_end == at && at > 0;
    bool first = scan->broken_end == 0;
    char name[NAME_ROOM];

    scan->broken_end = at + 1;
    if (first && charset_is_gb18030(text)) {
        tell_error(scan, BAD_CHARSET, at, "GB18030");
        return false;
    }
    snprintf(name, sizeof(name), "0x%02X", (unsigned char)text.ptr[at]);
    if (!goes_on)
        tell_error(scan, BAD_UTF8, at, name);
    return true;
}

static void judge_rune(struct scan *scan, size_t at, size_t len, uint32_t rune)
{
    char name[NAME_ROOM];
    enum diag_code code = fault_at(scan->source->text, at, len, rune, name);

    if (code == DIAG_CODES)
        return;
    if (diag_rule(code)->level == DIAG_ERROR)
        tell_error(scan, code, at, name);
    else
        tell_warning(scan, code, at, name);
}

static bool scan_text(struct scan *scan)
{
    struct str text = scan->source->text;
    uint32_t rune;

    for (size_t at = 0, len;
         scan->errors < LOADED_MOST && (at = skip_plain(text, at)) < text.len;
         at += len) {
        len = text_decode(text, at, &rune);
        if (!is_broken(text, at, len))
            judge_rune(scan, at, len, rune);
        else if (!judge_broken(scan, at))
            break;
    }
    return scan->errors == 0;
}

/* CRLF and CR to LF, in place; returns the new length. */
static size_t fold_line_ends(char *text, size_t len)
{
    const char *first = memchr(text, '\r', len);

    if (!first)
        return len;
    size_t to = (size_t)(first - text);
    for (size_t from = to; from < len; from++) {
        if (text[from] == '\r' && from + 1 < len && text[from + 1] == '\n')
            continue;
        text[to++] = text[from] == '\r' ? '\n' : text[from];
    }
    text[to] = '\0';
    return to;
}

struct source *source_load_again(struct arena *arena, const char *path,
                                 struct str bytes)
{
    if (str_starts(bytes, "\xEF\xBB\xBF")) {
        bytes.ptr += 3;
        bytes.len -= 3;
    }
    char *text = arena_copy(arena, bytes.ptr, bytes.len);
    size_t len = fold_line_ends(text, bytes.len);
    return source_new(arena, path, (struct str){text, len});
}

struct source *source_load(struct arena *arena, const char *path,
                           struct str bytes, struct diags *diags)
{
    if (bytes.len == 0)
        bytes = STR("");
    const char *wide = charset_wide(bytes);
    if (wide) {
        /* Its bytes as a source line would be noise: told without one. */
        diag_path(diags, BAD_CHARSET, path, wide, NULL);
        return NULL;
    }
    struct source *source = source_load_again(arena, path, bytes);
    struct scan scan = {.source = source, .diags = diags};
    if (!scan_text(&scan))
        return NULL;
    /* An empty config.ini stands for the defaults, but a page must speak. */
    if (str_ends(str_of(path), ".md") && str_trim(source->text).len == 0) {
        diag_add(diags, EMPTY_FILE, place_file(source), NULL, NULL);
        return NULL;
    }
    return source;
}
