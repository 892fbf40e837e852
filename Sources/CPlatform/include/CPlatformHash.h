// SHA-256 and CRC-32C, each on the fastest path that this processor has, and CRC-32.
//
// A path can be forced, so that tests compare all of them on one machine.

#ifndef CPLATFORM_HASH_H
#define CPLATFORM_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How a digest is computed.
typedef enum {
  /// C only; on every machine.
  PICSORT_HASH_PORTABLE = 0,
  /// x86-64: the SHA extensions, or the CRC32 instruction of SSE 4.2.
  PICSORT_HASH_X86 = 1,
  /// aarch64: the SHA2 or the CRC32 extension.
  PICSORT_HASH_ARM = 2,
} picsort_hash_path;

/// A SHA-256 under way. Plain data: a copy goes on by itself.
typedef struct {
  uint32_t state[8];
  /// Bytes hashed so far, those in `block` included.
  uint64_t length;
  /// What does not fill a block yet: the first `length % 64` bytes are in use.
  uint8_t block[64];
  picsort_hash_path path;
} picsort_sha256;

/// The fastest path of this machine for SHA-256; found out once.
picsort_hash_path picsort_sha256_best_path(void);

/// Begins a digest. False, and no context, when this machine does not have `path`.
bool picsort_sha256_init(picsort_sha256 *context, picsort_hash_path path);

/// Adds `count` bytes, aligned or not; `bytes` may be NULL when `count` is 0.
void picsort_sha256_update(picsort_sha256 *context, const void *bytes, size_t count);

/// Ends the digest and writes its 32 bytes, in the order in which they are printed.
void picsort_sha256_final(picsort_sha256 *context, uint8_t digest[32]);

/// The fastest path of this machine for CRC-32C; found out once.
picsort_hash_path picsort_crc32c_best_path(void);

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of `count` bytes that follow bytes whose checksum
/// was `seed`; 0 when none do. A path that this machine lacks is replaced by the portable one.
uint32_t picsort_crc32c(uint32_t seed, const void *bytes, size_t count, picsort_hash_path path);

/// The same by the fastest path.
uint32_t picsort_crc32c_best(uint32_t seed, const void *bytes, size_t count);

/// CRC-32 (IEEE 802.3, as ZIP, gzip and PNG have it) of `count` bytes that follow bytes whose
/// checksum was `seed`; 0 when none do.
uint32_t picsort_crc32(uint32_t seed, const void *bytes, size_t count);

#endif
