import CPlatform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How the bytes of a copy get to their place when nobody needs to see them.
package enum CopyWay: Sendable, Hashable {
  /// They are read and written.
  case bytes
  /// The copy shares the original's blocks until one of them is changed (FICLONE).
  case clone
  /// The kernel moves them, or the server that both files are on (copy_file_range).
  case range
}

/// What became of a copy whose bytes nobody saw.
package enum UnseenCopy: Sendable, Hashable {
  /// It has so many bytes, which were brought in this way.
  case whole(bytes: Int, by: CopyWay)
  /// `proceed` said no.
  case stopped
}

extension Folder {
  /// The way for copies from this folder's file system to that of `target`: only what is known to
  /// be sound, by the table in CPlatform, and only from a file system to itself.
  ///
  /// A guess, like every answer about a mount: the first copy shows whether it is right.
  package func copyWay(to target: Folder) -> CopyWay {
    let way = picsort_copy_way_of(raw)
    guard way == picsort_copy_way_of(target.raw) else { return .bytes }
    switch way {
    // Subvolumes of one file system have each a device number of their own.
    case PICSORT_COPY_CLONE: return .clone
    case PICSORT_COPY_RANGE:
      let devices = (try? (status().device, target.status().device))
      return devices.map { $0 == $1 } == true ? .range : .bytes
    default: return .bytes
    }
  }
}

extension FileDescriptor {
  /// Bytes that the kernel is asked to copy at a time, so that a stop is heard in between.
  package static let rangeLength = 16 << 20

  /// Copies all bytes to `target`, which must be new and at its beginning, without looking at them.
  ///
  /// What the system refuses to do in the wanted way is done by reading and writing, from where it
  /// stopped.
  ///
  /// - Parameters:
  ///   - target: the copy.
  ///   - wanted: how to do it, if that can be.
  ///   - proceed: asked before each step with the number of bytes done; false abandons the copy.
  /// - Returns: how long the copy is, and the way that it went.
  /// - Throws: what could not be read, written or shared.
  package func copyUnseen(
    to target: borrowing FileDescriptor, by wanted: CopyWay, proceed: (Int) -> Bool
  ) throws(SystemError) -> UnseenCopy {
    var done = 0
    switch wanted {
    case .bytes: break
    case .clone:
      guard proceed(0) else { return .stopped }
      if try clone(to: target) { return .whole(bytes: try target.status().size, by: .clone) }
    case .range:
      while true {
        guard proceed(done) else { return .stopped }
        let count = try copyRange(to: target, from: done)
        if count == 0 { break }
        done += count
      }
    }
    // Also to see that nothing follows what the kernel copied: it may answer 0 for other reasons.
    let copied = done
    let buffer = ChunkBuffer()
    while true {
      guard proceed(done) else { return .stopped }
      let count = unsafe try read(into: buffer.bytes, at: done)
      unsafe try SystemCalls.writeAll(
        UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count]), to: target.number)
      done += count
      if count < Self.chunk {
        return .whole(bytes: done, by: copied > 0 || done == 0 ? wanted : .bytes)
      }
    }
  }

  /// False where these two cannot share.
  private func clone(to target: borrowing FileDescriptor) throws(SystemError) -> Bool {
    do throws(SystemError) {
      try SystemCalls.check("ioctl") { picsort_clone(number, target.number) }
      return true
    } catch {
      if error.isNoWayToCopy { return false }
      throw error
    }
  }

  /// How many bytes went over; 0 at the end of the file, and where the kernel would not.
  private func copyRange(
    to target: borrowing FileDescriptor, from offset: Int
  ) throws(SystemError) -> Int {
    do throws(SystemError) {
      return try SystemCalls.check("copy_file_range") {
        picsort_copy_range(number, Int64(offset), target.number, Self.rangeLength)
      }
    } catch {
      if error.isNoWayToCopy { return 0 }
      throw error
    }
  }
}

extension SystemError {
  /// Reading and writing may do it, and if not, says more exactly why. Servers have many words for
  /// what they do not copy; but a full or broken disk is not to be tried twice.
  fileprivate var isNoWayToCopy: Bool { !endsTheRun && code != Self.inputOutputCode }
}
