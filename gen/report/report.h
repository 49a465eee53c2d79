/*
 * report - one year's report: chapters and sections with their stable names.
 *
 * It is made of report.md, or of summary.md and plan.md. A section's name
 * comes from the number its heading bears ((六) is 06 even where (一) to (五)
 * are absent), never from its words, so that mending a title breaks no link.
 */
#ifndef REPORT_H
#define REPORT_H

#include "../base/print.h"
#include "../read/doc.h"
#include "../read/front.h"

struct asset;
struct diags;
struct ledger;
struct records;
struct villages;

/* One Markdown file, read. */
struct paper {
    const char *path; /* content/2020/report.md */
    const struct source *source;
    const struct front *front; /* NULL: it was not read, or says nothing */
    bool front_is_good; /* nothing was wrong with the front matter */
    struct doc *doc; /* NULL: refused; why is told */
    const struct records *records; /* what it states; NULL: not asked */
    struct str kept; /* these records in few bytes, of a paper without its text
                        (kept.h); empty: not kept */
    const struct villages *villages; /* that it names; NULL: not asked */
    struct print print; /* of the file's bytes */
};

/* The front matter of a paper; an empty one where there is none. */
static inline const struct front *paper_front(const struct paper *paper)
{
    static const struct front none;

    return paper->front ? paper->front : &none;
}

struct section {
    const struct paper *paper;
    const struct section *chapter; /* NULL for a chapter itself */
    const char *name; /* "r0302"; the page is name.html */
    struct str number; /* as written: "（二）", "三、"; may be empty */
    struct str title; /* plain text behind the number */
    struct node *heading; /* NULL for chapter 00 */
    struct node *first, *end; /* its own blocks: first up to before end */
    struct str *below; /* the headings among them, as plain text */
    uint32_t belows;
    uint32_t line, column; /* where it begins */
    uint32_t last_line; /* of its text */
    bool in_plan; /* stands in the plan, not in the summary */
    struct print print; /* of its text */
    struct print stated; /* of the records that stand in it */
};

static inline struct place section_place(const struct section *section)
{
    return (struct place){section->paper->source, section->line,
                          section->column};
}

struct report {
    const char *id; /* "2020", "xinglong/2020" */
    const struct paper *paper[2]; /* summary or report; plan or NULL */
    struct str title, org;
    int year;
    struct date published;
    bool draft;
    bool promises; /* some of it is promised, not only reported */
    bool results; /* some of it is reported as reached */
    bool follows; /* the promises of the year before are held against it */
    struct section *section; /* in order: each chapter, then its sections */
    size_t sections;
    const struct records *found; /* what its text states */
    const struct records *targets; /* the same as the ledger has it */
    const struct ledger *ledger; /* NULL: none */
    size_t records; /* how many of both; imprint.h has these and what follows */
    struct print stated; /* of all records */
    struct print villages; /* of those it names, and where */
    struct print head; /* of all that other pages show of it */
    struct str searched; /* its pages in the data of the search, ready-made:
                            of a report whose own text was not read */
    struct print below; /* of the head, and the headings inside sections */
    size_t text; /* bytes of both papers */
    struct str told[2]; /* while it was made, while its links were found: as
                           wire has it */
    struct asset **asset; /* files that its links use */
    size_t assets;
    size_t place; /* among the site's reports */
    struct print planned; /* of all that goes into its own pages, when they were
                             planned last; zero: they were not */
    struct str record; /* as an earlier run wrote down all that it knew of it,
                          which holds; or empty */
    bool is_folded; /* only what others show of it is there: see fold.h */
    bool has_links; /* some of its links may lead into the site */
    bool is_wanted; /* of made_report: what is known of it is not enough */
    bool stands; /* the plan has left its pages out: they are as they were */
};

/*
 * Makes a report of its papers (the second may be NULL) in `arena`. Returns
 * NULL when it has no structure to show; problems are told with their places.
 */
struct report *report_new(struct arena *arena, const char *id,
                          const struct paper *first, const struct paper *second,
                          struct diags *diags);

/* True for content/…/report.md, summary.md and plan.md. */
bool paper_is_report(struct str path);

/* The year a paper is about: its own, else what its folder's name says; 0. */
int paper_year(const struct paper *paper);

/* What says whether it is plan or summary as a whole: the kind its front
 * matter gives, else its file's name, else its title. */
struct str paper_part(const struct paper *paper);

/* Takes a "{#name}" off a heading, once; the name, or an empty one. */
struct str heading_own_name(struct node *heading);

/* The section of that name, or NULL. */
const struct section *report_section(const struct report *report,
                                     struct str name);

/* The section that has `line` of `paper`; NULL where none has. */
const struct section *report_section_at(const struct report *report,
                                        const struct paper *paper,
                                        uint32_t line);

#endif
