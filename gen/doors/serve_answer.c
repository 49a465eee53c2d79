/* What the preview's server answers. */

#include "../base/late.h"
#include "../base/mem.h"
#include "../base/print.h"
#include "live.h"
#include "reload.h"
#include "serve_state.h"
#include "tree.h"

#include <microhttpd.h>

/* clang-format off */
#define HTTPD(name) \
    name(MHD_add_response_header) name(MHD_create_response_from_buffer) \
    name(MHD_create_response_from_buffer_with_free_callback) \
    name(MHD_create_response_from_callback) name(MHD_destroy_response) \
    name(MHD_lookup_connection_value) name(MHD_queue_response) \
    name(MHD_resume_connection) name(MHD_suspend_connection)
/* clang-format on */
LATE_LIBRARY("microhttpd", HTTPD);

#include <stdio.h>
#include <string.h>

static void add(struct MHD_Response *response, const char *name,
                const char *value)
{
    late.MHD_add_response_header(response, name, value);
}

/* Every answer says so: what it is, and that it is for our own pages alone. */
static void add_usual(struct MHD_Response *response, const char *type)
{
    add(response, "Content-Type", type);
    add(response, "X-Content-Type-Options", "nosniff");
    add(response, "Referrer-Policy", "no-referrer");
    add(response, "Cross-Origin-Resource-Policy", "same-origin");
    add(response, "Content-Security-Policy", "frame-ancestors 'self'");
}

static int queue(struct MHD_Connection *connection, unsigned status,
                 struct MHD_Response *response)
{
    if (!response)
        return MHD_NO;
    int result = (int)late.MHD_queue_response(connection, status, response);
    late.MHD_destroy_response(response);
    return result;
}

/* For the browser, in the language that the terminal is told. */
static const char *sentence_of(const struct serve *serve, unsigned status)
{
    static const struct {
        unsigned status;
        const char *text[2];
    } sentence[] = {
        {400, {"400 请求有误\n", "400 bad request\n"}},
        {403,
         {"403 预览不认得这个网址里的主机名；请用终端里显示的网址，"
          "或在 config.ini 的 [serve] allow_hosts 里写上它\n",
          "403 this host name is not known; use the address that the terminal "
          "shows, or add it to [serve] allow_hosts in config.ini\n"}},
        {404, {"404 没有这一页\n", "404 no such page\n"}},
        {405, {"405 只能读取\n", "405 only GET and HEAD\n"}},
        {414, {"414 网址太长\n", "414 address too long\n"}},
        {416, {"416 没有这一段\n", "416 no such range\n"}},
        {431, {"431 请求头太多\n", "431 too many headers\n"}},
        {503, {"503 打开的页面太多\n", "503 too many open pages\n"}},
        {505, {"505 不支持这个版本的 HTTP\n", "505 version not supported\n"}}};
    bool english = strcmp(serve->rules.lang, "en") == 0;
    size_t at = 0;

    while (at + 1 < sizeof(sentence) / sizeof(*sentence) &&
           sentence[at].status != status)
        at++;
    return sentence[at].text[english];
}

static int refuse(const struct serve *serve, struct MHD_Connection *connection,
                  unsigned status)
{
    const char *text = sentence_of(serve, status);
    struct MHD_Response *response = late.MHD_create_response_from_buffer(
        strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT);

    if (!response)
        return MHD_NO;
    add_usual(response, "text/plain; charset=utf-8");
    add(response, "Cache-Control", "no-store");
    if (status == 405)
        add(response, "Allow", "GET, HEAD");
    return queue(connection, status, response);
}

static void free_answer(struct served *file)
{
    late.MHD_destroy_response(file->answer);
}

static void add_file_headers(struct MHD_Response *response,
                             const struct served *file)
{
    add_usual(response, file->type);
    add(response, "Cache-Control", "no-cache"); /* ask whether it is still so */
    add(response, "ETag", file->etag);
    add(response, "Accept-Ranges", "bytes");
}

/*
 * The whole file: made once and then only queued. From here on the bytes
 * belong to the library, which frees them when nobody takes them any more.
 */
static struct MHD_Response *answer_of(struct served *file)
{
    if (file->answer)
        return file->answer;
    struct MHD_Response *response =
        late.MHD_create_response_from_buffer_with_free_callback(
            file->bytes.len, (void *)(uintptr_t)file->bytes.ptr, mem_free);
    if (!response)
        return NULL;
    add_file_headers(response, file);
    file->answer = response;
    file->answer_free = free_answer;
    return response;
}

static int answer_unchanged(struct MHD_Connection *connection,
                            const struct served *file)
{
    struct MHD_Response *response =
        late.MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);

    if (!response)
        return MHD_NO;
    add_file_headers(response, file);
    return queue(connection, 304, response);
}

static int answer_part(struct MHD_Connection *connection,
                       const struct served *file, size_t from, size_t len)
{
    char range[96];
    struct MHD_Response *response = late.MHD_create_response_from_buffer(
        len, (void *)(uintptr_t)(file->bytes.ptr + from),
        MHD_RESPMEM_MUST_COPY);

    if (!response)
        return MHD_NO;
    snprintf(range, sizeof(range), "bytes %zu-%zu/%zu", from, from + len - 1,
             file->bytes.len);
    add_file_headers(response, file);
    add(response, "Content-Range", range);
    return queue(connection, 206, response);
}

static int answer_beyond(const struct serve *serve,
                         struct MHD_Connection *connection,
                         const struct served *file)
{
    const char *text = sentence_of(serve, 416);
    char range[48];
    struct MHD_Response *response = late.MHD_create_response_from_buffer(
        strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT);

    if (!response)
        return MHD_NO;
    snprintf(range, sizeof(range), "bytes */%zu", file->bytes.len);
    add_usual(response, "text/plain; charset=utf-8");
    add(response, "Content-Range", range);
    return queue(connection, 416, response);
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return late.MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static int answer_file(const struct serve *serve,
                       struct MHD_Connection *connection, struct served *file)
{
    const char *range = header(connection, "Range");
    const char *condition = header(connection, "If-Range");
    size_t from, len;

    if (request_has(header(connection, "If-None-Match"), file->etag))
        return answer_unchanged(connection, file);
    if (condition && strcmp(condition, file->etag) != 0)
        range = NULL;
    switch (request_range(range, file->bytes.len, &from, &len)) {
    case RANGE_PART: return answer_part(connection, file, from, len);
    case RANGE_BEYOND: return answer_beyond(serve, connection, file);
    case RANGE_ALL: break;
    }
    struct MHD_Response *response = answer_of(file);
    return response ? (int)late.MHD_queue_response(connection, 200, response)
                    : MHD_NO;
}

/* The browser has to know that it is in a folder: links are relative. */
static int answer_folder(struct MHD_Connection *connection,
                         const struct visitor *visitor)
{
    char target[ADDRESS_MOST * 2 + 4];
    struct MHD_Response *response =
        late.MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);

    if (!response)
        return MHD_NO;
    snprintf(target, sizeof(target), "%s/%s%s", visitor->address,
             visitor->query ? "?" : "", visitor->query ? visitor->query : "");
    add_usual(response, "text/plain; charset=utf-8");
    add(response, "Cache-Control", "no-store");
    add(response, "Location", target);
    return queue(connection, 302, response);
}

static int answer_empty(struct serve *serve, struct MHD_Connection *connection)
{
    struct buf page = {0};

    live_empty(serve->rules.request.token, serve->rules.lang, &page);
    struct MHD_Response *response = late.MHD_create_response_from_buffer(
        page.len, page.data, MHD_RESPMEM_MUST_COPY);
    buf_free(&page);
    if (!response)
        return MHD_NO;
    add_usual(response, "text/html; charset=utf-8");
    add(response, "Cache-Control", "no-store");
    return queue(connection, 503, response);
}

static int answer_page(struct serve *serve, struct MHD_Connection *connection,
                       const struct visitor *visitor, const char *path)
{
    struct served *file = NULL;
    struct MHD_Response *response;
    int result = MHD_NO;

    if (!tree_is_there(serve->tree))
        return answer_empty(serve, connection);
    switch (tree_find(serve->tree, path, &file)) {
    case TREE_FILE: result = answer_file(serve, connection, file); break;
    case TREE_FOLDER: result = answer_folder(connection, visitor); break;
    case TREE_MISSING:
        response = file ? answer_of(file) : NULL;
        result = response
                     ? (int)late.MHD_queue_response(connection, 404, response)
                     : refuse(serve, connection, 404);
        break;
    }
    served_free(file);
    return result;
}

/* A text of the preview's own: it is another after an upgrade. */
static int answer_own(struct MHD_Connection *connection,
                      struct MHD_Response **response,
                      void (*text)(struct buf *out), const char *type)
{
    if (!*response) {
        struct buf out = {0};
        text(&out);
        *response = late.MHD_create_response_from_buffer(out.len, out.data,
                                                         MHD_RESPMEM_MUST_COPY);
        buf_free(&out);
        if (!*response)
            return MHD_NO;
        add_usual(*response, type);
        add(*response, "Cache-Control", "no-cache");
    }
    return (int)late.MHD_queue_response(connection, 200, *response);
}

/* One open stream; given back with its response. */
struct stream {
    struct listener *listener;
    struct MHD_Connection *connection;
    struct buf out; /* what is being sent, from `sent` on */
    size_t sent;
};

static void stream_sleep(void *context)
{
    struct stream *stream = context;

    late.MHD_suspend_connection(stream->connection);
}

static void stream_wake(void *context)
{
    struct stream *stream = context;

    late.MHD_resume_connection(stream->connection);
}

static ssize_t stream_read(void *context, uint64_t at, char *bytes, size_t most)
{
    struct stream *stream = context;

    (void)at;
    if (stream->sent == stream->out.len) {
        stream->sent = 0;
        switch (reload_next(stream->listener, &stream->out)) {
        case RELOAD_TELL: break;
        case RELOAD_SLEEP: return 0;
        case RELOAD_END: return MHD_CONTENT_READER_END_OF_STREAM;
        }
    }
    size_t len = stream->out.len - stream->sent;
    if (len > most)
        len = most;
    memcpy(bytes, stream->out.data + stream->sent, len);
    stream->sent += len;
    return (ssize_t)len;
}

static void stream_free(void *context)
{
    struct stream *stream = context;

    reload_leave(stream->listener);
    buf_free(&stream->out);
    mem_free(stream);
}

static struct stream *stream_new(struct serve *serve,
                                 struct MHD_Connection *connection,
                                 const char *query)
{
    struct stream *stream = mem_zero(1, sizeof(*stream));
    struct reload_line line = {stream_sleep, stream_wake, stream};
    char path[REQUEST_PATH_MOST] = "", text[40] = "";
    struct print print = {0, 0};

    request_value(query, "path", path, sizeof(path));
    if (request_value(query, "print", text, sizeof(text)))
        print_read(str_of(text), &print);
    stream->connection = connection;
    stream->listener = reload_join(serve->reload, path, print, &line);
    if (stream->listener)
        return stream;
    mem_free(stream);
    return NULL;
}

static int answer_events(struct serve *serve, struct MHD_Connection *connection,
                         struct visitor *visitor)
{
    struct stream *stream = stream_new(serve, connection, visitor->query);

    if (!stream)
        return refuse(serve, connection, 503);
    struct MHD_Response *response = late.MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, 4096, stream_read, stream, stream_free);
    if (!response) {
        stream_free(stream);
        return MHD_NO;
    }
    add_usual(response, "text/event-stream; charset=utf-8");
    add(response, "Cache-Control", "no-store");
    pthread_mutex_lock(&serve->mutex);
    visitor->state = VISITOR_LISTENING;
    pthread_mutex_unlock(&serve->mutex);
    return queue(connection, 200, response);
}

int serve_answer(struct serve *serve, struct MHD_Connection *connection,
                 struct visitor *visitor, const struct request_answer *answer)
{
    late_load(&late_library); /* serve_new had the file */
    switch (answer->what) {
    case REQUEST_PAGE:
        return answer_page(serve, connection, visitor, answer->path);
    case REQUEST_SCRIPT:
        return answer_own(connection, &serve->script, live_script,
                          "text/javascript; charset=utf-8");
    case REQUEST_STYLE:
        return answer_own(connection, &serve->style, live_style,
                          "text/css; charset=utf-8");
    case REQUEST_EVENTS: return answer_events(serve, connection, visitor);
    case REQUEST_REFUSED: break;
    }
    return refuse(serve, connection, answer->status);
}

void serve_answers_free(struct serve *serve)
{
    if (serve->script)
        late.MHD_destroy_response(serve->script);
    if (serve->style)
        late.MHD_destroy_response(serve->style);
}
