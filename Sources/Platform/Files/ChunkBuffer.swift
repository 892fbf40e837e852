import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A page-aligned buffer for a pass over a file's bytes. It is given back when it goes and used
/// again: fresh memory for each file costs more page faults than a small file has pages.
struct ChunkBuffer: ~Copyable {
  private let memory: Memory

  init() {
    memory = Self.spare.withLock { $0.popLast() } ?? Memory()
  }

  deinit {
    let memory = memory
    Self.spare.withLock { $0.append(memory) }
  }

  var bytes: UnsafeMutableRawBufferPointer { unsafe memory.bytes }

  /// True when the first `count` bytes are the same in `other`.
  func hasSameBytes(as other: borrowing ChunkBuffer, _ count: Int) -> Bool {
    guard let own = unsafe bytes.baseAddress, let others = unsafe other.bytes.baseAddress else {
      return false
    }
    return unsafe memcmp(own, others, min(count, FileDescriptor.chunk)) == 0
  }

  /// As many as were ever in use at once.
  private static let spare = Mutex<[Memory]>([])

  /// Whoever holds the buffer is alone with it.
  @safe private final class Memory: @unchecked Sendable {
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: FileDescriptor.chunk, alignment: 4096)

    deinit { unsafe bytes.deallocate() }
  }
}
