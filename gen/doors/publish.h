/*
 * publish - the place that a web server serves, and the step that changes what
 * readers see there.
 *
 * Two layouts. Linked: DEST/releases/ID and DEST/current, a symbolic link that
 * is replaced by a renaming. In place: DEST itself is what the server serves
 * and is exchanged whole (stage); the releases lie beside it in
 * `.DEST.releases`. Both are locked while a run is at work.
 */
#ifndef PUBLISH_H
#define PUBLISH_H

#include "output.h"
#include "release.h"

struct publish {
    struct session *session;
    struct output output;
    struct arena arena;
    struct diags *diags;
    const char *current, *releases, *lock; /* below the output's disk */
    bool in_place, locked;
    struct shelf shelf;
    const char *shown_id; /* NULL: what readers see is no release here */
    struct release shown; /* its manifest; empty: nothing is published */
};

/*
 * Takes the place `dest`. `in_place` asks for that layout; a folder that is one
 * already keeps it. With `look_only` nothing is made or locked. False where
 * the place is another's, busy, or the system fails: told. publish_close has
 * to follow in either case.
 */
bool publish_open(struct session *session, const char *dest, bool in_place,
                  bool look_only, struct publish *out);

/* Whether what is published is, byte for byte, that release. */
bool publish_shows(struct publish *publish, const struct release *release);

/* Clears away what a run that was killed left beside what readers see; for
 * where nothing else is to be done. False when the system fails: told. */
bool publish_tidy(struct publish *publish);

/* Keeps the release and shows it to readers. False: the old site stands. */
bool publish_release(struct publish *publish, const struct release *release);

/* Shows the release of that id, which lies here, to readers. */
bool publish_again(struct publish *publish, const char *id,
                   const struct release *release);

void publish_close(struct publish *publish);

#endif
