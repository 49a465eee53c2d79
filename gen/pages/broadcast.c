#include "broadcast.h"

#include "broadcast_text.h"
#include "spoken.h"

/* What heading and farewell of a piece may take, in runes. */
#define AROUND_MOST 60
#define PIECE_MOST ((size_t)BROADCAST_MINUTES * BROADCAST_SPEED - AROUND_MOST)

/* A piece is cut before a section once it would not fit as a whole. */
struct piece {
    size_t from, to; /* lines */
    size_t runes;
};

struct pieces {
    struct piece *item;
    size_t len, cap;
};

/* The runes from line `at` up to the next place of that cut or a higher one. */
static size_t stretch_runes(const struct lines *lines, size_t at, enum cut cut)
{
    size_t runes = 0;

    do
        runes += lines->item[at++].runes;
    while (at < lines->len && lines->item[at].cut < cut);
    return runes;
}

static void open_piece(struct pieces *pieces, size_t at)
{
    pieces->item = mem_grow(pieces->item, pieces->len, &pieces->cap,
                            sizeof(*pieces->item));
    pieces->item[pieces->len++] = (struct piece){at, at, 0};
}

/* Whether what begins at `at` is to begin a new piece. A section or paragraph
 * that no piece could hold begins where it stands. */
static bool wants_piece(const struct lines *lines, const struct piece *piece,
                        size_t at)
{
    enum cut cut = lines->item[at].cut;

    for (; cut > CUT_SENTENCE; cut--) {
        size_t runes = stretch_runes(lines, at, cut);
        if (runes <= PIECE_MOST)
            return piece->runes + runes > PIECE_MOST;
    }
    return piece->runes + lines->item[at].runes > PIECE_MOST;
}

static struct pieces cut_pieces(const struct lines *lines)
{
    struct pieces pieces = {0};

    for (size_t i = 0; i < lines->len; i++) {
        if (pieces.len == 0 ||
            wants_piece(lines, &pieces.item[pieces.len - 1], i))
            open_piece(&pieces, i);
        struct piece *piece = &pieces.item[pieces.len - 1];
        piece->runes += lines->item[i].runes;
        piece->to = i + 1;
    }
    return pieces;
}

static void end_line(struct buf *out)
{
    buf_text(out, "\r\n");
}

/* 第一段，约十二分钟 */
static void write_head(struct buf *out, size_t number, size_t runes)
{
    size_t minutes =
        (runes + AROUND_MOST + BROADCAST_SPEED / 2) / BROADCAST_SPEED;

    buf_text(out, "第");
    spoken_count(number, out);
    buf_text(out, "段，约");
    if (minutes == 2)
        buf_text(out, "两");
    else
        spoken_count(minutes ? minutes : 1, out);
    buf_text(out, "分钟");
    end_line(out);
}

static void write_farewell(struct buf *out, size_t number, size_t pieces)
{
    end_line(out);
    if (number == pieces) {
        buf_text(out, "全文播送完了。");
    } else {
        buf_text(out, "这一段播送完了，请继续收听第");
        spoken_count(number + 1, out);
        buf_text(out, "段。");
    }
    end_line(out);
}

static void write_piece(struct buf *out, const struct lines *lines,
                        const struct piece *piece)
{
    for (size_t i = piece->from; i < piece->to; i++) {
        if (lines->item[i].cut > CUT_SENTENCE)
            end_line(out);
        buf_str(out, lines->item[i].text);
        end_line(out);
    }
}

/* The title, and who speaks where the title does not say so. */
static void add_opening(struct lines *lines, const struct report *report)
{
    struct buf text = {0};

    if (report->org.len && str_find(report->title, report->org) == SIZE_MAX) {
        buf_str(&text, report->org);
        buf_text(&text, "，");
    }
    buf_str(&text, report->title);
    lines_text(lines, buf_view(&text), CUT_SECTION);
    buf_free(&text);
}

void broadcast_write(const struct report *report, struct buf *out)
{
    struct arena arena = {0};
    struct lines lines = {.arena = &arena};

    add_opening(&lines, report);
    for (size_t i = 0; i < report->sections; i++) {
        const struct section *section = &report->section[i];
        if (i > 0 && section->paper != section[-1].paper)
            lines_text(&lines, paper_front(section->paper)->title, CUT_SECTION);
        lines_section(&lines, section);
    }
    struct pieces pieces = cut_pieces(&lines);
    buf_text(out, "\xef\xbb\xbf");
    for (size_t i = 0; i < pieces.len; i++) {
        if (i > 0)
            end_line(out);
        write_head(out, i + 1, pieces.item[i].runes);
        write_piece(out, &lines, &pieces.item[i]);
        write_farewell(out, i + 1, pieces.len);
    }
    mem_free(pieces.item);
    mem_free(lines.item);
    arena_free(&arena);
}
