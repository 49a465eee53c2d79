#include "program.h"

#include <link.h>
#include <string.h>

#define BUILD_ID 3 /* NT_GNU_BUILD_ID */

/* Looks for the linker's print of the program among the notes of a segment. */
static bool note_print(const char *at, size_t len, struct print *out)
{
    while (len >= sizeof(ElfW(Nhdr))) {
        const ElfW(Nhdr) *note = (const void *)at;
        size_t name = (note->n_namesz + 3U) & ~(size_t)3;
        size_t size =
            sizeof(*note) + name + ((note->n_descsz + 3U) & ~(size_t)3);
        if (size > len)
            return false;
        if (note->n_type == BUILD_ID && note->n_namesz == 4 &&
            memcmp(at + sizeof(*note), "GNU", 4) == 0) {
            *out = print_of(
                (struct str){at + sizeof(*note) + name, note->n_descsz});
            return true;
        }
        at += size;
        len -= size;
    }
    return false;
}

/* The first object that is listed is the program itself. */
static int find_print(struct dl_phdr_info *info, size_t size, void *out)
{
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *head = &info->dlpi_phdr[i];
        if (head->p_type == PT_NOTE &&
            note_print((const char *)info->dlpi_addr + head->p_vaddr,
                       head->p_memsz, out))
            return 1;
    }
    return -1;
}

struct print program_print(void)
{
    struct print print = {0};

    if (dl_iterate_phdr(find_print, &print) != 1)
        return (struct print){0};
    return print;
}
