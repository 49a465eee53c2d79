/*
 * Running a template: pieces and data into bytes.
 *
 * The stack is our own, not C's: what includes what is in the hands of whoever
 * writes a theme.
 */
#include "template_node.h"

#include "template_show.h"

#include "../base/diag.h"

#include <string.h>

#define DEPTH_MOST 64 /* templates and handed blocks within each other */
#define INCLUDES_MOST 1000000 /* of one run: doubling is quick in width, too */
#define OUTPUT_MOST ((size_t)256 << 20)
#define TOLD_MOST 20 /* places that one run tells before it gives up */

/* A stretch of pieces that is being run: a template, or a block handed to it. */
struct frame {
    const struct template *template;
    uint32_t at, end;
    struct str indent; /* goes before each line */
    const struct template *giver; /* whose blocks replace those in here, */
    uint32_t given; /* the piece of its parent tag, */
    size_t blocks; /* a frame + 1 that hands blocks to this one, 0: none, */
    size_t outer; /* and the same for what surrounds it */
    unsigned depth;
    bool in_title; /* a block that landed in <title> */
};

/* A section that is being run; its value is asked for names. */
struct scope {
    const struct value *value;
    const struct value *list; /* NULL: none, else `item` is the next of it */
    uint32_t item;
    uint32_t begin; /* what the section holds begins there */
};

struct run {
    const struct templates *set;
    struct buf *out;
    struct diags *diags;
    struct arena scratch;
    struct frame *frame;
    size_t frames, frame_cap;
    struct scope *scope; /* newest last; the first is what the run was given */
    size_t scopes, scope_cap;
    size_t includes;
    bool line_begun; /* the indent of this line is written already */
    bool failed;
    bool stopped;
    const struct piece *told[TOLD_MOST];
    size_t tolds;
};

static struct frame *top(struct run *run)
{
    return &run->frame[run->frames - 1];
}

/* True the first time a piece is to be told; a list would tell it often. */
static bool may_tell(struct run *run, const struct piece *piece)
{
    run->failed = true;
    for (size_t i = 0; i < run->tolds; i++)
        if (run->told[i] == piece)
            return false;
    if (run->tolds == TOLD_MOST) {
        run->stopped = true;
        return false;
    }
    run->told[run->tolds++] = piece;
    return true;
}

static struct place place_of(struct run *run, const struct piece *piece)
{
    return place_at(top(run)->template->source, piece->offset);
}

/* Names the key of the scopes' maps that may have been meant. */
static void suggest(struct run *run, struct str name, const struct scope *scope,
                    size_t len)
{
    size_t count = 0, filled = 0;

    for (size_t i = 0; i < len; i++)
        count += scope[i].value->kind == VALUE_MAP ? scope[i].value->len : 0;
    const char **key = arena_array(&run->scratch, count + 1, sizeof(*key));
    for (size_t i = len; i > 0; i--) {
        const struct value *map = scope[i - 1].value;
        for (size_t k = 0; map->kind == VALUE_MAP && k < map->len; k++)
            key[filled++] = arena_copy(&run->scratch, map->field[k].key.ptr,
                                       map->field[k].key.len);
    }
    const char *near = text_nearest(name, key, filled);
    if (near)
        diag_detail(run->diags, "→ %s", near);
}

/* Rare, and kept out of what is asked for each name. */
static __attribute__((cold, noinline)) void
tell_unknown(struct run *run, const struct piece *piece, struct str part,
             const struct scope *scope, size_t len)
{
    if (run->set->mode == TEMPLATE_PLAIN || !may_tell(run, piece))
        return;
    diag_str(run->diags, TEMPLATE_NAME, place_of(run, piece), piece->text);
    suggest(run, part, scope, len);
}

/* The parts behind the first one: each in what the one before has. */
static __attribute__((noinline)) const struct value *
resolve_rest(struct run *run, const struct piece *piece,
             const struct value *value)
{
    for (size_t i = 1; i < piece->parts; i++) {
        if (value->kind == VALUE_NOTHING)
            return value;
        const struct piece_part *part = &piece->part[i];
        const struct value *inner = value_find(value, part->name, part->print);
        if (!inner) {
            tell_unknown(run, piece, part->name,
                         &(struct scope){.value = value}, 1);
            return value_nothing();
        }
        value = inner;
    }
    return value;
}

/* What a name stands for; nothing where it is unknown (told in a theme). To
 * call it took a quarter of its time. */
static inline __attribute__((always_inline)) const struct value *
resolve(struct run *run, const struct piece *piece)
{
    if (piece->parts == 0)
        return run->scope[run->scopes - 1].value;
    const struct piece_part *part = &piece->part[0];
    for (const struct scope *scope = run->scope + run->scopes;
         scope-- > run->scope;) {
        const struct value *found =
            value_find(scope->value, part->name, part->print);
        if (found)
            return piece->parts == 1 ? found : resolve_rest(run, piece, found);
    }
    tell_unknown(run, piece, part->name, run->scope, run->scopes);
    return value_nothing();
}

static void push_scope(struct run *run, struct scope scope)
{
    run->scope =
        mem_grow(run->scope, run->scopes, &run->scope_cap, sizeof(*run->scope));
    run->scope[run->scopes++] = scope;
}

static void push_frame(struct run *run, struct frame frame)
{
    run->frame =
        mem_grow(run->frame, run->frames, &run->frame_cap, sizeof(*run->frame));
    run->frame[run->frames++] = frame;
}

/* Writes the indent where a line of the template begins. */
static void begin_line(struct run *run, const struct frame *frame)
{
    if (!run->line_begun)
        buf_str(run->out, frame->indent);
    run->line_begun = false;
}

/* The same behind each line end that has text behind it. */
static void show_indented(struct run *run, struct str text, struct str indent)
{
    const char *end;

    while ((end = memchr(text.ptr, '\n', text.len))) {
        size_t len = (size_t)(end - text.ptr) + 1;
        if (len == text.len)
            break;
        buf_add(run->out, text.ptr, len);
        buf_str(run->out, indent);
        text.ptr += len;
        text.len -= len;
    }
    buf_str(run->out, text);
}

static void show_text(struct run *run, const struct frame *frame,
                      struct str text)
{
    if (frame->indent.len)
        show_indented(run, text, frame->indent);
    else
        buf_str(run->out, text);
}

static void show_variable(struct run *run, const struct frame *frame,
                          const struct piece *piece)
{
    const struct value *value = resolve(run, piece);
    enum context context = piece->context;

    if (run->set->mode == TEMPLATE_PLAIN) {
        show_plain(run->out, value, piece->raw);
        return;
    }
    if (context == CONTEXT_TEXT && frame->in_title)
        context = CONTEXT_TITLE;
    const char *why = show_in(run->out, value, piece->raw, context);
    if (!why || !may_tell(run, piece))
        return;
    char *what = arena_format(&run->scratch, "%.*s" IN_BRACKETS,
                              (int)piece->text.len, piece->text.ptr, why);
    diag_add(run->diags, TEMPLATE_CONTEXT, place_of(run, piece), what, NULL);
}

static void check_size(struct run *run)
{
    if (run->out->len <= OUTPUT_MOST && !run->out->full)
        return;
    diag_add(run->diags, LIMIT_MEMORY,
             place_file(run->frame[0].template->source), "256 MB", NULL);
    run->failed = run->stopped = true;
}

/* `at` is the first piece that the section holds. */
static void enter_section(struct run *run, const struct value *value,
                          uint32_t at)
{
    struct scope scope = {.value = value, .begin = at};

    if (value->kind == VALUE_LIST) {
        scope.list = value;
        scope.value = value->item[scope.item++];
    }
    push_scope(run, scope);
}

static void run_section(struct run *run, struct frame *frame,
                        const struct piece *piece)
{
    const struct value *value = resolve(run, piece);
    bool inverted = piece->kind == PIECE_INVERTED;

    if (value_is_true(value) == inverted)
        frame->at = piece->next;
    else if (!inverted)
        enter_section(run, value, frame->at);
}

/* Goes on to a list's next item, or to what follows the section. */
static void end_section(struct run *run, struct frame *frame)
{
    struct scope *scope = &run->scope[run->scopes - 1];

    check_size(run);
    if (!scope->list || scope->item == scope->list->len) {
        run->scopes--;
        return;
    }
    scope->value = scope->list->item[scope->item++];
    frame->at = scope->begin;
}

/* True where one more template may be entered; else that is told. */
static bool may_include(struct run *run, const struct piece *piece,
                        struct str name)
{
    if (top(run)->depth < DEPTH_MOST && run->includes < INCLUDES_MOST) {
        run->includes++;
        return true;
    }
    diag_str(run->diags, TEMPLATE_DEPTH, place_of(run, piece), name);
    run->failed = run->stopped = true;
    return false;
}

static struct str join_indent(struct run *run, struct str a, struct str b)
{
    if (a.len == 0 || b.len == 0)
        return a.len ? a : b;
    return str_of(arena_format(&run->scratch, "%.*s%.*s", (int)a.len, a.ptr,
                               (int)b.len, b.ptr));
}

static const struct template *find_included(struct run *run,
                                            const struct piece *piece)
{
    struct str name = piece->text;

    if (piece->target)
        return piece->target;
    if (piece->dynamic) {
        const struct value *value = resolve(run, piece);
        name = (struct str){"", 0};
        if (value->kind == VALUE_TEXT)
            name = value->text;
    }
    if (name.len == 0)
        return NULL;
    const struct template *found = template_find(run->set, name);
    if (!found && run->set->mode == TEMPLATE_THEME && may_tell(run, piece))
        diag_str(run->diags, TEMPLATE_PARTIAL, place_of(run, piece), name);
    return found;
}

/* Enters a partial or a parent; the latter hands its blocks over. */
static void include(struct run *run, const struct piece *piece)
{
    const struct template *template = find_included(run, piece);
    uint32_t self = (uint32_t)(piece - top(run)->template->piece);

    top(run)->at = piece->next;
    if (!template || !may_include(run, piece, template->name))
        return;
    struct frame frame = {.template = template,
                          .end = template->len,
                          .depth = top(run)->depth + 1,
                          .blocks = top(run)->blocks,
                          .in_title = top(run)->in_title};
    if (piece->alone)
        frame.indent = join_indent(run, top(run)->indent, piece->indent);
    if (piece->kind == PIECE_PARENT) {
        frame.giver = top(run)->template;
        frame.given = self;
        frame.outer = frame.blocks;
        frame.blocks = run->frames + 1;
    }
    push_frame(run, frame);
}

static const struct piece *block_in(const struct frame *giver, struct str name)
{
    const struct piece *all = giver->giver->piece;
    uint32_t i = giver->given + 1, end = all[giver->given].next;

    for (; i < end; i = all[i].next)
        if (all[i].kind == PIECE_BLOCK && str_equal(all[i].text, name))
            return &all[i];
    return NULL;
}

/* What replaces a block: the outermost template that has one of its name. */
static const struct piece *replacement(struct run *run, struct str name,
                                       const struct frame **giver)
{
    const struct piece *found = NULL;

    for (size_t i = top(run)->blocks; i > 0; i = run->frame[i - 1].outer) {
        const struct piece *block = block_in(&run->frame[i - 1], name);
        if (!block)
            continue;
        found = block;
        *giver = &run->frame[i - 1];
    }
    return found;
}

static void run_block(struct run *run, const struct piece *piece)
{
    const struct frame *giver = NULL;
    const struct piece *block = replacement(run, piece->text, &giver);

    if (!block)
        return; /* its own text follows as it is */
    top(run)->at = piece->next;
    if (!may_include(run, piece, piece->text))
        return;
    struct frame frame = {.template = giver->giver,
                          .depth = top(run)->depth + 1,
                          .blocks = giver->outer,
                          .in_title = top(run)->in_title ||
                                      piece->context == CONTEXT_TITLE};
    frame.at = (uint32_t)(block - giver->giver->piece) + 1;
    frame.end = block->next;
    frame.indent = join_indent(run, top(run)->indent, piece->indent);
    /* Only one of the two sides may have begun the first line. */
    if (piece->alone && !block->alone)
        buf_str(run->out, frame.indent);
    if (!piece->alone && block->alone)
        run->line_begun = true;
    push_frame(run, frame);
}

/* Enters what a piece asks for, or passes it. */
static void step_in(struct run *run, const struct piece *piece)
{
    if (piece->kind == PIECE_BLOCK)
        run_block(run, piece);
    else
        include(run, piece);
}

/* Runs the newest frame to its end, or until another lies on it. */
static void run_frame(struct run *run, struct frame *frame)
{
    while (frame->at < frame->end && !run->stopped) {
        const struct piece *piece = &frame->template->piece[frame->at++];
        if (piece->at_line)
            begin_line(run, frame);
        if (piece->lead.len)
            show_text(run, frame, piece->lead);
        switch (piece->kind) {
        case PIECE_TEXT: break;
        case PIECE_VARIABLE: show_variable(run, frame, piece); break;
        case PIECE_SECTION:
        case PIECE_INVERTED: run_section(run, frame, piece); break;
        case PIECE_END: end_section(run, frame); break;
        case PIECE_PARTIAL:
        case PIECE_PARENT:
        case PIECE_BLOCK: step_in(run, piece); return;
        }
    }
    check_size(run);
    run->frames--;
}

bool template_run(const struct templates *set, struct str name,
                  const struct value *data, struct buf *out,
                  struct diags *diags)
{
    struct run run = {.set = set, .out = out, .diags = diags};
    const struct template *template = template_find(set, name);

    if (!template) {
        diag_str(diags, TEMPLATE_PARTIAL, (struct place){0}, name);
        return false;
    }
    push_scope(&run, (struct scope){.value = data});
    push_frame(&run,
               (struct frame){.template = template, .end = template->len});
    while (run.frames > 0 && !run.stopped)
        run_frame(&run, top(&run));
    mem_free(run.frame);
    mem_free(run.scope);
    arena_free(&run.scratch);
    return !run.failed;
}
