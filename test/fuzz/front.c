/* Any front matter is read into texts and days that are some, or is refused. */
#include "fuzz.h"

#include "../../gen/read/front.h"
#include "../../gen/read/loaded.h"
#include "told.h"

static void check_text(struct str text)
{
    MUST(text_invalid(text) == SIZE_MAX);
    MUST(text.len == 0 || memchr(text.ptr, '\0', text.len) == NULL);
}

static void check_list(const struct source *source,
                       const struct front_list *list)
{
    for (size_t i = 0; i < list->len; i++) {
        check_text(list->item[i]);
        told_at(source, list->place[i].line, list->place[i].column);
    }
}

/* A day that was read is one: written and read again it is the same. */
static void check_date(struct date date)
{
    struct date again = {0};
    struct buf out = {0};

    date_write(&out, date);
    MUST((out.len > 0) == (date.year > 0));
    if (date.year > 0)
        MUST(date_read(buf_view(&out), &again) &&
             date_compare(date, again) == 0);
    buf_free(&out);
}

static void check_front(const struct source *source, const struct front *front)
{
    const struct str *texts[] = {&front->title,       &front->org,
                                 &front->source,      &front->author,
                                 &front->description, &front->document_number,
                                 &front->index_number};

    MUST(front->body <= source->text.len);
    MUST(front->body == 0 || source->text.ptr[front->body - 1] == '\n' ||
         front->body == source->text.len);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        check_text(*texts[i]);
    check_list(source, &front->keywords);
    check_list(source, &front->aliases);
    check_date(front->published);
    check_date(front->written);
    check_date(front->archived);
    told_at(source, front->title_place.line, front->title_place.column);
    told_at(source, front->year_place.line, front->year_place.column);
}

FUZZ(front)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct front front;
    struct str bytes = {size ? (const char *)data : "", size};
    const struct source *source =
        source_load(&arena, "plan.txt", bytes, &diags);

    if (source) {
        bool good = front_read(source, &arena, &front, &diags);
        MUST(good == (diags_count(&diags, DIAG_ERROR) == 0));
        check_front(source, &front);
    }
    told_well(&diags, source);
    diags_free(&diags);
    arena_free(&arena);
}
