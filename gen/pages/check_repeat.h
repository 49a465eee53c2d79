/*
 * check_repeat - one fault of a template stands on every page: the first few
 * places are told, and how many more there are.
 */
#ifndef CHECK_REPEAT_H
#define CHECK_REPEAT_H

struct diags;

/* Thins out what is told of pages with the same words; `diags` are sorted where
 * there is so much of that. */
void check_thin_out(struct diags *diags);

#endif
