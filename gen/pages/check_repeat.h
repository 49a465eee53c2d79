/*
 * check_repeat - one fault of a template stands on every page: the first few
 * places are told, and how many more there are.
 */
#ifndef CHECK_REPEAT_H
#define CHECK_REPEAT_H

struct diags;

/* Sorts `diags`, and thins out what is told of pages with the same words. */
void check_thin_out(struct diags *diags);

#endif
