/*
 * serve_state - what the parts of serve share.
 */
#ifndef SERVE_STATE_H
#define SERVE_STATE_H

#include "serve.h"

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

struct MHD_Connection;
struct MHD_Daemon;
struct MHD_Response;

#define ADDRESS_MOST 4096

enum visitor_state {
    VISITOR_ASKING, /* has not sent a whole request yet */
    VISITOR_ANSWERED, /* takes the answer to one */
    VISITOR_LISTENING, /* holds a stream open */
};

/* One connection. State and time are guarded by the server's mutex. */
struct visitor {
    struct visitor *next, **before;
    int socket;
    enum visitor_state state;
    time_t since; /* it is in that state */
    char address[ADDRESS_MOST]; /* of the request under way, its path */
    const char *query; /* in it; NULL: none */
    bool long_address, seen;
};

struct serve {
    struct serve_rules rules;
    struct tree *tree;
    struct reload *reload;
    struct MHD_Daemon *daemon;
    unsigned port;
    pthread_mutex_t mutex; /* of the list of visitors */
    struct visitor *visitor;
    struct MHD_Response *script, *style; /* made when first asked for */
};

time_t serve_clock(void); /* seconds */

/* Answers one request; an enum MHD_Result. */
int serve_answer(struct serve *serve, struct MHD_Connection *connection,
                 struct visitor *visitor, const struct request_answer *answer);

/* Gives back what was made to answer with. */
void serve_answers_free(struct serve *serve);

#endif
