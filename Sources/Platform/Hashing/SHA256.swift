import CPlatform

#if canImport(Darwin)
  import CryptoKit
#endif

/// A SHA-256 under way (FIPS 180-4); a copy goes on by itself.
package struct SHA256 {
  /// Who computes it; the raw value is the name that `--version` and benchmarks show.
  package enum Implementation: String, CaseIterable, Sendable {
    case cryptoKit = "cryptokit"
    /// The SHA extensions of x86-64.
    case shaNI = "sha-ni"
    /// The SHA2 extension of Armv8.
    case armv8
    /// C only, on every machine.
    case portable
  }

  private var engine: Engine

  /// Begins a digest on the fastest implementation of this machine.
  package init() {
    engine = Engine.fastest()
  }

  /// Begins a digest on `implementation`; nil when this machine does not have it.
  package init?(forcing implementation: Implementation) {
    guard let engine = Engine(implementation) else { return nil }
    self.engine = engine
  }

  /// Adds bytes; how they are cut into calls makes no difference.
  package mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  /// Adds a part of an array.
  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  /// Adds the bytes that `buffer` shows during this call.
  package mutating func update(_ buffer: UnsafeRawBufferPointer) {
    unsafe engine.update(buffer)
  }

  /// The digest of everything added so far; more may be added afterwards.
  package func finish() -> Digest {
    engine.finish()
  }

  /// The digest of `bytes`.
  package static func digest(of bytes: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// What `init()` uses on this machine.
  package static var implementation: Implementation { Engine.fastest().implementation }

  /// What this machine has, the fastest first.
  package static var available: [Implementation] {
    Implementation.allCases.filter { Engine($0) != nil }
  }
}

// MARK: - Engines

extension SHA256 {
  /// The state of one digest, in C or in CryptoKit.
  private enum Engine {
    case c(CHash)
    #if canImport(Darwin)
      case cryptoKit(CryptoKit.SHA256)
    #endif

    init?(_ implementation: Implementation) {
      switch implementation {
      case .cryptoKit:
        #if canImport(Darwin)
          self = .cryptoKit(CryptoKit.SHA256())
        #else
          return nil
        #endif
      case .shaNI:
        guard let hash = CHash(PICSORT_HASH_X86) else { return nil }
        self = .c(hash)
      case .armv8:
        guard let hash = CHash(PICSORT_HASH_ARM) else { return nil }
        self = .c(hash)
      case .portable:
        self = .c(CHash.portable())
      }
    }

    static func fastest() -> Engine {
      #if canImport(Darwin)
        .cryptoKit(CryptoKit.SHA256())
      #else
        .c(CHash(picsort_sha256_best_path()) ?? CHash.portable())
      #endif
    }

    var implementation: Implementation {
      switch self {
      case .c(let hash): hash.implementation
      #if canImport(Darwin)
        case .cryptoKit: .cryptoKit
      #endif
      }
    }

    mutating func update(_ buffer: UnsafeRawBufferPointer) {
      switch self {
      case .c(var hash):
        unsafe hash.update(buffer)
        self = .c(hash)
      #if canImport(Darwin)
        case .cryptoKit(var hash):
          unsafe hash.update(bufferPointer: buffer)
          self = .cryptoKit(hash)
      #endif
      }
    }

    func finish() -> Digest {
      switch self {
      case .c(let hash): hash.finish()
      #if canImport(Darwin)
        case .cryptoKit(let hash): Digest(padding: hash.finalize())
      #endif
      }
    }
  }
}

/// The C context of one digest.
private struct CHash {
  private var context = picsort_sha256()

  /// Nil when this machine does not have `path`.
  init?(_ path: picsort_hash_path) {
    guard unsafe picsort_sha256_init(&context, path) else { return nil }
  }

  private init() {
    _ = unsafe picsort_sha256_init(&context, PICSORT_HASH_PORTABLE)
  }

  static func portable() -> CHash { CHash() }

  var implementation: SHA256.Implementation {
    switch context.path {
    case PICSORT_HASH_X86: .shaNI
    case PICSORT_HASH_ARM: .armv8
    default: .portable
    }
  }

  mutating func update(_ buffer: UnsafeRawBufferPointer) {
    unsafe picsort_sha256_update(&context, buffer.baseAddress, buffer.count)
  }

  func finish() -> Digest {
    var last = context
    var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
    unsafe picsort_sha256_final(&last, &bytes)
    return Digest(padding: bytes)
  }
}
