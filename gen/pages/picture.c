#include "picture.h"

#include "../base/escape.h"
#include "../base/mem.h"
#include "chart.h"

/* All lengths are in units of the picture. */
#define WIDTH 720
#define LEFT 40
#define RIGHT (WIDTH - LEFT)
#define GAP 24 /* between a label and its value */
#define LABEL_LINES 2

#define INK "#1f1e1b"
#define PAPER "#fbfaf7"
#define ACCENT "#9a1b1e"
#define GREY "#5a5953"
#define LINE "#d8d5cc"

#define SERIF                                                                  \
    "'Source Han Serif SC','Noto Serif CJK SC','Songti "                       \
    "SC',STSong,SimSun,serif"
#define SANS                                                                   \
    "'PingFang SC','Source Han Sans SC','Noto Sans CJK SC',"                   \
    "'Microsoft YaHei',sans-serif"

struct drawing {
    struct buf *out;
    int y; /* the base of the next line */
    struct chart_axis axis;
};

/* Of text that takes so many columns of a terminal. */
static int width_of_columns(size_t columns, int size)
{
    return (int)columns * size / 2;
}

static int width_of(struct str text, int size)
{
    return width_of_columns(text_width(text), size);
}

/* How much of `text` fits in `width`, in bytes. */
static size_t fitting(struct str text, int size, int width)
{
    size_t at = 0, columns = 0, len;
    uint32_t rune;

    for (; (len = text_decode(text, at, &rune)); at += len) {
        columns += rune_width(rune);
        if (width_of_columns(columns, size) > width)
            break;
    }
    return at;
}

static void put_text(struct drawing *drawing, int x, const char *anchor,
                     int size, const char *look, struct str text)
{
    buf_format(
        drawing->out,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-size=\"%d\" %s>", x,
        drawing->y, anchor, size, look);
    escape_html(drawing->out, text);
    buf_text(drawing->out, "</text>\n");
}

static void put_rule(struct drawing *drawing, const char *colour, int height)
{
    buf_format(drawing->out,
               "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
               "fill=\"%s\"/>\n",
               LEFT, drawing->y, RIGHT - LEFT, height, colour);
}

/* Text over as many lines as it takes, at most `most`; the last then ends in
 * dots. Leaves `y` at the base of the last line. */
static void put_lines(struct drawing *drawing, struct str text, int size,
                      int width, int most, const char *look)
{
    struct buf cut = {0};

    for (int line = 1; text.len; line++) {
        size_t len = fitting(text, size, width);
        bool ends = line == most && len < text.len;
        if (ends)
            len = fitting(text, size, width - size);
        if (len == 0)
            break;
        buf_cut(&cut, 0);
        buf_str(&cut, (struct str){text.ptr, len});
        if (ends)
            buf_text(&cut, "…");
        put_text(drawing, LEFT, "start", size, look, buf_view(&cut));
        text = (struct str){text.ptr + len, text.len - len};
        if (ends || text.len == 0)
            break;
        drawing->y += size * 3 / 2;
    }
    buf_free(&cut);
}

static void put_bar(struct drawing *drawing, double rate)
{
    double zero = chart_spot(&drawing->axis, 0);
    double end = chart_spot(&drawing->axis, rate);
    double from = rate < 0 ? end : zero, to = rate < 0 ? zero : end;

    drawing->y += 10;
    buf_format(drawing->out,
               "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"6\" "
               "fill=\"%s\"/>\n",
               LEFT + from * (RIGHT - LEFT), drawing->y,
               (to - from) * (RIGHT - LEFT), rate < 0 ? INK : ACCENT);
    drawing->y += 6;
}

static void put_line(struct drawing *drawing, const struct picture_line *line)
{
    int room = RIGHT - LEFT - GAP - width_of(line->value, 22);

    drawing->y += 36;
    put_text(drawing, RIGHT, "end", 22,
             "font-weight=\"bold\" fill=\"" ACCENT "\"", line->value);
    put_lines(drawing, line->label, 20, room, LABEL_LINES, "fill=\"" INK "\"");
    if (line->has_rate)
        put_bar(drawing, line->rate);
}

static struct chart_axis axis_of(const struct picture_block *block)
{
    double *rate = mem_zero(block->len + 1, sizeof(*rate));
    size_t len = 0;

    for (size_t i = 0; i < block->len; i++)
        if (block->line[i].has_rate)
            rate[len++] = block->line[i].rate;
    struct chart_axis axis = chart_axis_for(rate, len);
    mem_free(rate);
    return axis;
}

static void put_block(struct drawing *drawing,
                      const struct picture_block *block)
{
    if (block->len == 0)
        return;
    drawing->axis = axis_of(block);
    drawing->y += 58;
    put_text(drawing, LEFT, "start", 26,
             "font-weight=\"bold\" font-family=\"" SERIF "\" fill=\"" INK "\"",
             block->heading);
    drawing->y += 14;
    put_rule(drawing, LINE, 1);
    for (size_t i = 0; i < block->len; i++)
        put_line(drawing, &block->line[i]);
}

static void put_head(struct drawing *drawing, const struct picture *picture)
{
    int size = 34;

    while (size > 16 && width_of(picture->title, size) > RIGHT - LEFT)
        size--;
    drawing->y = 66;
    put_text(drawing, WIDTH / 2, "middle", size,
             "font-weight=\"bold\" font-family=\"" SERIF "\" fill=\"" INK "\"",
             picture->title);
    drawing->y += 36;
    if (picture->lead.len)
        put_text(drawing, WIDTH / 2, "middle", 18, "fill=\"" GREY "\"",
                 picture->lead);
    drawing->y += 18;
    put_rule(drawing, ACCENT, 3);
    drawing->y += 6;
    put_rule(drawing, ACCENT, 1);
}

static void put_foot(struct drawing *drawing, struct str foot)
{
    drawing->y += 48;
    put_lines(drawing, foot, 15, RIGHT - LEFT, 4, "fill=\"" GREY "\"");
    drawing->y += 36;
}

/* The height is known when all is drawn, and stands in front. */
void picture_write(const struct picture *picture, struct buf *out)
{
    struct buf body = {0};
    struct drawing drawing = {.out = &body};

    put_head(&drawing, picture);
    for (size_t i = 0; i < picture->blocks; i++)
        put_block(&drawing, &picture->block[i]);
    put_foot(&drawing, picture->foot);
    buf_text(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
                  "aria-labelledby=\"title\" xml:lang=\"");
    escape_html(out, picture->lang);
    buf_format(out,
               "\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
               "font-family=\"" SANS "\">\n<title id=\"title\">",
               WIDTH, drawing.y, WIDTH, drawing.y);
    escape_html(out, picture->title);
    buf_format(out,
               "</title>\n<rect width=\"%d\" height=\"%d\" fill=\"" PAPER
               "\"/>\n",
               WIDTH, drawing.y);
    buf_str(out, buf_view(&body));
    buf_text(out, "</svg>\n");
    buf_free(&body);
}
