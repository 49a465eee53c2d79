#include "utf8_fast.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <stdint.h>
#include <string.h>

#define WIDE sizeof(__m256i)
#define WITH_AVX2 __attribute__((target("avx2")))

/*
 * After Keiser and Lemire, "Validating UTF-8 In Less Than One Instruction Per
 * Byte" (2021). What may be wrong with two bytes that follow each other shows
 * in three of their four halves: each half is looked up in a table of the
 * faults that it allows, and a fault that all three allow is there.
 */
enum fault {
    SHORT = 1 << 0, /* a lead, and no continuation behind it */
    LONG = 1 << 1, /* ASCII, and a continuation behind it */
    OVER_3 = 1 << 2, /* E0 80 to E0 9F */
    LARGE = 1 << 3, /* F4 90 to F4 BF, F5 on */
    SURROGATE = 1 << 4, /* ED A0 to ED BF */
    OVER_2 = 1 << 5, /* C0, C1 */
    LARGE_8 = 1 << 6, /* F5 80 to F5 8F and on */
    OVER_4 = 1 << 6, /* F0 80 to F0 8F */
    TWO = 1 << 7, /* two continuations: right where two or three must be */
    ANY_LOW = SHORT | LONG | TWO, /* those that the low half tells nothing of */
};

static const uint8_t first_high[16] = {LONG,
                                       LONG,
                                       LONG,
                                       LONG,
                                       LONG,
                                       LONG,
                                       LONG,
                                       LONG,
                                       TWO,
                                       TWO,
                                       TWO,
                                       TWO,
                                       SHORT | OVER_2,
                                       SHORT,
                                       SHORT | OVER_3 | SURROGATE,
                                       SHORT | LARGE | LARGE_8 | OVER_4};

static const uint8_t first_low[16] = {ANY_LOW | OVER_2 | OVER_3 | OVER_4,
                                      ANY_LOW | OVER_2,
                                      ANY_LOW,
                                      ANY_LOW,
                                      ANY_LOW | LARGE,
                                      ANY_LOW | LARGE | LARGE_8,
                                      ANY_LOW | LARGE | LARGE_8,
                                      ANY_LOW | LARGE | LARGE_8,
                                      ANY_LOW | LARGE | LARGE_8,
                                      ANY_LOW | LARGE | LARGE_8,
                                      ANY_LOW | LARGE | LARGE_8,
                                      ANY_LOW | LARGE | LARGE_8,
                                      ANY_LOW | LARGE | LARGE_8,
                                      ANY_LOW | LARGE | LARGE_8 | SURROGATE,
                                      ANY_LOW | LARGE | LARGE_8,
                                      ANY_LOW | LARGE | LARGE_8};

static const uint8_t second_high[16] = {SHORT,
                                        SHORT,
                                        SHORT,
                                        SHORT,
                                        SHORT,
                                        SHORT,
                                        SHORT,
                                        SHORT,
                                        LONG | OVER_2 | TWO | OVER_3 | LARGE_8 |
                                            OVER_4,
                                        LONG | OVER_2 | TWO | OVER_3 | LARGE,
                                        LONG | OVER_2 | TWO | SURROGATE | LARGE,
                                        LONG | OVER_2 | TWO | SURROGATE | LARGE,
                                        SHORT,
                                        SHORT,
                                        SHORT,
                                        SHORT};

bool utf8_fast_works(void)
{
    return __builtin_cpu_supports("avx2");
}

WITH_AVX2 static __m256i load(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

WITH_AVX2 static __m256i look_up(const uint8_t table[16], __m256i halves)
{
    __m128i once = _mm_loadu_si128((const __m128i *)(const void *)table);

    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(once), halves);
}

WITH_AVX2 static __m256i high_halves(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4),
                            _mm256_set1_epi8(0x0F));
}

/* Not nought where a byte of `now` is wrong behind those before it; `last` are
 * the 32 bytes before. */
WITH_AVX2 static inline __m256i faults_of(__m256i last, __m256i now)
{
    __m256i joint = _mm256_permute2x128_si256(last, now, 0x21);
    __m256i one = _mm256_alignr_epi8(now, joint, 15); /* the byte before each */
    __m256i two = _mm256_alignr_epi8(now, joint, 14);
    __m256i three = _mm256_alignr_epi8(now, joint, 13);
    __m256i low = _mm256_and_si256(one, _mm256_set1_epi8(0x0F));
    __m256i faults =
        _mm256_and_si256(_mm256_and_si256(look_up(first_high, high_halves(one)),
                                          look_up(first_low, low)),
                         look_up(second_high, high_halves(now)));
    /* The highest bit where a third or fourth byte has to be: there, and only
     * there, a second continuation is right. */
    __m256i must =
        _mm256_or_si256(_mm256_subs_epu8(two, _mm256_set1_epi8(0xE0 - 0x80)),
                        _mm256_subs_epu8(three, _mm256_set1_epi8(0xF0 - 0x80)));
    must = _mm256_and_si256(must, _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(faults, must);
}

WITH_AVX2 bool utf8_fast(const char *bytes, size_t len)
{
    __m256i last = _mm256_setzero_si256(), now, bad = last;
    char rest[WIDE] = {0};
    size_t at = 0;

    for (; len - at >= WIDE; at += WIDE) {
        now = load(bytes + at);
        if (_mm256_movemask_epi8(_mm256_or_si256(last, now)))
            bad = _mm256_or_si256(bad, faults_of(last, now));
        last = now;
    }
    /* The noughts behind the end, one at least, are wrong behind a lead. */
    if (len > at)
        memcpy(rest, bytes + at, len - at);
    bad = _mm256_or_si256(bad, faults_of(last, load(rest)));
    return _mm256_testz_si256(bad, bad);
}

#else

bool utf8_fast_works(void)
{
    return false;
}

bool utf8_fast(const char *bytes, size_t len)
{
    (void)bytes;
    (void)len;
    return false;
}

#endif
