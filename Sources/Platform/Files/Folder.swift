import CPlatform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One name in a folder.
package struct FolderEntry: Sendable {
  package enum Kind: Sendable {
    case file
    case folder
    case symbolicLink
    case special
    /// The file system does not say; ask `status`.
    case unknown
  }
  package let name: Path
  package let kind: Kind
  package let inode: UInt64
}

/// An open folder, by which the names in it are reached.
///
/// Everything goes through the descriptor and one name: no path is resolved twice, and no
/// symbolic link that appears on the way is followed. `name` arguments are single components;
/// anything else is refused with EINVAL.
package final class Folder: Sendable {
  private let number: Int32

  private init(owning number: Int32) {
    self.number = number
  }

  deinit {
    close(number)
  }

  /// Opens the folder at `path`, following links: the word of a person, not of a journal.
  package convenience init(at path: Path) throws(SystemError) {
    self.init(
      owning: try SystemCalls.check("open") {
        unsafe SystemCalls.withPath(path) {
          unsafe openat(AT_FDCWD, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
      })
  }

  /// Opens the folder `name` in this one; a symbolic link is refused.
  package func folder(_ name: Path) throws(SystemError) -> Folder {
    try Folder(owning: openNumber(name, O_RDONLY | O_DIRECTORY))
  }

  /// Opens the folder `name` in this one, following a symbolic link: for the way to the user's own
  /// configuration, never for photos.
  package func folderFollowingLinks(_ name: Path) throws(SystemError) -> Folder {
    try Self.requireComponent(name)
    return try Folder(
      owning: SystemCalls.check("open") {
        unsafe SystemCalls.withPath(name) {
          unsafe openat(number, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
      })
  }

  /// Opens the folder at `path` below this one, part by part, links refused. `.` and `..` parts
  /// are refused.
  package func descendant(_ path: Path) throws(SystemError) -> Folder {
    var current = self
    for part in path.components { current = try current.folder(part) }
    return current
  }

  /// As `descendant`, making what is missing (mode 0777 less the umask). `onCreate` hears each
  /// path that was made, relative to this folder.
  package func makeDescendant(
    _ path: Path, onCreate: (Path, Folder) -> Void = { _, _ in }
  ) throws(SystemError) -> Folder {
    var current = self
    var walked = Path(bytes: [])
    for part in path.components {
      walked = walked.appending(part)
      if try current.makeFolder(part) { onCreate(walked, current) }
      current = try current.folder(part)
    }
    return current
  }

  /// Makes the folder `name`; false when the name was there already.
  @discardableResult
  package func makeFolder(_ name: Path, mode: UInt32 = 0o777) throws(SystemError) -> Bool {
    try Self.requireComponent(name)
    do throws(SystemError) {
      try SystemCalls.check("mkdir") {
        unsafe SystemCalls.withPath(name) { unsafe mkdirat(number, $0, mode_t(mode)) }
      }
      return true
    } catch {
      if error.code == EEXIST { return false }
      throw error
    }
  }

  /// What `name` is, links not followed; nil when there is no such name.
  package func status(of name: Path) throws(SystemError) -> FileStatus? {
    try Self.requireComponent(name)
    do throws(SystemError) {
      return try unsafe SystemCalls.status("lstat") { raw in
        unsafe SystemCalls.withPath(name) {
          unsafe fstatat(number, $0, raw, AT_SYMLINK_NOFOLLOW)
        }
      }
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  package func status() throws(SystemError) -> FileStatus {
    try unsafe SystemCalls.status("fstat") { unsafe fstat(number, $0) }
  }

  /// Opens the regular file `name` for reading; links are refused and a FIFO does not block.
  package func open(_ name: Path) throws(SystemError) -> FileDescriptor {
    FileDescriptor(owning: try openNumber(name, O_RDONLY | O_NONBLOCK | O_NOCTTY))
  }

  /// The same for the name in which `path` ends.
  package func open(lastComponentOf path: Path) throws(SystemError) -> FileDescriptor {
    let range = path.lastComponentRange
    try Self.requireComponent(path.bytes[range])
    return try FileDescriptor(
      owning: SystemCalls.check("open") {
        unsafe SystemCalls.withPath(path.bytes[range]) {
          unsafe openat(
            number, $0, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC)
        }
      })
  }

  /// Opens the file `name` for reading, following a symbolic link: for the user's own settings,
  /// never for photos.
  package func openFollowingLinks(_ name: Path) throws(SystemError) -> FileDescriptor {
    try Self.requireComponent(name)
    return try FileDescriptor(
      owning: SystemCalls.check("open") {
        unsafe SystemCalls.withPath(name) {
          unsafe openat(number, $0, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        }
      })
  }

  /// Creates the file `name` for writing; EEXIST when anything has that name.
  package func create(_ name: Path, mode: UInt32 = 0o600) throws(SystemError) -> FileDescriptor {
    FileDescriptor(owning: try openNumber(name, O_RDWR | O_CREAT | O_EXCL, mode: mode))
  }

  /// Opens the file `name` for appending, making it when it is missing.
  package func openForAppending(
    _ name: Path, mode: UInt32 = 0o600
  ) throws(SystemError) -> FileDescriptor {
    FileDescriptor(owning: try openNumber(name, O_RDWR | O_CREAT | O_APPEND, mode: mode))
  }

  private func openNumber(
    _ name: Path, _ flags: Int32, mode: UInt32 = 0
  ) throws(SystemError) -> Int32 {
    try Self.requireComponent(name)
    return try SystemCalls.check("open") {
      unsafe SystemCalls.withPath(name) {
        unsafe openat(number, $0, flags | O_NOFOLLOW | O_CLOEXEC, mode_t(mode))
      }
    }
  }

  /// The names in this folder, in the order the system gives; `.` and `..` left out.
  package func entries() throws(SystemError) -> [FolderEntry] {
    // A descriptor of its own: a stream moves the position and closes what it was given.
    let copy = try SystemCalls.check("open") {
      unsafe openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard let stream = unsafe fdopendir(copy) else {
      let code = errno
      close(copy)
      throw SystemError(call: "fdopendir", code: code)
    }
    defer { unsafe closedir(stream) }
    var found: [FolderEntry] = []
    while true {
      var name: UnsafePointer<CChar>?
      var type: UInt8 = 0
      var inode: UInt64 = 0
      let more = try SystemCalls.check("readdir") {
        unsafe picsort_next_entry(UnsafeMutableRawPointer(stream), &name, &type, &inode)
      }
      guard more == 1, let name = unsafe name else { return found }
      let bytes = unsafe Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
      if bytes == [0x2E] || bytes == [0x2E, 0x2E] { continue }
      found.append(
        FolderEntry(name: Path(bytes: bytes), kind: Self.kind(Int32(type)), inode: inode))
    }
  }

  private static func kind(_ type: Int32) -> FolderEntry.Kind {
    switch type {
    case Int32(DT_REG): .file
    case Int32(DT_DIR): .folder
    case Int32(DT_LNK): .symbolicLink
    case Int32(DT_UNKNOWN): .unknown
    default: .special
    }
  }

  /// Flushes the names in this folder to the medium. File systems that cannot flush a folder
  /// (EINVAL on some network shares) are taken at their word.
  package func sync() throws(SystemError) {
    do throws(SystemError) {
      try SystemCalls.check("fsync") { picsort_full_sync(number) }
    } catch {
      if error.code != EINVAL && error.code != ENOTSUP { throw error }
    }
  }

  /// Bytes and inodes that are free for us on this folder's file system.
  package func freeSpace() throws(SystemError) -> (bytes: UInt64, inodes: UInt64) {
    var bytes: UInt64 = 0
    var inodes: UInt64 = 0
    try SystemCalls.check("statvfs") { unsafe picsort_free_space(number, &bytes, &inodes) }
    return (bytes, inodes)
  }

  /// True on NFS, SMB and the like.
  package var isOnNetwork: Bool { picsort_is_network(number) != 0 }

  static func requireComponent(_ name: Path) throws(SystemError) {
    try requireComponent(name.bytes[...])
  }

  private static func requireComponent(_ name: ArraySlice<UInt8>) throws(SystemError) {
    let isNone = name.count <= 2 && name.allSatisfy { $0 == UInt8(ascii: ".") }
    if isNone || name.contains(UInt8(ascii: "/")) {
      throw SystemError(call: "name check", code: EINVAL)
    }
  }

  /// The descriptor, for the calls of this room.
  var raw: Int32 { number }
}

// MARK: - What changes names

extension Folder {
  /// Gives the file `name` a second name in `target`; EEXIST when that is taken.
  package func addName(
    to name: Path, in target: Folder, as newName: Path
  ) throws(SystemError) {
    try Self.requireComponent(name)
    try Self.requireComponent(newName)
    try SystemCalls.check("link") {
      unsafe SystemCalls.withPath(name) { from in
        unsafe SystemCalls.withPath(newName) { to in
          unsafe linkat(number, from, target.raw, to, 0)
        }
      }
    }
  }

  /// Makes the symbolic link `name` that leads to `target`; EEXIST when anything has that name.
  package func makeSymbolicLink(_ name: Path, to target: Path) throws(SystemError) {
    try Self.requireComponent(name)
    try SystemCalls.check("symlink") {
      unsafe SystemCalls.withPath(target) { to in
        unsafe SystemCalls.withPath(name) { unsafe symlinkat(to, number, $0) }
      }
    }
  }

  /// Where the symbolic link `name` leads, as it is written; nil when `name` is no such link.
  package func targetOfSymbolicLink(_ name: Path) throws(SystemError) -> Path? {
    guard try status(of: name)?.kind == .symbolicLink else { return nil }
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = try SystemCalls.check("readlink") {
      unsafe SystemCalls.withPath(name) { path in
        unsafe readlinkat(number, path, &buffer, buffer.count)
      }
    }
    return Path(bytes: buffer[..<length].map { UInt8(bitPattern: $0) })
  }

  /// Gives `name` the name `newName`, replacing what has it: for picsort's own files only.
  package func replace(_ newName: Path, with name: Path) throws(SystemError) {
    try Self.requireComponent(name)
    try Self.requireComponent(newName)
    try SystemCalls.check("rename") {
      unsafe SystemCalls.withPath(name) { from in
        unsafe SystemCalls.withPath(newName) { to in
          unsafe renameat(number, from, number, to)
        }
      }
    }
  }

  /// Removes the name of a file.
  package func remove(_ name: Path) throws(SystemError) {
    try Self.requireComponent(name)
    try SystemCalls.check("unlink") {
      unsafe SystemCalls.withPath(name) { unsafe unlinkat(number, $0, 0) }
    }
  }

  /// Removes an empty folder.
  package func removeFolder(_ name: Path) throws(SystemError) {
    try Self.requireComponent(name)
    try SystemCalls.check("rmdir") {
      unsafe SystemCalls.withPath(name) { unsafe unlinkat(number, $0, AT_REMOVEDIR) }
    }
  }
}

// MARK: - Locks

extension Folder {
  /// Takes the exclusive lock on this folder without waiting; false when another process has it.
  /// Held as long as this lives. A file system that has no such locks says true.
  package func tryLock() -> Bool {
    do throws(SystemError) {
      try SystemCalls.check("flock") { flock(raw, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      return error.code != EWOULDBLOCK
    }
  }

  /// Locks all of `folders` or none of them: two processes that each held a part would wait for
  /// each other for ever.
  ///
  /// - Parameter folders: each with what it is to be called in the answer.
  /// - Returns: what the one is called that another process has; nil when all are locked.
  package static func firstTaken<Name>(_ folders: [(name: Name, folder: Folder)]) -> Name? {
    for (index, entry) in folders.enumerated() where !entry.folder.tryLock() {
      for locked in folders[..<index] { _ = flock(locked.folder.raw, LOCK_UN) }
      return entry.name
    }
    return nil
  }
}
