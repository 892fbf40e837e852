#if canImport(Darwin)
  package import Darwin
#else
  package import Glibc
#endif

/// What `stat` says of a name.
package struct FileStatus: Hashable, Sendable {
  package enum Kind: Sendable {
    case file
    case folder
    case symbolicLink
    /// FIFO, socket, device.
    case special
  }

  package let kind: Kind
  /// Bytes.
  package let size: Int
  /// Nanoseconds since 1970-01-01 UTC.
  package let modified: Int
  /// Nanoseconds since 1970-01-01 UTC: last change of the inode.
  package let changed: Int
  package let accessed: Int
  package let inode: UInt64
  package let device: UInt64
  package let mode: UInt32
  package let owner: UInt32
  package let group: UInt32
  package let links: Int

  package init(_ raw: stat) {
    switch raw.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .symbolicLink
    default: kind = .special
    }
    size = Int(raw.st_size)
    #if canImport(Darwin)
      modified = Self.nanoseconds(raw.st_mtimespec)
      changed = Self.nanoseconds(raw.st_ctimespec)
      accessed = Self.nanoseconds(raw.st_atimespec)
    #else
      modified = Self.nanoseconds(raw.st_mtim)
      changed = Self.nanoseconds(raw.st_ctim)
      accessed = Self.nanoseconds(raw.st_atim)
    #endif
    inode = UInt64(raw.st_ino)
    device = UInt64(truncatingIfNeeded: raw.st_dev)
    mode = UInt32(raw.st_mode & 0o7777)
    owner = raw.st_uid
    group = raw.st_gid
    links = Int(raw.st_nlink)
  }

  /// True when both are the same inode of the same mounted file system.
  package func isSameFile(as other: FileStatus) -> Bool {
    inode == other.inode && device == other.device
  }

  /// True when nobody wrote to the file between the two looks. Reading it may have changed the
  /// access time, which therefore is not asked: on a `relatime` mount the first read of a file
  /// does.
  package func hasSameContent(as other: FileStatus) -> Bool {
    kind == other.kind && isSameFile(as: other) && size == other.size
      && modified == other.modified && changed == other.changed
  }

  /// Saturating: a time centuries away is still a time.
  private static func nanoseconds(_ time: timespec) -> Int {
    let (product, overflow) = Int(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return time.tv_sec < 0 ? Int.min : Int.max }
    let (sum, carried) = product.addingReportingOverflow(Int(time.tv_nsec))
    return carried ? Int.max : sum
  }
}
