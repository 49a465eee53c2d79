#include "../../gen/report/config.h"
#include "../../gen/base/print.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

struct bench {
    struct arena arena;
    struct diags diags;
    struct config config;
};

static struct bench set_up(void)
{
    struct bench bench = {0};

    config_init(&bench.config, &bench.arena);
    return bench;
}

static void put_away(struct bench *bench)
{
    diags_free(&bench->diags);
    arena_free(&bench->arena);
}

static bool read_text(struct bench *bench, const char *text)
{
    return config_read(&bench->config, &bench->arena,
                       source_new(&bench->arena, "config.ini", str_of(text)),
                       &bench->diags);
}

static char *told(const struct diags *diags)
{
    struct buf out = {0};

    for (size_t i = 0; i < diags->len; i++) {
        const struct diag *diag = &diags->item[i];
        buf_format(&out, "%s%s:%u:%u %s", i ? "|" : "", diag->path, diag->line,
                   diag->column, diag_rule(diag->code)->name);
        if (diag->a && *diag->a)
            buf_format(&out, " %s", diag->a);
        if (diag->b && *diag->b)
            buf_format(&out, " (%s)", diag->b);
        if (diag->detail)
            buf_format(&out, " %s", diag->detail);
    }
    return out.data ? out.data : strdup("");
}

TEST(an_empty_configuration_has_every_default)
{
    struct bench bench = set_up();
    const struct config *config = &bench.config;

    CHECK(read_text(&bench, ""));
    CHECK(str_is(config->site.language, "zh-CN"));
    CHECK(str_is(config->build.content_dir, "content"));
    CHECK_STR(config->build.output_dir.ptr, "public");
    CHECK_INT(config->build.jobs, 0);
    CHECK_INT(config->build.max_file, 1 << 20);
    CHECK(!config->build.drafts);
    CHECK_INT(config->markdown.raw_html, 0);
    CHECK(config->markdown.footnotes);
    CHECK_INT(config->markdown.max_nesting, 64);
    CHECK(str_is(config->theme.name, "default"));
    CHECK_INT(config->theme.dark, 1);
    CHECK_INT(config->targets.extract, 1);
    CHECK_INT(config->targets.prose_check, DIAG_WARNING);
    CHECK_INT(config->privacy.personal_data, DIAG_ERROR);
    CHECK_INT(config->check.fail_on, DIAG_ERROR);
    CHECK_INT(config->check.level[NO_ALT], diag_rule(NO_ALT)->level);
    CHECK_INT(config->serve.port, 8000);
    CHECK(str_is(config->serve.bind, "127.0.0.1"));
    CHECK_INT(config->publish.keep, 5);
    CHECK_INT(config->publish.max_deletes, 0);
    CHECK_INT(bench.diags.len, 0);
    put_away(&bench);
}

TEST(each_default_may_be_written_out)
{
    size_t len;
    const struct config_key *keys = config_keys(&len);

    for (size_t i = 0; i < len; i++) {
        struct bench bench = set_up();
        char *text = arena_format(&bench.arena, "[%s]\n%s = %s\n",
                                  keys[i].section, keys[i].key, keys[i].preset);
        test_case(read_text(&bench, text) && bench.diags.len == 0, keys[i].key,
                  "%s", text);
        put_away(&bench);
    }
}

TEST(a_file_sets_what_it_names)
{
    struct bench bench = set_up();
    const struct config *config = &bench.config;

    CHECK(read_text(&bench, "[site]\ntitle = 兴隆镇 ; 公开\n"
                            "base_url = https://www.example.gov.cn/xl\n"
                            "[build]\njobs=4\nmax_file = 64k\ndrafts = 是\n"
                            "[markdown]\nraw_html = clean\nfootnotes: no\n"
                            "[theme]\naccent = #C7000b\n"
                            "[targets]\nextract=ledger\nprose_check=warn\n"
                            "[check]\nalt = error\nfail_on = warning\n"
                            "[publish]\nas = fragment\nmax_deletes = 7\n"));
    CHECK(str_is(config->site.title, "兴隆镇 ; 公开"));
    CHECK(str_is(config->site.base_url, "https://www.example.gov.cn/xl/"));
    CHECK_INT(config->build.jobs, 4);
    CHECK_INT(config->build.max_file, 65536);
    CHECK(config->build.drafts);
    CHECK_INT(config->markdown.raw_html, 1);
    CHECK(!config->markdown.footnotes);
    CHECK(str_is(config->theme.accent, "#C7000b"));
    CHECK_INT(config->targets.extract, 2);
    CHECK_INT(config->check.level[NO_ALT], DIAG_ERROR);
    CHECK_INT(config->check.fail_on, DIAG_WARNING);
    CHECK_INT(config->publish.as, 2);
    CHECK_INT(config->publish.max_deletes, 7);
    put_away(&bench);
}

struct fault {
    const char *name, *text, *wanted;
};

static const struct fault faults[] = {
    {"section", "[stie]\ntitle = x\n",
     "config.ini:1:2 config-section stie → [site]"},
    {"section without keys", "[plugins]\n",
     "config.ini:1:2 config-section plugins"},
    {"key", "[site]\n\ntitel = x\n",
     "config.ini:3:1 config-key titel (site) → title"},
    {"key of another section", "[site]\nport = 8000\n",
     "config.ini:2:1 config-key port (site) → [serve] port"},
    {"a command is no key", "[build]\nbefore = rm -r x\n",
     "config.ini:2:1 config-key before (build)"},
    {"key in no section", "title = x\n",
     "config.ini:1:1 config-loose title → [site] title"},
    {"code", "[check]\ndeadlink = off\n",
     "config.ini:2:1 config-key deadlink (check) → dead-link"},
    {"code of the system", "[check]\nspace = off\n",
     "config.ini:2:1 config-key space (check)"},
    {"level of a code", "[check]\ndead-link = no\n",
     "config.ini:2:13 config-value dead-link (no) → off|note|warning|error"},
    {"key twice", "[site]\ntitle=a\n[gov]\n[site]\ntitle=b\n",
     "config.ini:5:1 config-twice title → config.ini:2"},
    {"code twice", "[check]\nalt=off\nalt=off\n",
     "config.ini:3:1 config-twice alt → config.ini:2"},
    {"syntax", "[site]\n标题＝甲\n", "config.ini:2:1 config 标题＝甲"},
    {"all is told", "[serve]\nport = 0\nwath = poll\n[x]\n",
     "config.ini:4:2 config-section x|config.ini:2:8 config-value port (0) → "
     "1..65535|config.ini:3:1 config-key wath (serve) → watch"},
};

TEST(what_is_wrong_in_a_file_is_told_with_its_place)
{
    for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
        struct bench bench = set_up();
        bool fine = read_text(&bench, faults[i].text);
        char *got = told(&bench.diags);
        test_case(!fine && strcmp(got, faults[i].wanted) == 0, faults[i].name,
                  "got %s", got);
        test_case(diags_exit(&bench.diags) == EXIT_CONFIG, faults[i].name,
                  "exit code");
        free(got);
        put_away(&bench);
    }
}

/* Assignments, and whether they are right. */
static const struct {
    const char *text;
    bool good;
} values[] = {
    {"site.base_url=", true},
    {"site.base_url=http://localhost:8000/", true},
    {"site.base_url=https://www.example.gov.cn", true},
    {"site.base_url=https://www.example.gov.cn/a/b/", true},
    {"site.base_url=www.example.gov.cn", false},
    {"site.base_url=ftp://www.example.gov.cn/", false},
    {"site.base_url=https://", false},
    {"site.base_url=https:///a/", false},
    {"site.base_url=https://example.gov.cn/?a=1", false},
    {"site.base_url=https://example.gov.cn/#a", false},
    {"site.base_url=https://user@example.gov.cn/", false},
    {"site.base_url=https://example.gov.cn/a b", false},
    {"site.base_url=https://example.gov.cn/\"x", false},
    {"site.base_url=javascript:alert(1)", false},
    {"site.language=en", true},
    {"site.language=../x", false},
    {"site.title=a\x1b[2J", false},
    {"site.title=\xff", false},
    {"site.title=a\nb", false},
    {"gov.site_domain=www.example.gov.cn", true},
    {"gov.site_domain=http://www.example.gov.cn", false},
    {"gov.report_error_url=https://a.example.gov.cn/x.html?id=1#y", true},
    {"gov.report_error_url=javascript:void(0)", false},
    {"build.output_dir=out/site", true},
    {"build.output_dir=/srv/www", false},
    {"build.output_dir=../www", false},
    {"build.output_dir=a/../b", false},
    {"build.output_dir=.", false},
    {"build.output_dir=", false},
    {"build.content_dir=/etc", false},
    {"build.jobs=auto", true},
    {"build.jobs=64", true},
    {"build.jobs=0", false},
    {"build.jobs=65", false},
    {"build.jobs=-1", false},
    {"build.jobs=4x", false},
    {"build.max_file=512K", true},
    {"build.max_file=16M", true},
    {"build.max_file=17M", false},
    {"build.max_file=99999999999999999999G", false},
    {"build.max_file=999999999999G", false},
    {"build.max_file=M", false},
    {"build.max_file=auto", false},
    {"build.drafts=yes", true},
    {"build.drafts=否", true},
    {"build.drafts=1", false},
    {"build.drafts=", false},
    {"markdown.raw_html=keep", false},
    {"theme.name=county-2", true},
    {"theme.name=../x", false},
    {"theme.name=", false},
    {"theme.accent=#c00", true},
    {"theme.accent=#c00000", true},
    {"theme.accent=#c0000", false},
    {"theme.accent=red", false},
    {"theme.accent=#c00;}", false},
    {"check.fail_on=off", false},
    {"check.dead-link=warn", true},
    {"serve.port=65536", false},
    {"serve.bind=::1", true},
    {"serve.bind=localhost", true},
    {"serve.bind=example", false},
    {"archive.volume_id=XL_2020", true},
    {"archive.volume_id=xl", false},
    {"publish.max_deletes=auto", true},
    {"publish.keep=0", true},
    {"site.nothing=1", false},
    {"nothing.title=1", false},
    {"title=1", false},
    {"site.title", false},
    {"=", false},
    {"", false},
};

TEST(values_of_the_wrong_type_are_refused)
{
    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
        struct bench bench = set_up();
        bool fine = config_set(&bench.config, &bench.arena, values[i].text,
                               &bench.diags);
        test_case(fine == values[i].good && bench.diags.len == (fine ? 0U : 1U),
                  values[i].text, "%s, %zu told", fine ? "taken" : "refused",
                  bench.diags.len);
        put_away(&bench);
    }
}

TEST(a_refused_value_leaves_the_old_one)
{
    struct bench bench = set_up();

    CHECK(!read_text(&bench, "[serve]\nport = 99999\n[site]\ntitle=甲\n"));
    CHECK_INT(bench.config.serve.port, 8000);
    CHECK(str_is(bench.config.site.title, "甲"));
    put_away(&bench);
}

TEST(the_environment_sets_keys_and_levels)
{
    struct bench bench = set_up();
    char title[] = "GONGKAI_SITE_TITLE=甲=乙";
    char base[] = "GONGKAI_SITE_BASE_URL=http://a/";
    char level[] = "GONGKAI_CHECK_DEAD_LINK=warn";
    char fail[] = "GONGKAI_CHECK_FAIL_ON=warning";
    char shared[] = "GONGKAI_SHARED=/x", other[] = "GONGKAI_TEST_X=1";
    char path[] = "PATH=/bin";
    char *const good[] = {path, title, base, level, fail, shared, other, NULL};

    CHECK(config_environment(&bench.config, &bench.arena, good, &bench.diags));
    CHECK(str_is(bench.config.site.title, "甲=乙"));
    CHECK(str_is(bench.config.site.base_url, "http://a/"));
    CHECK_INT(bench.config.check.level[DEAD_LINK], DIAG_WARNING);
    CHECK_INT(bench.config.check.fail_on, DIAG_WARNING);

    char port[] = "GONGKAI_SERVE_PORT=x", typo[] = "GONGKAI_SITE_TITEL=x";
    char *const bad[] = {port, typo, NULL};
    CHECK(!config_environment(&bench.config, &bench.arena, bad, &bench.diags));
    char *got = told(&bench.diags);
    CHECK_STR(got, "GONGKAI_SERVE_PORT:0:0 config-value port (x) → 1..65535|"
                   "GONGKAI_SITE_TITEL:0:0 config-key titel (site) → title");
    free(got);
    put_away(&bench);
}

static struct print print_after(const char *assignment)
{
    struct bench bench = set_up();
    struct print print = {0};

    if (*assignment)
        config_set(&bench.config, &bench.arena, assignment, &bench.diags);
    CHECK_INT(bench.diags.len, 0);
    config_print(&bench.config, &print);
    put_away(&bench);
    return print;
}

TEST(the_print_changes_with_what_shows_in_pages_alone)
{
    static const struct {
        const char *text;
        bool shows;
    } cases[] = {
        {"site.title=甲", true},
        {"site.organisation=甲", true},
        {"gov.icp=1", true},
        {"build.drafts=true", true},
        {"theme.large_print=no", true},
        {"targets.extract=off", true},
        {"images.max_pixels=9", true},
        {"search.max_bytes=1M", true},
        {"targets.prose_check=off", true},
        {"build.jobs=3", false},
        {"serve.port=9000", false},
        {"publish.keep=1", false},
        {"site.title=", false},
    };
    struct print before = print_after("");

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        test_case(!print_equal(before, print_after(cases[i].text)) ==
                      cases[i].shows,
                  cases[i].text, "%s", cases[i].shows ? "same" : "changed");
}

/* "[section]" and "key (type; default preset)", one a line, of the table. */
static char *keys_of_table(void)
{
    size_t len;
    const struct config_key *keys = config_keys(&len);
    struct buf out = {0};

    for (size_t i = 0; i < len; i++) {
        if (i == 0 || strcmp(keys[i].section, keys[i - 1].section) != 0)
            buf_format(&out, "[%s]\n", keys[i].section);
        buf_format(&out, "%s (%s; default %s)\n", keys[i].key, keys[i].type,
                   *keys[i].preset ? keys[i].preset : "empty");
    }
    return out.data;
}

/* The same out of the manual's lines `.SS [section]` and `.BR key " (…)"`. */
static char *keys_of_manual(const char *text)
{
    struct buf out = {0};
    const char *settings = strstr(text, "\n.SH SETTINGS\n");
    const char *end = settings ? strstr(settings + 1, "\n.SH ") : NULL;

    for (const char *at = settings; at && end && at < end;) {
        const char *next = strchr(at + 1, '\n');
        bool section = strncmp(at, "\n.SS ", 5) == 0;
        bool key = strncmp(at, "\n.BR ", 5) == 0;
        for (const char *c = at + 5; (section || key) && c < next; c++)
            if (*c != '"' && *c != '\\' && !(*c == ' ' && c[1] == '"'))
                buf_char(&out, *c);
        if (section || key)
            buf_char(&out, '\n');
        at = next;
    }
    return out.data;
}

TEST(the_manual_names_every_key_with_type_and_default_and_nothing_else)
{
    char *text = test_file("man/gongkai-config.5", NULL);
    char *table = keys_of_table();
    char *manual = text ? keys_of_manual(text) : NULL;

    CHECK_STR(manual, table);
    free(manual);
    free(table);
    free(text);
}

TEST(the_sample_site_has_a_good_configuration)
{
    struct bench bench = set_up();
    char *text = test_file("config.ini", NULL);

    CHECK(text && read_text(&bench, text));
    CHECK_INT(bench.diags.len, 0);
    CHECK(bench.config.site.title.len > 0);
    free(text);
    put_away(&bench);
}
