/*
 * check_note - what is collected while one file is judged: where it is wrong,
 * where it leads to, and which places in it can be led to.
 */
#ifndef CHECK_NOTE_H
#define CHECK_NOTE_H

#include "../base/diag.h"
#include "check.h"
#include "check_url.h"

#define CHECK_KNOWN 64

/* A file under judgement. Starts by check_note_start. */
struct check_note {
    const char *path;
    struct str dir; /* of the path, with its '/' */
    const struct source *source;
    const struct check_rules *rules;
    struct diags *diags;
    struct arena *arena; /* of the facts */
    struct arena scratch;
    struct place seen; /* the newest place that was asked for */
    size_t seen_at; /* and its offset */
    struct check_id {
        struct str name;
        uint64_t head; /* its first eight bytes, which order most */
        uint32_t at;
        bool is_name; /* <a name>: may stand twice */
    } * id;
    size_t ids, ids_cap;
    struct check_target {
        struct str path; /* of an address */
        const char *target; /* where that leads, in the facts' arena */
        uint32_t rank; /* among all of them, in the end */
    } * target;
    size_t targets, targets_cap;
    uint32_t known[CHECK_KNOWN]; /* the newest of each hash, counted from 1 */
    struct check_lead {
        uint32_t target; /* its number, and in the end its rank */
        uint32_t line, column;
        struct str anchor;
    } * lead;
    size_t leads, leads_cap;
    const char **host;
    size_t hosts, hosts_cap;
};

/* What is noted goes into `arena`. */
void check_note_start(struct check_note *note, struct arena *arena,
                      const char *path, const struct source *source,
                      const struct check_rules *rules, struct diags *diags);

/* The place of a byte offset; cheap where offsets come in order. */
struct place check_place(struct check_note *note, size_t at);

/* Tells `code` at an offset about `what`, shortened where it is long. */
void check_tell(struct check_note *note, enum diag_code code, size_t at,
                struct str what);

/*
 * Notes a link to `url` (URL_PAGE) and gives the path it leads to; NULL, told,
 * where it leads out of the site or to a folder. Texts that are noted must last
 * as long as the note.
 */
const char *check_add_link(struct check_note *note, const struct url *url,
                           size_t at);
void check_add_id(struct check_note *note, struct str name, size_t at,
                  bool is_name);
void check_add_host(struct check_note *note, struct str host);

/* Forgets what was noted: the file is read anew. */
void check_note_forget(struct check_note *note);

/* Tells twin ids and moves all into `facts`: sorted, each thing once. */
void check_note_finish(struct check_note *note, struct check_facts *facts);

void check_note_free(struct check_note *note);

#endif
