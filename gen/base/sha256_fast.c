#include "sha256_fast.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

#include <stdatomic.h>
#include <string.h>

#define BLOCK ((size_t)64)
#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3")))

/* FIPS 180-4, 4.2.2 and 5.3.3. */
static const uint32_t constant[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372,
                                  0xa54ff53a, 0x510e527f, 0x9b05688c,
                                  0x1f83d9ab, 0x5be0cd19};

static bool has_instructions(void)
{
    unsigned a, b, c, d;

    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) ||
        !(c & bit_SSE4_1))
        return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/* Asking is slow in virtual machines, so the answer is kept. */
bool sha256_fast_works(void)
{
    static atomic_int known; /* 0: not asked; 1: no; 2: yes */
    int answer = atomic_load_explicit(&known, memory_order_relaxed);

    if (!answer) {
        answer = 1 + has_instructions();
        atomic_store_explicit(&known, answer, memory_order_relaxed);
    }
    return answer == 2;
}

/* The words of a block are big-endian. */
WITH_SHA static __m128i load_words(const char *at)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);

    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)at),
                            swap);
}

static __m128i load_constant(size_t four)
{
    return _mm_loadu_si128(
        (const __m128i *)(const void *)(constant + 4 * four));
}

/*
 * One block. The instructions want the eight words of the state as ABEF and
 * CDGH, and do four rounds at a time; `word` holds the newest sixteen words of
 * the schedule, from which the next four are made.
 */
WITH_SHA static void add_block(__m128i *abef, __m128i *cdgh, const char *at)
{
    __m128i word[4], first = *abef, second = *cdgh;

    for (size_t i = 0; i < 4; i++)
        word[i] = load_words(at + 16 * i);
    for (size_t i = 0; i < 16; i++) {
        __m128i *oldest = &word[i % 4];
        const __m128i newest = word[(i + 3) % 4];
        if (i >= 4)
            *oldest = _mm_sha256msg2_epu32(
                _mm_add_epi32(_mm_sha256msg1_epu32(*oldest, word[(i + 1) % 4]),
                              _mm_alignr_epi8(newest, word[(i + 2) % 4], 4)),
                newest);
        __m128i sum = _mm_add_epi32(*oldest, load_constant(i));
        second = _mm_sha256rnds2_epu32(second, first, sum);
        first =
            _mm_sha256rnds2_epu32(first, second, _mm_shuffle_epi32(sum, 0x0E));
    }
    *abef = _mm_add_epi32(*abef, first);
    *cdgh = _mm_add_epi32(*cdgh, second);
}

/* What is left behind the whole blocks, a one, zeros, and the length in bits:
 * one block or two. */
static size_t pad(struct str bytes, char last[2 * BLOCK])
{
    size_t rest = bytes.len % BLOCK;
    size_t len = rest + 9 > BLOCK ? 2 * BLOCK : BLOCK;
    uint64_t bits = (uint64_t)bytes.len * 8;

    memset(last, 0, 2 * BLOCK);
    if (rest)
        memcpy(last, bytes.ptr + bytes.len - rest, rest);
    last[rest] = (char)0x80;
    for (size_t i = 0; i < 8; i++)
        last[len - 1 - i] = (char)(bits >> (8 * i) & 0xFF);
    return len;
}

WITH_SHA struct sha256 sha256_fast(struct str bytes)
{
    char last[2 * BLOCK];
    size_t padded = pad(bytes, last);
    uint32_t word[8] = {start[5], start[4], start[1], start[0],
                        start[7], start[6], start[3], start[2]};
    __m128i abef = _mm_loadu_si128((const __m128i *)(const void *)word);
    __m128i cdgh = _mm_loadu_si128((const __m128i *)(const void *)(word + 4));
    struct sha256 sum;

    for (size_t at = 0; at + BLOCK <= bytes.len; at += BLOCK)
        add_block(&abef, &cdgh, bytes.ptr + at);
    for (size_t at = 0; at < padded; at += BLOCK)
        add_block(&abef, &cdgh, last + at);
    _mm_storeu_si128((__m128i *)(void *)word, abef);
    _mm_storeu_si128((__m128i *)(void *)(word + 4), cdgh);
    static const size_t place[8] = {3, 2, 7, 6, 1, 0, 5, 4}; /* of A to H */
    for (size_t i = 0; i < SHA256_BYTES; i++)
        sum.byte[i] = (uint8_t)(word[place[i / 4]] >> (24 - 8 * (i % 4)));
    return sum;
}

#else

bool sha256_fast_works(void)
{
    return false;
}

struct sha256 sha256_fast(struct str bytes)
{
    (void)bytes;
    return (struct sha256){{0}};
}

#endif
