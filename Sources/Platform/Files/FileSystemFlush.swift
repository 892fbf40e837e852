import CPlatform
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// An error of a flush is told once, and does not say which file it was about: after the first one
/// no file system is flushed as a whole any more, so that each file is asked for itself.
private let wholeFlushFailed = Atomic(false)

extension Folder {
  /// Flushes everything that was written to this folder's file system: one wait for the drive in
  /// place of one for each file and folder.
  ///
  /// - Returns: false where the system does not vouch for that, or an earlier flush failed: then
  ///   each file and folder is to be flushed by itself.
  /// - Throws: what could not be written; it may be anybody's. Each file is to be flushed then, and
  ///   its own answer counts.
  package func syncFileSystem() throws(SystemError) -> Bool {
    if wholeFlushFailed.load(ordering: .relaxed) { return false }
    do throws(SystemError) {
      try SystemCalls.check("syncfs") { picsort_sync_file_system(raw) }
      return true
    } catch {
      if error.isUnsupported { return false }
      wholeFlushFailed.store(true, ordering: .relaxed)
      throw error
    }
  }
}
