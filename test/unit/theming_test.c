#include "../../gen/build/theming.h"

#include "../../gen/base/print.h"
#include "../../gen/pages/theme.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#define KNOWN STR("body{color:#123456}")

/* The theme of a new run that is told what an earlier one made of `files`. */
static bool takes_known(struct shelf *shelf, struct print files)
{
    struct diags told = {0};
    struct theming *theming =
        theming_new(shelf->disk, shelf->themes, &shelf->config);

    theming_recall(theming, files, KNOWN);
    const struct theme *theme = theming_update(theming, &told);
    CHECK(theme != NULL);
    CHECK_INT(told.len, 0);
    bool taken = theme && str_equal(theme->css, KNOWN);
    CHECK(taken || (theme && theme->css.len > 1000));
    theming_free(theming);
    diags_free(&told);
    return taken;
}

TEST(known_styles_are_taken_while_the_theme_is_the_same)
{
    struct shelf shelf;
    struct print files, none = {0};
    struct str css = {0};

    shelf_init(&shelf);
    fake_file(shelf.disk, "themes/mine/theme.ini", "inherits = default\n");
    CHECK(config_set(&shelf.config, &shelf.arena, "theme.name=mine", NULL));
    struct theming *theming =
        theming_new(shelf.disk, shelf.themes, &shelf.config);
    CHECK(!theming_style(theming, &files, &css)); /* there is no theme yet */
    files = theming_print(theming);
    theming_free(theming);
    CHECK(takes_known(&shelf, files));
    CHECK(!takes_known(&shelf, none));
    fake_file(shelf.disk, "themes/mine/scss/_own.scss", "b{top:0}\n");
    CHECK(!takes_known(&shelf, files));
    shelf_free(&shelf);
}

TEST(what_was_compiled_is_kept_for_the_next_run)
{
    struct shelf shelf;
    struct diags told = {0};
    struct print files = {0};
    struct str css = {0};

    shelf_init(&shelf);
    struct theming *theming =
        theming_new(shelf.disk, shelf.themes, &shelf.config);
    CHECK(theming_update(theming, &told) != NULL);
    CHECK(theming_style(theming, &files, &css));
    CHECK(print_equal(files, theming_print(theming)));
    CHECK(css.len > 1000);
    theming_free(theming);
    diags_free(&told);
    shelf_free(&shelf);
}

TEST(a_theme_that_was_begun_is_as_its_files_were_then)
{
    struct shelf shelf;
    struct diags told = {0};

    shelf_init(&shelf);
    fake_file(shelf.disk, "themes/mine/theme.ini", "inherits = default\n");
    fake_file(shelf.disk, "themes/mine/scss/_own.scss", "b{top:0}\n");
    CHECK(config_set(&shelf.config, &shelf.arena, "theme.name=mine", NULL));
    struct theming *theming =
        theming_new(shelf.disk, shelf.themes, &shelf.config);
    theming_begin(theming);
    fake_file(shelf.disk, "themes/mine/theme.ini", "inherits = nowhere\n");
    CHECK(theming_update(theming, &told) != NULL);
    CHECK_INT(told.len, 0);
    CHECK(theming_update(theming, &told) == NULL);
    CHECK(told.len > 0);
    theming_free(theming);
    diags_free(&told);
    shelf_free(&shelf);
}

TEST(a_theme_that_was_begun_and_not_wanted_is_given_back)
{
    struct shelf shelf;

    shelf_init(&shelf);
    struct theming *theming =
        theming_new(shelf.disk, shelf.themes, &shelf.config);
    theming_begin(theming);
    theming_begin(theming);
    theming_free(theming);
    shelf_free(&shelf);
}
