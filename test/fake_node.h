/*
 * fake_node - the tree of names and bytes that the pretend disk is made of.
 * What tests may use stands in fake_disk.h.
 */
#ifndef FAKE_NODE_H
#define FAKE_NODE_H

#include "fake_disk.h"

#include <pthread.h>

struct child {
    char *name;
    struct node *node;
};

/* What stands on the disk; hard links are several children with one node. */
struct node {
    enum disk_kind kind;
    uint64_t inode;
    int64_t mtime;
    struct str bytes; /* of a file; of a link, where it leads */
    struct child *child; /* of a folder, sorted */
    size_t len, cap;
};

struct lock {
    struct lock *next;
    const char *path, *owner;
};

struct fault {
    const char *call; /* NULL: any */
    unsigned left; /* calls until it strikes; 0: never */
    int error;
};

struct deed {
    const char *call, *path;
    void (*then)(void *);
    void *context;
};

struct fake {
    struct disk disk; /* first: a struct disk * is a struct fake * */
    pthread_mutex_t mutex;
    struct arena arena;
    struct node *root;
    struct lock *locks;
    struct fault fault;
    struct deed deed;
    const char *denied;
    int denied_error;
    unsigned kill_in; /* calls until it strikes; 0: never */
    bool dead;
    uint64_t inodes, space;
    int64_t now;
    unsigned calls;
    struct buf log;
    /* Arrays of folders, given back at the end. */
    struct node **folders;
    size_t folders_len, folders_cap;
};

/* A place on the disk: a name in a folder, and what stands there. */
struct spot {
    struct node *folder;
    struct str name;
    struct node *node; /* NULL: nothing */
};

struct fake *fake_of(struct disk *disk);
struct node *fake_node_new(struct fake *fake, enum disk_kind kind);
void fake_node_set_bytes(struct fake *fake, struct node *node,
                         struct str bytes);

/* The child of that name, or NULL; where it stands, or would. */
struct node *fake_node_child(const struct node *folder, struct str name);
size_t fake_node_place(const struct node *folder, struct str name);
void fake_node_add(struct fake *fake, struct node *folder, struct str name,
                   struct node *node);
void fake_node_drop(struct fake *fake, struct node *folder, struct str name);

/* Finds a place; its folders must be there. An errno value where not. */
int fake_node_find(struct fake *fake, const char *path, struct spot *out);

/* Takes the next part off `rest`; false where it is not a plain name. */
bool fake_node_next_part(struct str *rest, struct str *part);

/* Whether `path` is `folder` or below it. */
bool fake_node_is_below(const char *path, const char *folder);

#endif
