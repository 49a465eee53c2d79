/*
 * target_behind - names that stand behind their number.
 */
#ifndef TARGET_BEHIND_H
#define TARGET_BEHIND_H

#include "prose.h"

/* Whether the figure counts things: it has a unit that measures nothing. */
bool behind_counts(const struct figure *figure);

/* What the figure counts, where that follows it: 完成132户搬迁, 3个贫困村退出;
 * else empty. */
struct str behind_name(const struct part_of_clause *part);

#endif
