/*
 * heading - what a heading's words say: its number, its own name, and whether
 * it opens a plan or a summary.
 */
#ifndef HEADING_H
#define HEADING_H

#include "../base/text.h"

/*
 * Takes the number off a heading: "（六）改善面貌" gives 6 with `*number`
 * "（六）" and `*rest` "改善面貌". Known forms: 一、 （一） (一) 1. 1、 （1） ①
 * and 第三部分, 第三章, 第三节, 第三篇; brackets may be mixed. 0 where it bears
 * none; `*number` is then empty and `*rest` the whole.
 */
unsigned heading_number(struct str heading, struct str *number,
                        struct str *rest);

/*
 * Takes a "{#name}" off the end of `*heading` and returns the name; empty
 * where there is none.
 */
struct str heading_name(struct str *heading);

#endif
