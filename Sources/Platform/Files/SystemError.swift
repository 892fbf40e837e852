#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A system call that failed: which one, and the errno it left.
package struct SystemError: Error, Hashable, Sendable {
  /// Name of the call, as its manual page spells it.
  package let call: String
  /// The errno.
  package let code: Int32

  package init(call: String, code: Int32) {
    self.call = call
    self.code = code
  }

  /// The system's sentence for the errno, without a final period.
  package var message: String {
    // `strerror` may use a static buffer, but only for numbers it does not know.
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }
}

extension SystemError: CustomStringConvertible {
  package var description: String { "\(call): \(message)" }
}

/// The errnos that picsort tells apart.
extension SystemError {
  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  package var isTaken: Bool { code == EEXIST || code == ENOTEMPTY }
  package var isAcrossFileSystems: Bool { code == EXDEV }
  package var isSymbolicLink: Bool { code == ELOOP || code == ENOTDIR }
  package var isInterrupted: Bool { code == EINTR }
  /// Nobody is left at the other end of a pipe.
  package var isClosedPipe: Bool { code == EPIPE }

  /// The call is not known here, or not for this file system or these arguments.
  package var isUnsupported: Bool {
    code == EINVAL || code == ENOSYS || code == ENOTSUP || code == EOPNOTSUPP || code == EPERM
  }

  /// The file system, or the machine at its other end, has no such locks.
  package var isUnsupportedLock: Bool {
    code == ENOLCK || code == ENOTSUP || code == EOPNOTSUPP || code == ENOSYS || code == EINVAL
  }

  /// No room: bytes, inodes or quota.
  package var isFull: Bool { code == ENOSPC || code == EDQUOT }

  /// May succeed when it is tried again a little later.
  package var isTransient: Bool {
    code == EAGAIN || code == EBUSY || code == ETIMEDOUT || code == ENFILE
      || code == EMFILE || code == ENOMEM
  }

  /// The file system as a whole is in no state to go on: full, read-only, gone.
  package var endsTheRun: Bool {
    isFull || code == EROFS || code == ENOTCONN || code == ESTALE || code == ENODEV
      || code == ENXIO
  }
}

extension SystemError {
  /// EIO: the code of an error whose own code is gone.
  package static let inputOutputCode = EIO

  /// ENOSPC, where it is foreseen.
  package static let noSpace = SystemError(call: "statvfs", code: ENOSPC)

  /// ENOENT: something that must be there is not.
  package static let missingCode = ENOENT

  /// EBUSY: others were always quicker.
  package static let busyCode = EBUSY

  /// EISDIR: something that is no file stands where a file belongs.
  package static let notAFileCode = EISDIR
}

extension SystemError {
  package var isDenied: Bool { code == EACCES || code == EPERM }
  package var isReadError: Bool { code == EIO }
  package var isReadOnly: Bool { code == EROFS }
  /// The drive or the machine at the other end is not there any more.
  package var isGone: Bool {
    code == ENOTCONN || code == ESTALE || code == ENODEV || code == ENXIO || code == ESHUTDOWN
  }
  /// A name that the file system cannot hold: too long, or with forbidden characters.
  package var isNameRefused: Bool { code == ENAMETOOLONG || code == EINVAL || code == EILSEQ }
}
