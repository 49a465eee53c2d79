/* article_info - lines and cards that tell when, by whom and under which number
 * a text was put out. Private to article. */
#ifndef ARTICLE_INFO_H
#define ARTICLE_INFO_H

#include "article.h"

struct block_table;

/* True for a line such as "来源：县报 时间：2020年1月5日 浏览：77次". */
bool article_is_info(struct str text);

/* Takes from such lines what `out` does not have yet. */
void article_read_info(struct str text, struct article *out);

/* True where a table is the card of a published document (索引号, 发文机关 …);
 * its lines are then kept as the others are. */
bool article_take_card(struct manuscript *manuscript,
                       const struct block_table *table);

#endif
