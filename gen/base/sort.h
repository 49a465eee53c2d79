/*
 * sort - sorts what is in order already, stretch by stretch.
 *
 * What a page holds is mostly so: t1 to t9, then f1 to f40. The library's sort
 * does not profit from that.
 */
#ifndef SORT_H
#define SORT_H

#include <stddef.h>

/*
 * Sorts as qsort does; equal elements keep their order. The fewer stretches in
 * order there are, the fewer comparisons: one less than elements for a single
 * one.
 */
void sort_stretches(void *array, size_t len, size_t size,
                    int (*compare)(const void *, const void *));

#endif
