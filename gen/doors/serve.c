#include "serve.h"

#include "../base/diag.h"
#include "../base/late.h"
#include "../base/mem.h"
#include "live.h"
#include "reload.h"
#include "serve_state.h"
#include "tree.h"

#include <microhttpd.h>

/* clang-format off */
#define HTTPD(name) \
    name(MHD_get_connection_info) name(MHD_get_connection_values) \
    name(MHD_start_daemon) name(MHD_stop_daemon)
/* clang-format on */
LATE_LIBRARY("microhttpd", HTTPD);

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define CONNECTIONS_MOST 512
#define MEMORY_MOST ((size_t)24 << 10) /* of one connection's headers */
#define SILENT_MOST 10 /* seconds without a byte */
#define ASKING_MOST 15 /* seconds from connecting to a whole request */
#define ANSWERING_MOST 60 /* seconds for an answer to be taken */

time_t serve_clock(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

static struct visitor *visitor_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = late.MHD_get_connection_info(
        connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info ? info->socket_context : NULL;
}

static struct visitor *visitor_new(struct serve *serve,
                                   struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = late.MHD_get_connection_info(
        connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct visitor *visitor = mem_zero(1, sizeof(*visitor));

    visitor->socket = info ? info->connect_fd : -1;
    visitor->since = serve_clock();
    pthread_mutex_lock(&serve->mutex);
    visitor->next = serve->visitor;
    visitor->before = &serve->visitor;
    if (visitor->next)
        visitor->next->before = &visitor->next;
    serve->visitor = visitor;
    pthread_mutex_unlock(&serve->mutex);
    return visitor;
}

static void visitor_free(struct serve *serve, struct visitor *visitor)
{
    pthread_mutex_lock(&serve->mutex);
    *visitor->before = visitor->next;
    if (visitor->next)
        visitor->next->before = visitor->before;
    pthread_mutex_unlock(&serve->mutex);
    mem_free(visitor);
}

static void on_connection(void *context, struct MHD_Connection *connection,
                          void **own, enum MHD_ConnectionNotificationCode what)
{
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        *own = visitor_new(context, connection);
    else if (*own)
        visitor_free(context, *own);
}

static void set_state(struct serve *serve, struct visitor *visitor,
                      enum visitor_state state)
{
    pthread_mutex_lock(&serve->mutex);
    visitor->state = state;
    visitor->since = serve_clock();
    pthread_mutex_unlock(&serve->mutex);
}

/* The address as it came: the library would decode it and cut it at %00. */
static void *on_address(void *context, const char *address,
                        struct MHD_Connection *connection)
{
    struct visitor *visitor = visitor_of(connection);
    size_t len = strlen(address);

    if (!visitor)
        return NULL;
    visitor->long_address = len >= sizeof(visitor->address);
    visitor->seen = false;
    visitor->query = NULL;
    if (!visitor->long_address) {
        memcpy(visitor->address, address, len + 1);
        char *query = strchr(visitor->address, '?');
        if (query) {
            *query = '\0';
            visitor->query = query + 1;
        }
    }
    set_state(context, visitor, VISITOR_ANSWERED);
    return visitor;
}

static void on_completed(void *context, struct MHD_Connection *connection,
                         void **own, enum MHD_RequestTerminationCode code)
{
    struct visitor *visitor = visitor_of(connection);

    (void)own;
    (void)code;
    if (visitor)
        set_state(context, visitor, VISITOR_ASKING);
}

static enum MHD_Result note_header(void *context, enum MHD_ValueKind kind,
                                   const char *key, const char *value)
{
    struct request *request = context;

    (void)kind;
    request->headers++;
    if (strcasecmp(key, "Host") == 0) {
        request->hosts++;
        request->host = value;
    } else if (strcasecmp(key, "Origin") == 0) {
        request->origin = value ? value : "";
    } else if (strcasecmp(key, "Transfer-Encoding") == 0 ||
               (strcasecmp(key, "Content-Length") == 0 &&
                (!value || strcmp(value, "0") != 0))) {
        request->body = true;
    }
    return MHD_YES;
}

static enum MHD_Result on_request(void *context,
                                  struct MHD_Connection *connection,
                                  const char *url, const char *method,
                                  const char *version, const char *upload,
                                  size_t *upload_size, void **own)
{
    struct serve *serve = context;
    struct visitor *visitor = *own;
    struct request request = {.method = method, .version = version};
    struct request_answer answer;

    (void)url;
    (void)upload;
    if (!visitor)
        return MHD_NO;
    request.target = visitor->long_address ? "" : visitor->address;
    late.MHD_get_connection_values(connection, MHD_HEADER_KIND, note_header,
                                   &request);
    request_judge(&request, &serve->rules.request, &answer);
    if (visitor->long_address && answer.status == 400)
        answer.status = 414;
    /* A refusal at once ends the connection; a good answer has to wait for
     * the second call, and the next request may then come on the same one. */
    if (answer.what != REQUEST_REFUSED && !visitor->seen) {
        visitor->seen = true;
        *upload_size = 0;
        return MHD_YES;
    }
    return (enum MHD_Result)serve_answer(serve, connection, visitor, &answer);
}

/* A socket that listens on `port`, or -1 and errno. */
static int listen_on(const char *bind_to, unsigned port)
{
    struct sockaddr_in four = {.sin_family = AF_INET};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    bool is_six = inet_pton(AF_INET6, bind_to, &six.sin6_addr) == 1;
    int one = 1;

    if (strcasecmp(bind_to, "localhost") == 0)
        bind_to = "127.0.0.1";
    if (!is_six && inet_pton(AF_INET, bind_to, &four.sin_addr) != 1) {
        errno = EADDRNOTAVAIL;
        return -1;
    }
    four.sin_port = six.sin6_port = htons((uint16_t)port);
    int file = socket(is_six ? AF_INET6 : AF_INET,
                      SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (file < 0)
        return -1;
    setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
    int failed = is_six ? bind(file, (struct sockaddr *)&six, sizeof(six))
                        : bind(file, (struct sockaddr *)&four, sizeof(four));
    if (failed || listen(file, SOMAXCONN)) {
        int error = errno;
        close(file);
        errno = error;
        return -1;
    }
    return file;
}

/* The first free port from the one asked for on. */
static int find_port(struct serve *serve, struct diags *diags)
{
    const struct serve_rules *rules = &serve->rules;
    char told[80];
    int file = -1;

    for (unsigned i = 0; i < rules->tries && file < 0; i++) {
        serve->port = rules->port + i;
        if (serve->port > 65535)
            break;
        file = listen_on(rules->request.bind, serve->port);
        if (file < 0 && errno != EADDRINUSE)
            break;
    }
    if (file >= 0)
        return file;
    int error = errno;
    snprintf(told, sizeof(told), "%s:%u", rules->request.bind,
             serve->port > 65535 ? 65535 : serve->port);
    diag_path(diags, PORT_TAKEN, "", told, diag_reason(error));
    return -1;
}

struct serve *serve_new(const struct serve_rules *rules, struct tree *tree,
                        struct reload *reload, struct diags *diags)
{
    struct serve *serve = mem_zero(1, sizeof(*serve));

    late_load(&late_library);
    pthread_mutex_init(&serve->mutex, NULL);
    serve->rules = *rules;
    serve->tree = tree;
    serve->reload = reload;
    int file = find_port(serve, diags);
    if (file >= 0) {
        serve->daemon = late.MHD_start_daemon(
            MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
                MHD_USE_ITC,
            0, NULL, NULL, on_request, serve, MHD_OPTION_LISTEN_SOCKET, file,
            MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST,
            MHD_OPTION_CONNECTION_MEMORY_LIMIT, MEMORY_MOST,
            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENT_MOST,
            MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_NOTIFY_CONNECTION,
            on_connection, serve, MHD_OPTION_NOTIFY_COMPLETED, on_completed,
            serve, MHD_OPTION_URI_LOG_CALLBACK, on_address, serve,
            MHD_OPTION_END);
        if (!serve->daemon) {
            diag_path(diags, PORT_TAKEN, "", rules->request.bind,
                      diag_reason(errno));
            close(file);
        }
    }
    if (serve->daemon)
        return serve;
    serve_free(serve);
    return NULL;
}

void serve_free(struct serve *serve)
{
    if (!serve)
        return;
    /* a connection that sleeps when the library stops would end the program */
    reload_close(serve->reload);
    if (serve->daemon)
        late.MHD_stop_daemon(serve->daemon);
    serve_answers_free(serve);
    pthread_mutex_destroy(&serve->mutex);
    mem_free(serve);
}

unsigned serve_port(const struct serve *serve)
{
    return serve->port;
}

static bool is_slow(const struct visitor *visitor, time_t now)
{
    switch (visitor->state) {
    case VISITOR_ASKING: return now - visitor->since > ASKING_MOST;
    case VISITOR_ANSWERED: return now - visitor->since > ANSWERING_MOST;
    case VISITOR_LISTENING: break;
    }
    return false;
}

/* The library only knows silence; a byte now and then would hold it forever. */
void serve_tick(struct serve *serve)
{
    time_t now = serve_clock();

    pthread_mutex_lock(&serve->mutex);
    for (struct visitor *at = serve->visitor; at; at = at->next)
        if (is_slow(at, now))
            shutdown(at->socket, SHUT_RDWR);
    pthread_mutex_unlock(&serve->mutex);
}
