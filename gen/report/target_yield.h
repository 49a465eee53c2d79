/*
 * target_yield - names of what is grown and kept, which are told once for all
 * their measures: 生猪存栏2.7万头、出栏5.2万头.
 */
#ifndef TARGET_YIELD_H
#define TARGET_YIELD_H

#include "paragraph.h"

/*
 * The name of a measure (LEX_YIELD) that is of `last`, what was named last;
 * `name` as it stands where that is no crop and was told by no such measure.
 */
struct str yield_name(const struct paragraph *p, struct str last,
                      struct str name);

#endif
