import Foundation

/// Makes system calls of a child fail.
enum FaultyCalls {
  /// Options of strace: `fault` is what its inject takes, `CALL:error=E:when=N`.
  static func words(_ fault: String) -> [String] {
    let calls = fault.prefix { $0 != ":" }
    return ["-qq", "-e", "trace=\(calls)", "-e", "inject=\(fault)"]
  }
}

/// A small file system in memory, which only root may mount; it is taken away at the end.
final class SmallDisk {
  static let isAvailable =
    currentUserIsRoot()
    && {
      guard let box = try? Sandbox() else { return false }
      Disk.makeFolder(box.path("try"))
      return (try? SmallDisk(at: box.path("try"), "size=64k")) != nil
    }()

  private let path: String

  init(at path: String, _ options: String) throws {
    self.path = path
    try Self.run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path)
  }

  /// Makes room.
  func remount(_ options: String) throws {
    try Self.run("mount", "-o", "remount,\(options)", path)
  }

  deinit { try? Self.run("umount", "-l", path) }

  private static func run(_ words: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw SystemFailure(words.joined(separator: " ")) }
  }
}
