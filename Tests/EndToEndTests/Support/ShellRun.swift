import Foundation

extension Sandbox {
  /// Runs picsort to its end from a shell: `script` makes ready and ends in `exec … "$0" "$@"`,
  /// where these are the program and its arguments.
  func picsort(_ line: String, from script: String) throws -> RunResult {
    let streams = [path("stream-shell-out"), path("stream-shell-err")]
    for stream in streams { try Disk.write([], to: stream) }
    let words = line.split(separator: " ").map { word in
      Disk.bytes(of: String(word).replacing("@", with: root + "/"))
    }
    let child = try ChildProcess(
      "/bin/sh", ["-c", script, BuiltProgram.path].map { Array($0.utf8) } + words,
      environment: [
        "HOME": path("home"), "XDG_DATA_HOME": path(Self.data), "TZ": "UTC", "LC_ALL": "C",
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      ], output: streams[0], error: streams[1])
    let ending = child.wait()
    let texts = streams.map { String(decoding: Disk.read($0) ?? Data(), as: UTF8.self) }
    streams.forEach { Disk.remove($0) }
    return RunResult(ending: ending, output: texts[0], error: texts[1], root: root)
  }
}

/// strace makes a system call fail, or kills the program there, the n-th time it is made.
enum Fault {
  static let isPossible: Bool = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { Disk.entry("\($0)/strace")?.kind == .file }
  }()

  /// The script that runs the program with this fault, in strace's own words.
  static func script(_ fault: String) -> String {
    "exec strace -f -qq -o /dev/null -e 'inject=\(fault)' \"$0\" \"$@\""
  }
}
