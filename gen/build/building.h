/*
 * building - what the parts of build share: build.c brings a site up to its
 * files, build_recall.c takes over what an earlier run has left.
 */
#ifndef BUILDING_H
#define BUILDING_H

#include "build.h"

struct build {
    struct disk *disk;
    const struct config *config;
    struct library *library;
    struct theming *theming;
    struct examine *examine;
    struct memory *memory; /* of the pages of the last good update */
    bool recalled; /* that was another run's */
    bool pages_told; /* something was said of a page */
    int64_t read_at; /* when the last update began to look at files */
    build_explain *explain;
    void *explain_context;
    build_look *look;
    void *look_context;
};

#endif
