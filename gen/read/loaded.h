/*
 * loaded - bytes of a file into a source: the only way text gets in.
 *
 * What cannot be text that people read on any machine is told here with its
 * place, once for all kinds of files: broken UTF-8, other encodings, NUL and
 * control characters, bidirectional controls, private-use glyphs, characters
 * that nobody sees, from web pages and Word: 1<U+200B>5% would be read as 5%.
 */
#ifndef LOADED_H
#define LOADED_H

#include "../base/diag.h"
#include "../base/source.h"

/*
 * Makes a source of `bytes` (copied into `arena`): a BOM is dropped, CRLF and
 * CR become LF. Returns NULL when the bytes cannot be taken as text; every
 * problem is told (up to LOADED_MOST in a file), the encoding guessed
 * (GB18030, UTF-16) but never assumed. A page (.md) without any text is a
 * problem too; other kinds of files may be empty.
 */
struct source *source_load(struct arena *arena, const char *path,
                           struct str bytes, struct diags *diags);

/* The same of bytes that it took before: they are not looked through again. */
struct source *source_load_again(struct arena *arena, const char *path,
                                 struct str bytes);

#define LOADED_MOST 20

/*
 * The code of what is wrong with one character, DIAG_CODES where nothing is,
 * and in `name` how to show it (U+202E, \x1b). PRIVATE_CHAR is a warning.
 */
enum diag_code rune_fault(uint32_t rune, char name[16]);

/*
 * The same for the first character of `text` that is an error, broken UTF-8
 * among them: for text that does not come out of a source as it stands.
 */
enum diag_code text_fault(struct str text, char name[16]);

#endif
