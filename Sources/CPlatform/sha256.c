// SHA-256, FIPS 180-4 section 6.2, on three paths with one frame around them: the frame keeps the
// unfinished block and the length, a path consumes whole blocks.

#include "CPlatformHash.h"

#include <stdatomic.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#if defined(__APPLE__)
#include <sys/sysctl.h>
#elif defined(__linux__)
#include <sys/auxv.h>
#endif
#endif

enum { BLOCK = 64 };

// Section 4.2.2: the first 32 bits of the fractions of the cube roots of the first 64 primes.
static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

// ---- portable ----

static uint32_t rotate_right(uint32_t word, unsigned count) {
  return (word >> count) | (word << (32 - count));
}

static uint32_t load_big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void store_big_endian(uint8_t *bytes, uint32_t word) {
  for (int index = 0; index < 4; index++) bytes[index] = (uint8_t)(word >> (24 - 8 * index));
}

static void consume_portable(uint32_t state[8], const uint8_t *bytes, size_t blocks) {
  uint32_t schedule[64];
  for (; blocks > 0; blocks--, bytes += BLOCK) {
    for (int t = 0; t < 16; t++) schedule[t] = load_big_endian(bytes + 4 * t);
    for (int t = 16; t < 64; t++) {
      uint32_t near = schedule[t - 2];
      uint32_t far = schedule[t - 15];
      uint32_t sigma1 = rotate_right(near, 17) ^ rotate_right(near, 19) ^ (near >> 10);
      uint32_t sigma0 = rotate_right(far, 7) ^ rotate_right(far, 18) ^ (far >> 3);
      schedule[t] = sigma1 + schedule[t - 7] + sigma0 + schedule[t - 16];
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (int t = 0; t < 64; t++) {
      uint32_t sum1 = rotate_right(e, 6) ^ rotate_right(e, 11) ^ rotate_right(e, 25);
      uint32_t choice = (e & f) ^ (~e & g);
      uint32_t first = h + sum1 + choice + round_constants[t] + schedule[t];
      uint32_t sum0 = rotate_right(a, 2) ^ rotate_right(a, 13) ^ rotate_right(a, 22);
      uint32_t majority = (a & b) ^ (a & c) ^ (b & c);
      h = g, g = f, f = e, e = d + first;
      d = c, c = b, b = a, a = first + sum0 + majority;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
  }
}

// ---- x86-64: SHA extensions (Intel SDM volume 2, SHA256RNDS2, SHA256MSG1, SHA256MSG2) ----

#if defined(__x86_64__)

// The XMM registers need no question of their own: a 64-bit system always saves them.
static bool has_fast_path(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return false;
  bool has_shuffles = (c & bit_SSSE3) != 0 && (c & bit_SSE4_1) != 0;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  return has_shuffles && (b & (1u << 29)) != 0;
}

__attribute__((target("sha,sse4.1,ssse3"))) static void consume_fast(
    uint32_t state[8], const uint8_t *bytes, size_t blocks) {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);

  // The instructions want the state as the words (a, b, e, f) and (c, d, g, h), highest lane first.
  __m128i dcba = _mm_loadu_si128((const __m128i *)(const void *)state);
  __m128i hgfe = _mm_loadu_si128((const __m128i *)(const void *)(state + 4));
  __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1);
  __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1b);
  __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
  __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);

  for (; blocks > 0; blocks--, bytes += BLOCK) {
    const __m128i abef_before = abef;
    const __m128i cdgh_before = cdgh;
    __m128i words[4];  // the last sixteen words of the schedule, four a vector
#pragma clang loop unroll(full)
    for (int group = 0; group < 16; group++) {
      __m128i next;
      if (group < 4) {
        const void *source = bytes + 16 * group;
        next = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)source), swap);
      } else {
        __m128i last = words[(group + 3) & 3];
        __m128i seven_back = _mm_alignr_epi8(last, words[(group + 2) & 3], 4);
        __m128i partial = _mm_sha256msg1_epu32(words[group & 3], words[(group + 1) & 3]);
        next = _mm_sha256msg2_epu32(_mm_add_epi32(partial, seven_back), last);
      }
      words[group & 3] = next;
      const void *constants = round_constants + 4 * group;
      __m128i sum = _mm_add_epi32(next, _mm_loadu_si128((const __m128i *)constants));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }

  __m128i feba = _mm_shuffle_epi32(abef, 0x1b);
  __m128i dchg = _mm_shuffle_epi32(cdgh, 0xb1);
  _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(feba, dchg, 0xf0));
  _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

static const picsort_hash_path fast_path = PICSORT_HASH_X86;

// ---- aarch64: FEAT_SHA256 (Arm ARM, SHA256H, SHA256H2, SHA256SU0, SHA256SU1) ----

#elif defined(__aarch64__)

static bool has_fast_path(void) {
#if defined(__APPLE__)
  int present = 0;
  size_t size = sizeof present;
  return sysctlbyname("hw.optional.arm.FEAT_SHA256", &present, &size, NULL, 0) == 0 && present != 0;
#elif defined(__linux__)
  return (getauxval(AT_HWCAP) & (1ul << 6)) != 0;  // HWCAP_SHA2
#else
  return false;
#endif
}

__attribute__((target("sha2"))) static void consume_fast(
    uint32_t state[8], const uint8_t *bytes, size_t blocks) {
  uint32x4_t abcd = vld1q_u32(state);
  uint32x4_t efgh = vld1q_u32(state + 4);
  for (; blocks > 0; blocks--, bytes += BLOCK) {
    const uint32x4_t abcd_before = abcd;
    const uint32x4_t efgh_before = efgh;
    uint32x4_t words[4];  // the last sixteen words of the schedule, four a vector
#pragma clang loop unroll(full)
    for (int group = 0; group < 16; group++) {
      uint32x4_t next;
      if (group < 4) {
        next = vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(bytes + 16 * group)));
      } else {
        uint32x4_t partial = vsha256su0q_u32(words[group & 3], words[(group + 1) & 3]);
        next = vsha256su1q_u32(partial, words[(group + 2) & 3], words[(group + 3) & 3]);
      }
      words[group & 3] = next;
      uint32x4_t sum = vaddq_u32(next, vld1q_u32(round_constants + 4 * group));
      uint32x4_t abcd_now = abcd;
      abcd = vsha256hq_u32(abcd, efgh, sum);
      efgh = vsha256h2q_u32(efgh, abcd_now, sum);
    }
    abcd = vaddq_u32(abcd, abcd_before);
    efgh = vaddq_u32(efgh, efgh_before);
  }
  vst1q_u32(state, abcd);
  vst1q_u32(state + 4, efgh);
}

static const picsort_hash_path fast_path = PICSORT_HASH_ARM;

#else

static bool has_fast_path(void) { return false; }

static void consume_fast(uint32_t state[8], const uint8_t *bytes, size_t blocks) {
  consume_portable(state, bytes, blocks);
}

static const picsort_hash_path fast_path = PICSORT_HASH_PORTABLE;

#endif

// ---- the frame ----

picsort_hash_path picsort_sha256_best_path(void) {
  // Two threads that ask at once find the same answer, so a race costs nothing.
  static atomic_int answer = -1;
  int known = atomic_load_explicit(&answer, memory_order_relaxed);
  if (known < 0) {
    known = has_fast_path() ? (int)fast_path : (int)PICSORT_HASH_PORTABLE;
    atomic_store_explicit(&answer, known, memory_order_relaxed);
  }
  return (picsort_hash_path)known;
}

static void consume(picsort_sha256 *context, const uint8_t *bytes, size_t blocks) {
  if (context->path == PICSORT_HASH_PORTABLE) {
    consume_portable(context->state, bytes, blocks);
  } else {
    consume_fast(context->state, bytes, blocks);
  }
}

bool picsort_sha256_init(picsort_sha256 *context, picsort_hash_path path) {
  if (path != PICSORT_HASH_PORTABLE && path != picsort_sha256_best_path()) return false;
  // Section 5.3.3.
  static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memset(context, 0, sizeof *context);
  memcpy(context->state, initial, sizeof initial);
  context->path = path;
  return true;
}

void picsort_sha256_update(picsort_sha256 *context, const void *bytes, size_t count) {
  if (count == 0) return;
  const uint8_t *next = bytes;
  size_t held = (size_t)(context->length % BLOCK);
  context->length += count;
  if (held > 0) {
    size_t taken = count < BLOCK - held ? count : BLOCK - held;
    memcpy(context->block + held, next, taken);
    if (held + taken < BLOCK) return;
    consume(context, context->block, 1);
    next += taken;
    count -= taken;
  }
  consume(context, next, count / BLOCK);
  if (count % BLOCK > 0) memcpy(context->block, next + count / BLOCK * BLOCK, count % BLOCK);
}

void picsort_sha256_final(picsort_sha256 *context, uint8_t digest[32]) {
  // Section 5.1.1: a one bit, zeros, and the length in bits as the last eight bytes of a block.
  uint64_t bits = context->length * 8;
  size_t held = (size_t)(context->length % BLOCK);
  uint8_t tail[2 * BLOCK] = {0x80};
  size_t padding = (held < BLOCK - 8 ? BLOCK : 2 * BLOCK) - 8 - held;
  store_big_endian(tail + padding, (uint32_t)(bits >> 32));
  store_big_endian(tail + padding + 4, (uint32_t)bits);
  picsort_sha256_update(context, tail, padding + 8);
  for (int word = 0; word < 8; word++) store_big_endian(digest + 4 * word, context->state[word]);
}
