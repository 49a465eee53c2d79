#include "proof.h"

#include "../base/diag.h"
#include "../base/map.h"
#include "../build/stage.h"
#include "sums.h"

#include <string.h>

const char *proof_folded(struct arena *arena, const char *path)
{
    size_t len = strlen(path);
    char *out = arena_copy(arena, path, len);

    if (len > 2 && strcmp(out + len - 2, ";1") == 0)
        out[len - 2] = '\0';
    for (char *at = out; *at; at++) {
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
        else if (!(*at >= 'a' && *at <= 'z') && !(*at >= '0' && *at <= '9') &&
                 *at != '.' && *at != '/')
            *at = '_';
    }
    return out;
}

struct holding {
    struct arena arena;
    struct map found; /* by path */
    struct map wanted; /* the list's lines, by path */
    bool folded, good;
    struct diags *diags;
};

static struct str key_of(struct holding *holding, const char *path)
{
    return str_of(holding->folded ? proof_folded(&holding->arena, path) : path);
}

static void tell(struct holding *holding, enum diag_code code, const char *path)
{
    diag_path(holding->diags, code, path, NULL, NULL);
    holding->good = false;
}

static bool is_beside(struct holding *holding, struct str key)
{
    return str_equal(key, key_of(holding, SUMS_NAME)) ||
           str_equal(key, key_of(holding, SUMS_SIGNATURE)) ||
           str_equal(key, STR("manifest_sha256_txt.minisig")) ||
           str_equal(key, STR(STAGE_MANIFEST)); /* a release's own list */
}

static void hold_found(struct holding *holding, const struct proof_file *file)
{
    struct str key = key_of(holding, file->path);
    const struct sums_line *line = map_get(&holding->wanted, key);

    map_add(&holding->found, key, holding);
    if (!line && !is_beside(holding, key))
        tell(holding, VERIFY_EXTRA, file->path);
    else if (line && (!file->regular || !sha256_equal(&line->sum, &file->sum)))
        tell(holding, VERIFY_HASH, file->path);
}

bool proof_hold(const struct sums *sums, const struct proof_file *file,
                size_t len, bool folded, struct diags *diags)
{
    struct holding holding = {.folded = folded, .good = true, .diags = diags};

    for (size_t i = 0; i < sums->len; i++)
        map_add(&holding.wanted, key_of(&holding, sums->line[i]->path),
                sums->line[i]);
    for (size_t i = 0; i < len; i++)
        hold_found(&holding, &file[i]);
    for (size_t i = 0; i < holding.wanted.len; i++) {
        const struct sums_line *line = holding.wanted.entry[i].value;
        if (!map_get(&holding.found, holding.wanted.entry[i].key))
            tell(&holding, VERIFY_GONE, line->path);
    }
    map_free(&holding.wanted);
    map_free(&holding.found);
    arena_free(&holding.arena);
    return holding.good;
}
