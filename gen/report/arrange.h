/*
 * arrange - numbered lines become the headings of a report.
 *
 * Own lines ("二、存在的问题") and leads ("（六）改善面貌。围绕…") alike, level by
 * level as the kinds of numbers follow each other: 第一部分, 一、, （一）, 1.
 * Words are never changed; only the full stop behind a lead goes.
 */
#ifndef ARRANGE_H
#define ARRANGE_H

struct manuscript;
struct source;
struct diags;

/*
 * Makes headings, joins paragraphs that the end of a page cut, and puts a
 * heading in where one is missing above (told; `source` by file number). All
 * headings that are left have levels 2 to 4, without gaps.
 */
void arrange(struct manuscript *manuscript, const struct source *const *source,
             struct diags *diags);

#endif
