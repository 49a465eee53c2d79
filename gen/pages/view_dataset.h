/*
 * view_dataset - a report and its table of targets in the words of schema.org,
 * so that search engines and catalogues of open data can list them.
 */
#ifndef VIEW_DATASET_H
#define VIEW_DATASET_H

#include "view_frame.h"

/* Sets `dataset` where the site offers the data: a block of JSON-LD, which is
 * data that no browser runs. */
void set_dataset(struct view *view);

/* The same of a report as a document, on its own page and its full text. */
void set_document(struct view *view);

#endif
