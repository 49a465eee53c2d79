/*
 * loaded - bytes of a file into a source: the only way text gets in.
 *
 * What cannot be text that people read on any machine is told here with its
 * place, once for all kinds of files: broken UTF-8, other encodings, NUL and
 * control characters, bidirectional controls, private-use glyphs.
 */
#ifndef LOADED_H
#define LOADED_H

#include "../base/source.h"

struct diags;

/*
 * Makes a source of `bytes` (copied into `arena`): a BOM is dropped, CRLF and
 * CR become LF. Returns NULL when the bytes cannot be taken as text; every
 * problem is told, the encoding guessed (GB18030, UTF-16) but never assumed.
 */
struct source *source_load(struct arena *arena, const char *path,
                           struct str bytes, struct diags *diags);

#endif
