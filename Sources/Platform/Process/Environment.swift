#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the process was started with.
package enum Environment {
  /// A variable's value; nil when it is not set.
  package static func value(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// Every variable as `NAME=VALUE`, as bytes.
  package static func all() -> [[UInt8]] {
    var entries: [[UInt8]] = []
    #if canImport(Darwin)
      var next = unsafe _NSGetEnviron().pointee
    #else
      var next = unsafe environ
    #endif
    while let entry = unsafe next.pointee {
      entries.append(unsafe Array(UnsafeRawBufferPointer(start: entry, count: strlen(entry))))
      unsafe next += 1
    }
    return entries
  }

  /// Number and name of the user that this process acts as; the name is empty when the system knows
  /// none.
  package static func user() -> (id: Int, name: String) {
    let id = geteuid()
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 4096)
    guard unsafe getpwuid_r(id, &entry, &buffer, buffer.count, &found) == 0, unsafe found != nil,
      let name = unsafe entry.pw_name
    else { return (Int(id), "") }
    return (Int(id), unsafe String(cString: name))
  }

  /// The arguments after the program's name, as bytes: they may be paths that are not UTF-8.
  package static func arguments() -> [[UInt8]] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      unsafe CommandLine.unsafeArgv[index].map { start in
        unsafe Array(UnsafeRawBufferPointer(start: start, count: strlen(start)))
      }
    }
  }

  /// The file of the running program; nil when the system does not say.
  package static func executable() -> Path? {
    #if canImport(Darwin)
      var size: UInt32 = 4096
      var name = [CChar](repeating: 0, count: Int(size))
      guard unsafe _NSGetExecutablePath(&name, &size) == 0 else { return nil }
      return Path(bytes: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) })
    #else
      return try? Folder(at: Path("/proc/self")).targetOfSymbolicLink(Path("exe"))
    #endif
  }

  /// Where programs keep a user's data, below the home folder.
  package static var userDataFolder: String {
    #if canImport(Darwin)
      "Library/Application Support"
    #else
      ".local/share"
    #endif
  }

  /// Where programs keep a user's settings, below the home folder.
  package static let userSettingsFolder = ".config"

  /// The working directory as an absolute path.
  package static func workingDirectory() throws(SystemError) -> Path {
    guard let text = unsafe getcwd(nil, 0) else { throw SystemError(call: "getcwd", code: errno) }
    defer { unsafe free(text) }
    return unsafe Path(bytes: Array(UnsafeRawBufferPointer(start: text, count: strlen(text))))
  }

  /// The path with every symbolic link resolved; the file must exist.
  package static func resolve(_ path: Path) throws(SystemError) -> Path {
    let text = unsafe SystemCalls.withPath(path) { unsafe realpath($0, nil) }
    guard let text = unsafe text else { throw SystemError(call: "realpath", code: errno) }
    defer { unsafe free(text) }
    return unsafe Path(bytes: Array(UnsafeRawBufferPointer(start: text, count: strlen(text))))
  }
}
