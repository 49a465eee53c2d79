/*
 * schema - what the columns of targets.csv mean: a Table Schema (Frictionless
 * Data) with names, types, the words a column can have, and a title and
 * description in Chinese for people.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "../base/buf.h"

/* Writes the schema as JSON; its fields are the columns of export_csv. */
void schema_write(struct buf *out);

#endif
