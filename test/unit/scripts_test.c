#include "../../gen/build/scripts.h"

#include "../../gen/base/diag.h"
#include "../../gen/build/inventory.h"
#include "../fake_disk.h"
#include "../test.h"

#include <string.h>

/* The known scripts of the folder "site", with blanks between. */
static const char *known(struct disk *disk, const struct scripts *scripts,
                         struct arena *arena)
{
    struct diags diags = {0};
    struct inventory inventory;
    struct buf out = {0};
    size_t len = 0;
    int error = 0;

    inventory_take(disk, "site", arena, &inventory, &error, &diags);
    const char **path = scripts_known(scripts, disk, &inventory, arena, &len);
    for (size_t i = 0; i < len; i++)
        buf_format(&out, "%s%s", i ? " " : "", path[i]);
    char *text = arena_copy(arena, out.len ? out.data : "", out.len);
    buf_free(&out);
    diags_free(&diags);
    return text;
}

TEST(a_script_is_known_by_its_bytes_wherever_it_stands)
{
    struct disk *disk = fake_disk_new();
    struct arena arena = {0};
    struct scripts scripts = {0};

    fake_file(disk, "themes/default/js/table.js", "sort()");
    fake_file(disk, "themes/plain/js/sub/menu.js", "open()");
    fake_file(disk, "site/js/table.js", "sort()");
    fake_file(disk, "site/other.js", "open()");
    fake_file(disk, "site/js/changed.js", "sort();evil()");
    fake_file(disk, "site/page.html", "sort()");
    CHECK_STR(known(disk, &scripts, &arena), "");
    scripts_learn(&scripts, disk, "themes");
    CHECK_STR(known(disk, &scripts, &arena), "site/js/table.js site/other.js");
    scripts_free(&scripts);
    arena_free(&arena);
    disk_close(disk);
}

TEST(what_is_no_script_of_a_theme_teaches_nothing)
{
    struct disk *disk = fake_disk_new();
    struct arena arena = {0};
    struct scripts scripts = {0};

    fake_file(disk, "themes/default/home.js", "a()");
    fake_file(disk, "themes/default/js/read.txt", "b()");
    fake_file(disk, "themes/js/loose.js", "c()");
    fake_file(disk, "site/a.js", "a()");
    fake_file(disk, "site/b.js", "b()");
    fake_file(disk, "site/c.js", "c()");
    scripts_learn(&scripts, disk, "themes");
    scripts_learn(&scripts, disk, "nowhere");
    CHECK_STR(known(disk, &scripts, &arena), "");
    CHECK(scripts.len == 0);
    scripts_free(&scripts);
    arena_free(&arena);
    disk_close(disk);
}

TEST(the_root_of_a_disk_can_be_the_folder_of_themes)
{
    struct disk *disk = fake_disk_new();
    struct arena arena = {0};
    struct scripts scripts = {0};

    fake_file(disk, "default/js/table.js", "sort()");
    fake_file(disk, "site/x/t.js", "sort()");
    scripts_learn(&scripts, disk, "");
    CHECK_STR(known(disk, &scripts, &arena), "site/x/t.js");
    scripts_free(&scripts);
    arena_free(&arena);
    disk_close(disk);
}

TEST(the_data_of_the_search_is_ours_while_it_is_only_data)
{
    struct disk *disk = fake_disk_new();
    struct arena arena = {0};
    struct scripts scripts = {0};

    fake_file(disk, "site/a.js", "gongkaiText({\"a\":[\"甲\\\"\",15]});\n");
    fake_file(disk, "site/call.js", "gongkaiText([evil()]);");
    fake_file(disk, "site/open.js", "gongkaiText([\"a]);");
    fake_file(disk, "site/other.js", "otherText([\"a\"]);");
    fake_file(disk, "site/short.js", "gongkaiText();\n");
    fake_file(disk, "site/twice.js", "gongkaiText([1]);evil([2]);");
    CHECK_STR(known(disk, &scripts, &arena), "site/a.js site/short.js");
    arena_free(&arena);
    disk_close(disk);
}
