/*
 * charset - what a text that is not UTF-8 was most likely written in.
 *
 * Only a guess for a message: nothing is ever decoded on its strength.
 */
#ifndef CHARSET_H
#define CHARSET_H

#include "../base/text.h"

/* UTF-16 or UTF-32 by its mark or its NUL bytes: a name for iconv, or NULL. */
const char *charset_wide(struct str bytes);

/*
 * True where bytes that are not UTF-8 read wholly as GB18030 (which takes in
 * GBK and GB2312), and as such Chinese as people write it.
 */
bool charset_is_gb18030(struct str bytes);

#endif
