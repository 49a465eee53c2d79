#include "../../gen/doors/fragment.h"
#include "../test.h"

static bool body_is(const char *page, const char *wanted)
{
    return str_is(fragment_of(str_of(page)), wanted);
}

TEST(the_body_is_what_stands_in_main)
{
    CHECK(body_is("<body><nav>x</nav><main id=\"m\" class=\"wrap\">\n"
                  "<h1>一</h1>\n<p>二</p>\n</main><footer>y</footer></body>",
                  "<h1>一</h1>\n<p>二</p>"));
    CHECK(body_is("<main>x</main>", "x"));
    CHECK(body_is("<main\nclass=\"a\">x</main>", "x"));
}

TEST(a_page_without_main_has_no_body)
{
    CHECK(body_is("<body><p>x</p></body>", ""));
    CHECK(body_is("<main>x", ""));
    CHECK(body_is("<main", ""));
    CHECK(body_is("<mainly>x</main>", ""));
    CHECK(body_is("", ""));
    CHECK(body_is("<p>&lt;main&gt;x&lt;/main&gt;</p>", ""));
}

TEST(a_page_that_only_leads_on_is_known)
{
    CHECK(fragment_is_redirect(
        STR("<meta http-equiv=\"refresh\" content=\"0; url=a.html\">")));
    CHECK(!fragment_is_redirect(STR("<p>http-equiv=refresh</p>")));
}
