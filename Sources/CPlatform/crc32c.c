// CRC-32C: polynomial 0x1EDC6F41, bits reflected, first and last inverted (RFC 3720 section 12.1).

#include "CPlatformHash.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <nmmintrin.h>
#include <wmmintrin.h>
#elif defined(__aarch64__)
#include <arm_acle.h>
#if defined(__APPLE__)
#include <sys/sysctl.h>
#elif defined(__linux__)
#include <sys/auxv.h>
#endif
#endif

// ---- portable: eight tables, eight bytes a step ----

// tables[n][b] is the checksum of byte b followed by n zero bytes.
static uint32_t tables[8][256];
static pthread_once_t tables_once = PTHREAD_ONCE_INIT;

static void fill_tables(void) {
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0x82f63b78u & (0u - (crc & 1u)));
    tables[0][byte] = crc;
  }
  for (int zeros = 1; zeros < 8; zeros++) {
    for (int byte = 0; byte < 256; byte++) {
      uint32_t shorter = tables[zeros - 1][byte];
      tables[zeros][byte] = (shorter >> 8) ^ tables[0][shorter & 0xff];
    }
  }
}

static uint32_t extend_portable(uint32_t crc, const uint8_t *bytes, size_t count) {
  pthread_once(&tables_once, fill_tables);
  for (; count >= 8; count -= 8, bytes += 8) {
    crc = tables[7][(crc ^ bytes[0]) & 0xff] ^ tables[6][((crc >> 8) ^ bytes[1]) & 0xff] ^
          tables[5][((crc >> 16) ^ bytes[2]) & 0xff] ^ tables[4][(crc >> 24) ^ bytes[3]] ^
          tables[3][bytes[4]] ^ tables[2][bytes[5]] ^ tables[1][bytes[6]] ^ tables[0][bytes[7]];
  }
  for (; count > 0; count--, bytes++) crc = (crc >> 8) ^ tables[0][(crc ^ *bytes) & 0xff];
  return crc;
}

// ---- x86-64: the CRC32 instruction of SSE 4.2 ----

#if defined(__x86_64__)

static bool has_fast_path(void) {
  unsigned a, b, c, d;
  // Every processor with SSE 4.2 has PCLMULQDQ, too, but a virtual one may hide it.
  return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_2) != 0 && (c & bit_PCLMUL) != 0;
}

// An instruction waits three cycles for the one before it. Of long runs, three parts of this length
// are therefore summed side by side: the 4096 bytes of a file's head are three of them and two
// words.
enum { lane = 1360 };

// x to the power of 8 * lane - 33, and of 16 * lane - 33, modulo the polynomial, bits reflected.
static const uint32_t one_lane = 0x3f70cc6f, two_lanes = 0x5aa1f3cf;

// The register `crc` after as many zero bytes as `power` stands for: the product is 33 powers of x
// too low, one of which its reflection brings and 32 the instruction that reduces it.
__attribute__((target("sse4.2,pclmul"))) static inline uint64_t after_zeros(
    uint64_t crc, uint32_t power) {
  __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((int64_t)crc),
                                         _mm_cvtsi32_si128((int32_t)power), 0);
  return _mm_crc32_u64(0, (uint64_t)_mm_cvtsi128_si64(product));
}

static inline uint64_t word_at(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

__attribute__((target("sse4.2,pclmul"))) static uint32_t extend_fast(
    uint32_t crc, const uint8_t *bytes, size_t count) {
  uint64_t wide = crc;
  for (; count >= 3 * lane; count -= 3 * lane, bytes += 3 * lane) {
    uint64_t second = 0, third = 0;
    for (size_t at = 0; at < lane; at += 8) {
      wide = _mm_crc32_u64(wide, word_at(bytes + at));
      second = _mm_crc32_u64(second, word_at(bytes + lane + at));
      third = _mm_crc32_u64(third, word_at(bytes + 2 * lane + at));
    }
    wide = after_zeros(wide, two_lanes) ^ after_zeros(second, one_lane) ^ third;
  }
  for (; count >= 32; count -= 32, bytes += 32) {
    wide = _mm_crc32_u64(wide, word_at(bytes));
    wide = _mm_crc32_u64(wide, word_at(bytes + 8));
    wide = _mm_crc32_u64(wide, word_at(bytes + 16));
    wide = _mm_crc32_u64(wide, word_at(bytes + 24));
  }
  for (; count >= 8; count -= 8, bytes += 8) wide = _mm_crc32_u64(wide, word_at(bytes));
  crc = (uint32_t)wide;
  for (; count > 0; count--, bytes++) crc = _mm_crc32_u8(crc, *bytes);
  return crc;
}

static const picsort_hash_path fast_path = PICSORT_HASH_X86;

// ---- aarch64, little-endian: FEAT_CRC32 ----

#elif defined(__aarch64__) && defined(__AARCH64EL__)

static bool has_fast_path(void) {
#if defined(__APPLE__)
  int present = 0;
  size_t size = sizeof present;
  return sysctlbyname("hw.optional.armv8_crc32", &present, &size, NULL, 0) == 0 && present != 0;
#elif defined(__linux__)
  return (getauxval(AT_HWCAP) & (1ul << 7)) != 0;  // HWCAP_CRC32
#else
  return false;
#endif
}

__attribute__((target("crc"))) static uint32_t extend_fast(
    uint32_t crc, const uint8_t *bytes, size_t count) {
  for (; count >= 8; count -= 8, bytes += 8) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    crc = __crc32cd(crc, word);
  }
  for (; count > 0; count--, bytes++) crc = __crc32cb(crc, *bytes);
  return crc;
}

static const picsort_hash_path fast_path = PICSORT_HASH_ARM;

#else

static bool has_fast_path(void) { return false; }

static uint32_t extend_fast(uint32_t crc, const uint8_t *bytes, size_t count) {
  return extend_portable(crc, bytes, count);
}

static const picsort_hash_path fast_path = PICSORT_HASH_PORTABLE;

#endif

// ---- the frame ----

static inline picsort_hash_path best_path(void) {
  // Two threads that ask at once find the same answer, so a race costs nothing.
  static atomic_int answer = -1;
  int known = atomic_load_explicit(&answer, memory_order_relaxed);
  if (known < 0) {
    known = has_fast_path() ? (int)fast_path : (int)PICSORT_HASH_PORTABLE;
    atomic_store_explicit(&answer, known, memory_order_relaxed);
  }
  return (picsort_hash_path)known;
}

picsort_hash_path picsort_crc32c_best_path(void) { return best_path(); }

uint32_t picsort_crc32c(uint32_t seed, const void *bytes, size_t count, picsort_hash_path path) {
  bool fast = path != PICSORT_HASH_PORTABLE && path == best_path();
  return ~(fast ? extend_fast(~seed, bytes, count) : extend_portable(~seed, bytes, count));
}

// By a pointer, because lines are short and many: the first call finds out what to point to.
typedef uint32_t (*extension)(uint32_t crc, const uint8_t *bytes, size_t count);
static uint32_t extend_first(uint32_t crc, const uint8_t *bytes, size_t count);
static _Atomic(extension) extend_best = extend_first;

static uint32_t extend_first(uint32_t crc, const uint8_t *bytes, size_t count) {
  extension best = best_path() == PICSORT_HASH_PORTABLE ? extend_portable : extend_fast;
  atomic_store_explicit(&extend_best, best, memory_order_relaxed);
  return best(crc, bytes, count);
}

uint32_t picsort_crc32c_best(uint32_t seed, const void *bytes, size_t count) {
  return ~atomic_load_explicit(&extend_best, memory_order_relaxed)(~seed, bytes, count);
}
