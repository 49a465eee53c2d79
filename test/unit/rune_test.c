#include "../../gen/base/rune.h"
#include "../test.h"

static const struct {
    const char *name;
    uint32_t rune;
    unsigned width;
    bool punct, han, cjk;
} runes[] = {
    {"letter", 'a', 1, false, false, false},
    {"star", '*', 1, true, false, false},
    {"han", 0x4E2D, 2, false, true, true},
    {"the first han", 0x4E00, 2, false, true, true},
    {"the last han", 0x9FFF, 2, false, true, true},
    {"hexagram before them", 0x4DFF, 1, false, false, false},
    {"han extension B", 0x20BB7, 2, false, true, true},
    {"number zero", 0x3007, 2, false, true, true},
    {"ideographic comma", 0x3001, 2, true, false, true},
    {"full-width comma", 0xFF0C, 2, true, false, true},
    {"full-width digit", 0xFF11, 2, false, false, true},
    {"left book title mark", 0x300A, 2, true, false, true},
    {"curly quote", 0x201C, 1, true, false, false},
    {"em dash", 0x2014, 1, true, false, false},
    {"middle dot", 0x00B7, 1, true, false, false},
    {"hangul", 0xD55C, 2, false, false, false},
    {"hiragana", 0x3042, 2, false, false, true},
    {"combining acute", 0x0301, 0, false, false, false},
    {"zero width joiner", 0x200D, 0, false, false, false},
    {"emoji", 0x1F600, 2, false, false, false},
    {"euro", 0x20AC, 1, false, false, false},
};

TEST(characters_are_classed)
{
    for (size_t i = 0; i < sizeof(runes) / sizeof(runes[0]); i++) {
        uint32_t rune = runes[i].rune;
        test_case(rune_width(rune) == runes[i].width &&
                      rune_is_punct(rune) == runes[i].punct &&
                      rune_is_han(rune) == runes[i].han &&
                      rune_is_cjk(rune) == runes[i].cjk,
                  runes[i].name, "width %u punct %d han %d cjk %d",
                  rune_width(rune), rune_is_punct(rune), rune_is_han(rune),
                  rune_is_cjk(rune));
    }
}

TEST(bidirectional_controls_and_private_glyphs_are_known)
{
    CHECK(rune_is_bidi(0x202E));
    CHECK(rune_is_bidi(0x2067));
    CHECK(!rune_is_bidi(0x2014));
    CHECK(rune_is_private(0xE000));
    CHECK(rune_is_private(0x100000));
    CHECK(!rune_is_private(0xF900));
}

TEST(full_width_forms_have_half_width_twins)
{
    CHECK_INT(rune_half(0xFF11), '1');
    CHECK_INT(rune_half(0xFF05), '%');
    CHECK_INT(rune_half(0x3000), ' ');
    CHECK_INT(rune_half(0x3002), 0x3002);
    CHECK(rune_is_digit(0xFF19));
    CHECK(!rune_is_digit(0x4E00));
}

TEST(the_ideographic_space_is_a_space)
{
    CHECK(rune_is_space(0x3000));
    CHECK(rune_is_space('\t'));
    CHECK(!rune_is_space(0x200B));
}
