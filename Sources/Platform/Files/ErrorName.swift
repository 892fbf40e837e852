#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension SystemError {
  /// The errno's name, as errno(3) spells it, which is the same on every system while numbers are
  /// not; `E` and the number for one that is not in the table.
  package var name: String { Self.names.first { $0.code == code }?.name ?? "E\(code)" }

  /// Those that a call on a file can leave.
  private static let names: [(code: Int32, name: String)] = [
    (EPERM, "EPERM"), (ENOENT, "ENOENT"), (EINTR, "EINTR"), (EIO, "EIO"), (ENXIO, "ENXIO"),
    (EBADF, "EBADF"), (EAGAIN, "EAGAIN"), (ENOMEM, "ENOMEM"), (EACCES, "EACCES"),
    (EFAULT, "EFAULT"), (EBUSY, "EBUSY"), (EEXIST, "EEXIST"), (EXDEV, "EXDEV"),
    (ENODEV, "ENODEV"), (ENOTDIR, "ENOTDIR"), (EISDIR, "EISDIR"), (EINVAL, "EINVAL"),
    (ENFILE, "ENFILE"), (EMFILE, "EMFILE"), (ETXTBSY, "ETXTBSY"), (EFBIG, "EFBIG"),
    (ENOSPC, "ENOSPC"), (ESPIPE, "ESPIPE"), (EROFS, "EROFS"), (EMLINK, "EMLINK"),
    (EPIPE, "EPIPE"), (ENAMETOOLONG, "ENAMETOOLONG"), (ENOLCK, "ENOLCK"), (ENOSYS, "ENOSYS"),
    (ENOTEMPTY, "ENOTEMPTY"), (ELOOP, "ELOOP"), (EOVERFLOW, "EOVERFLOW"), (EILSEQ, "EILSEQ"),
    (EOPNOTSUPP, "EOPNOTSUPP"), (ENETDOWN, "ENETDOWN"), (ENETUNREACH, "ENETUNREACH"),
    (ECONNABORTED, "ECONNABORTED"), (ECONNRESET, "ECONNRESET"), (ENOTCONN, "ENOTCONN"),
    (ESHUTDOWN, "ESHUTDOWN"), (ETIMEDOUT, "ETIMEDOUT"), (ECONNREFUSED, "ECONNREFUSED"),
    (EHOSTDOWN, "EHOSTDOWN"), (EHOSTUNREACH, "EHOSTUNREACH"), (ESTALE, "ESTALE"),
    (EDQUOT, "EDQUOT"),
  ]
}
