/*
 * fragment - the body of a finished page, to be pasted into another system's
 * page: what stands in its <main>, with no head, no frame and no script.
 */
#ifndef FRAGMENT_H
#define FRAGMENT_H

#include "../base/text.h"

/* Whether the page only leads on to another one. */
bool fragment_is_redirect(struct str page);

/* What stands between <main> and </main>, within `page`; empty: no such. */
struct str fragment_of(struct str page);

#endif
