/*
 * config - config.ini: every setting, its default, and where it came from.
 *
 * One table (config.c) has all keys with type, default and meaning; the
 * manual gongkai-config(5) is checked against it. Order: defaults <
 * config.ini < GONGKAI_SECTION_KEY < --set.
 */
#ifndef CONFIG_H
#define CONFIG_H

#include "../base/diag.h"
#include "../base/mem.h"

#include <stdbool.h>

struct config {
    struct {
        struct str title, organisation, language, base_url, contact, licence;
    } site;
    struct {
        struct str site_name, site_domain, site_id_code;
        struct str column_name, column_description, column_keywords;
        struct str column_type, content_source, icp, police, party_badge;
        struct str report_error_url;
    } gov;
    struct {
        struct str content_dir, output_dir;
        unsigned jobs; /* 0: auto */
        size_t max_file; /* bytes */
        bool drafts;
    } build;
    struct {
        int raw_html; /* enum raw_html of markdown.h: 0 reject, 1 clean */
        bool footnotes;
        unsigned max_nesting;
    } markdown;
    struct {
        struct str name, accent;
        int dark; /* 0 off, 1 auto */
        bool large_print;
    } theme;
    struct {
        bool strip_metadata, require_alt;
        size_t max_pixels;
    } images;
    struct {
        bool enable;
        size_t max_bytes;
    } search;
    struct {
        int extract; /* 0 off, 1 auto, 2 ledger */
        bool downloads;
        enum diag_level prose_check;
    } targets;
    struct {
        enum diag_level personal_data;
        struct str exceptions, allow_hosts;
    } privacy;
    struct {
        enum diag_level fail_on;
        enum diag_level level[DIAG_CODES]; /* the table's unless set */
    } check;
    struct {
        unsigned port, debounce; /* milliseconds */
        struct str bind, allow_hosts;
        int watch; /* 0 auto, 1 inotify, 2 poll */
    } serve;
    struct {
        struct str volume_id, readme, sign_key;
        bool include_source;
    } archive;
    struct {
        struct str dest;
        unsigned keep;
        size_t max_deletes;
        int as; /* 0 site, 1 subtree, 2 fragment */
    } publish;
};

/* One key, as the manual and `config_keys` tell it. */
struct config_key {
    const char *section, *key, *type, *preset; /* preset: default as written */
    const char *meaning[2]; /* by enum lang */
};

/* All keys, in the order of DESIGN.md §5; [check] has one more per code. */
const struct config_key *config_keys(size_t *len);

/* Sets all defaults. Texts belong to `arena` or are static. */
void config_init(struct config *config, struct arena *arena);

/* Takes over what the file says. False when something was wrong (told). */
bool config_read(struct config *config, struct arena *arena,
                 const struct source *source, struct diags *diags);

/* Takes over GONGKAI_SECTION_KEY from an environment such as environ. */
bool config_environment(struct config *config, struct arena *arena,
                        char *const *environment, struct diags *diags);

/* Takes over one "section.key=value" of the command line. */
bool config_set(struct config *config, struct arena *arena,
                const char *assignment, struct diags *diags);

/* A print of everything that can change a page. */
struct print;
void config_print(const struct config *config, struct print *print);

#endif
