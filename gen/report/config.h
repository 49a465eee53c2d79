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
        size_t keep_texts; /* bytes */
        unsigned spare; /* files of a site that keeps one; 0: never */
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

/* What a value must look like, and what it is kept as. */
enum setting {
    /* A struct str. */
    SETTING_TEXT, /* anything */
    SETTING_LANGUAGE, /* zh-CN */
    SETTING_BASE, /* where the site will stand; kept with a '/' at its end */
    SETTING_URL,
    SETTING_HOST,
    SETTING_FOLDER, /* below the site's root, never above it */
    SETTING_NAME, /* of a theme */
    SETTING_COLOUR,
    SETTING_ADDRESS, /* to listen on */
    SETTING_VOLUME, /* of a disc */
    /* Others. */
    SETTING_BOOL, /* bool */
    SETTING_NUMBER, /* unsigned, between `least` and `most` */
    SETTING_COUNT, /* size_t, the same */
    SETTING_SIZE, /* size_t, the same, with K, M or G */
    SETTING_WORD, /* int: the index in `words` */
    SETTING_LEVEL, /* enum diag_level, from `least` on */
};

/*
 * One key, as the manual and `config_keys` tell it. A number whose preset is
 * "auto" takes that word, too, as 0.
 */
struct config_key {
    const char *section, *key, *type, *preset; /* preset: default as written */
    const char *meaning[2]; /* by enum lang */
    enum setting setting;
    bool shows; /* it can change a page */
    size_t offset; /* in struct config */
    const char *const *words; /* ends with NULL */
    size_t least, most;
};

/* All keys, in the order of DESIGN.md §5; [check] has one more per code. */
const struct config_key *config_keys(size_t *len);

/*
 * Sets all defaults. Texts belong to `arena` or are static; each has a NUL
 * behind it.
 */
void config_init(struct config *config, struct arena *arena);

/*
 * Takes over what the file says. False when something was wrong: all of it is
 * told, and the keys that were right are taken over nevertheless.
 */
bool config_read(struct config *config, struct arena *arena,
                 const struct source *source, struct diags *diags);

/*
 * Takes over GONGKAI_SECTION_KEY from an environment such as environ. Names
 * of no section are passed over: others may use the word GONGKAI, too.
 */
bool config_environment(struct config *config, struct arena *arena,
                        char *const *environment, struct diags *diags);

/* Takes over one "section.key=value" of the command line (USAGE if it is not
 * of that form). */
bool config_set(struct config *config, struct arena *arena,
                const char *assignment, struct diags *diags);

/* A print of everything that can change a page. */
struct print;
void config_print(const struct config *config, struct print *print);

/* The same of everything but the number of threads: of what a run may say,
 * too. */
void config_print_whole(const struct config *config, struct print *print);

#endif
