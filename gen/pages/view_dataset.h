/*
 * view_dataset - the table of targets as a data set in the words of
 * schema.org, so that catalogues of open data can list it.
 */
#ifndef VIEW_DATASET_H
#define VIEW_DATASET_H

#include "view_frame.h"

/* Sets `dataset` where the site offers the data: a block of JSON-LD, which is
 * data that no browser runs. */
void set_dataset(struct view *view);

#endif
