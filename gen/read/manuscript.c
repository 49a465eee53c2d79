#include "manuscript.h"

#include <string.h>

#define INFO_MOST 4096

struct block *manuscript_add(struct manuscript *manuscript,
                             enum block_kind kind, unsigned file, uint32_t line)
{
    if (manuscript->len == BLOCKS_MOST)
        return NULL;
    manuscript->block = mem_grow(manuscript->block, manuscript->len,
                                 &manuscript->cap, sizeof(*manuscript->block));
    struct block *block = &manuscript->block[manuscript->len++];
    *block = (struct block){
        .kind = kind, .file = file, .line = line, .text = STR("")};
    return block;
}

void manuscript_lose(struct manuscript *manuscript, enum loss loss,
                     unsigned file, uint32_t line, struct str text)
{
    text = str_trim(text);
    if (text.len == 0)
        return;
    manuscript->note =
        mem_grow(manuscript->note, manuscript->notes, &manuscript->notes_cap,
                 sizeof(*manuscript->note));
    manuscript->note[manuscript->notes++] =
        (struct loss_note){loss, file, line, text};
}

static void lose_table(struct manuscript *manuscript, const struct block *block,
                       enum loss loss)
{
    const struct block_table *table = block->table;
    struct buf all = {0};

    for (size_t i = 0; i < table->rows * table->columns; i++) {
        if (i && table->cell[i].text.len)
            buf_text(&all, " | ");
        buf_str(&all, table->cell[i].text);
    }
    char *text =
        arena_copy(manuscript->arena, all.len ? all.data : "", all.len);
    manuscript_lose(manuscript, loss, block->file, block->line,
                    (struct str){text, all.len});
    buf_free(&all);
}

void manuscript_drop(struct manuscript *manuscript, struct block *block,
                     enum loss loss)
{
    if (block->off)
        return;
    block->off = true;
    if (block->kind == BLOCK_TABLE)
        lose_table(manuscript, block, loss);
    else if (block->kind == BLOCK_IMAGE)
        manuscript_lose(manuscript, loss, block->file, block->line, block->url);
    manuscript_lose(manuscript, loss, block->file, block->line, block->text);
}

void manuscript_inform(struct manuscript *manuscript, struct str line)
{
    struct buf all = {0};

    if (manuscript->info.len + line.len > INFO_MOST)
        return;
    buf_str(&all, manuscript->info);
    buf_char(&all, '\n');
    buf_str(&all, line);
    manuscript->info =
        (struct str){arena_copy(manuscript->arena, all.data, all.len), all.len};
    buf_free(&all);
}

void manuscript_cut(struct manuscript *manuscript, struct block *block,
                    struct str rest, struct str lost, enum loss loss)
{
    manuscript_lose(manuscript, loss, block->file, block->line, lost);
    block->text = str_trim(rest);
    if (block->text.len == 0 && block->kind != BLOCK_IMAGE)
        block->off = true;
}

const char *loss_name(enum loss loss, int lang)
{
    static const char *const name[LOSSES][2] = {
        [LOSS_NONE] = {"", ""},
        [LOSS_HIDDEN] = {"页面上看不见的文字", "hidden text"},
        [LOSS_CODE] = {"脚本、框架和表单", "scripts, frames and forms"},
        [LOSS_OUTSIDE] = {"正文以外", "beside the article"},
        [LOSS_WATERMARK] = {"水印", "watermark"},
        [LOSS_NOISE] = {"防复制的乱码", "noise against copying"},
        [LOSS_NAVIGATION] = {"导航和翻页", "navigation"},
        [LOSS_TIPS] = {"打赏", "tip jar"},
        [LOSS_NOTICE] = {"声明和版权", "disclaimer"},
        [LOSS_SHARE] = {"分享和工具", "share and tools"},
        [LOSS_COUNTER] = {"来源、日期和浏览次数", "source, date, views"},
        [LOSS_ADVERT] = {"广告", "advertisement"},
        [LOSS_PAGE_NUMBER] = {"页码", "page number"},
        [LOSS_TITLE] = {"标题（已写入文件头）", "title (now in the head)"},
        [LOSS_TWICE] = {"重复的内容", "said twice"},
        [LOSS_IMAGE] = {"没有取用的图片", "picture not taken"},
    };

    return name[loss][lang != 0];
}

static bool is_blank(uint32_t rune)
{
    return rune_is_space(rune) || rune == 0x3000;
}

/* Between these a blank is an accident of the page's making. */
static bool takes_no_blank(uint32_t rune)
{
    return rune_is_han(rune) || (rune >= 0x3001 && rune <= 0x301F) ||
           (rune >= 0xFF01 && rune <= 0xFF5E && !rune_is_digit(rune));
}

struct str text_tidy(struct arena *arena, struct str text)
{
    char *copy = arena_new(arena, text.len + 1);
    size_t len = 0;
    uint32_t rune, before = 0;
    bool gap = false;

    for (size_t at = 0, step; (step = text_decode(text, at, &rune));
         at += step) {
        if (is_blank(rune)) {
            gap = true;
            continue;
        }
        if (gap && len && !(takes_no_blank(before) && takes_no_blank(rune)))
            copy[len++] = ' ';
        gap = false;
        memcpy(copy + len, text.ptr + at, step);
        len += step;
        before = rune;
    }
    return (struct str){copy, len};
}

struct str text_bare(struct arena *arena, struct str text, bool marks)
{
    char *copy = arena_new(arena, text.len + 1);
    size_t len = 0;
    uint32_t rune;

    for (size_t at = 0, step; (step = text_decode(text, at, &rune));
         at += step) {
        if (is_blank(rune) || (!marks && rune_is_punct(rune)))
            continue;
        memcpy(copy + len, text.ptr + at, step);
        len += step;
    }
    return (struct str){copy, len};
}

size_t text_han(struct str text)
{
    size_t count = 0;
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)); at += len)
        count += rune_is_han(rune);
    return count;
}

static bool closes(uint32_t rune)
{
    return rune == 0x201D || rune == 0x2019 || rune == '"' || rune == '\'' ||
           rune == 0xFF09 || rune == ')' || rune == 0x300B || rune == 0x300D ||
           rune == 0x3011 || rune == ' ';
}

bool text_is_ended(struct str text)
{
    static const char ascii[] = ".;!?:";
    uint32_t rune;

    while ((rune = text_before(text, text.len)) && closes(rune)) {
        char bytes[4];
        text.len -= rune_encode(rune, bytes);
    }
    return rune == 0x3002 || rune == 0xFF01 || rune == 0xFF1F ||
           rune == 0xFF1B || rune == 0xFF1A || rune == 0x2026 ||
           (rune && rune < 0x80 && strchr(ascii, (int)rune));
}

void manuscript_free(struct manuscript *manuscript)
{
    mem_free(manuscript->note);
    mem_free(manuscript->block);
    manuscript->note = NULL;
    manuscript->block = NULL;
    manuscript->len = manuscript->notes = 0;
}
