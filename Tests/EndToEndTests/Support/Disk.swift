import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What stands at a name, links not followed.
struct DiskEntry: Equatable {
  enum Kind { case file, folder, link, special }
  var kind: Kind
  var size: Int
  /// Nanoseconds since 1970-01-01 UTC.
  var modified: Int
  var inode: UInt64
  var device: UInt64
  var permissions: UInt32
}

/// The disk as a test sees it, by names that are bytes.
///
/// A name is written as text: `%E9` is a byte that is no UTF-8, `%25` a percent sign.
enum Disk {
  static func bytes(of name: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(name.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  static func text(of bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) {
      return text.replacing("%", with: "%25")
    }
    return bytes.map { byte in
      byte < 0x80 && byte != UInt8(ascii: "%")
        ? String(Unicode.Scalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  /// `path` for a call; the array lives as long as the call.
  private static func chars(_ path: String) -> [CChar] {
    (bytes(of: path) + [0]).map { CChar(bitPattern: $0) }
  }

  static func entry(_ path: String) -> DiskEntry? {
    var status = stat()
    guard unsafe lstat(chars(path), &status) == 0 else { return nil }
    let kind: DiskEntry.Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .special
      }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return DiskEntry(
      kind: kind, size: Int(status.st_size), modified: time.tv_sec * 1_000_000_000 + time.tv_nsec,
      inode: UInt64(status.st_ino), device: UInt64(truncatingIfNeeded: status.st_dev),
      permissions: UInt32(status.st_mode) & 0o7777)
  }

  /// Names in a folder, sorted; empty when it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(chars(folder)) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let bytes = unsafe withUnsafeBytes(of: entry.pointee.d_name) { name in
        unsafe Array(name.prefix { $0 != 0 })
      }
      if bytes != Array(".".utf8), bytes != Array("..".utf8) { names.append(text(of: bytes)) }
    }
    return names.sorted()
  }

  static func read(_ path: String) -> Data? {
    let file = unsafe open(chars(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var data = Data()
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe readBytes(file, &block, block.count)
      guard count >= 0 else { return nil }
      if count == 0 { return data }
      data.append(contentsOf: block[..<count])
    }
  }

  /// Writes a file anew, the folders above it made where they are missing.
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    makeFolder(parent(of: path))
    let file = unsafe open(chars(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw SystemFailure("open \(path)") }
    defer { close(file) }
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = unsafe Array(rest).withUnsafeBytes { unsafe writeBytes(file, $0) }
      guard count > 0 else { throw SystemFailure("write \(path)") }
      rest = rest.dropFirst(count)
    }
  }

  static func makeFolder(_ path: String) {
    guard path != "/", entry(path) == nil else { return }
    makeFolder(parent(of: path))
    unsafe mkdir(chars(path), 0o755)
  }

  static func makeLink(_ path: String, to target: String) throws {
    makeFolder(parent(of: path))
    guard unsafe symlink(chars(target), chars(path)) == 0 else {
      throw SystemFailure("symlink \(path)")
    }
  }

  static func makePipe(_ path: String) throws {
    guard unsafe mkfifo(chars(path), 0o644) == 0 else { throw SystemFailure("mkfifo \(path)") }
  }

  static func rename(_ old: String, to new: String) throws {
    makeFolder(parent(of: new))
    guard renameName(chars(old), chars(new)) == 0 else {
      throw SystemFailure("rename \(old)")
    }
  }

  static func setPermissions(_ path: String, _ mode: mode_t) {
    unsafe chmod(chars(path), mode)
  }

  /// Sets the modification time, in nanoseconds since 1970-01-01 UTC.
  static func setTime(_ path: String, _ nanoseconds: Int) {
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    var times = Array(repeating: timespec(tv_sec: seconds, tv_nsec: rest), count: 2)
    unsafe utimensat(AT_FDCWD, chars(path), &times, AT_SYMLINK_NOFOLLOW)
  }

  /// Makes a file look as if it had been written ten minutes before it was.
  static func age(_ path: String) {
    guard let entry = entry(path) else { return }
    setTime(path, entry.modified - 600_000_000_000)
  }

  /// Removes whatever is there, with everything below it.
  static func remove(_ path: String) {
    guard let entry = entry(path) else { return }
    guard entry.kind == .folder else {
      unsafe unlink(chars(path))
      return
    }
    setPermissions(path, 0o700)
    for name in names(in: path) { remove(path + "/" + name) }
    unsafe rmdir(chars(path))
  }

  /// The path of everything below `root`, without what lies in folders named in `besides`.
  static func walk(_ root: String, besides: Set<String> = []) -> [String] {
    names(in: root).flatMap { name -> [String] in
      guard !besides.contains(name) else { return [] }
      let path = root + "/" + name
      return [name]
        + (entry(path)?.kind == .folder
          ? walk(path, besides: besides).map { name + "/" + $0 } : [])
    }
  }

  static func parent(of path: String) -> String {
    let cut = path.lastIndex(of: "/") ?? path.startIndex
    return cut == path.startIndex ? "/" : String(path[..<cut])
  }
}

/// True when permissions mean nothing to this process.
func currentUserIsRoot() -> Bool { geteuid() == 0 }

// Data and FileManager have methods of these names, which a static function would find first.

func readBytes(_ file: Int32, _ block: UnsafeMutableRawPointer, _ count: Int) -> Int {
  unsafe read(file, block, count)
}

private func writeBytes(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  unsafe write(file, bytes.baseAddress, bytes.count)
}

private func renameName(_ old: [CChar], _ new: [CChar]) -> Int32 {
  unsafe rename(old, new)
}
