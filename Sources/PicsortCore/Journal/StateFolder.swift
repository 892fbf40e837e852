package import Platform

/// `OUT/.picsort`: the names in it, and its lock.
///
///     state.jsonl      journal of the current or last operation
///     history/         journals of ended operations, and damaged ones kept aside
///     tmp/             partial copies; nothing in it carries a photo's name
///     catalog.jsonl    known hashes of the library; may be deleted at any time
///     crash            made for the handler of fatal signals; empty unless there was one
///     lock             held by the kernel for the run that works here; its text is for people
package struct StateFolder: Sendable {
  package static let name = Path(".picsort")
  package static let journalName = Path("state.jsonl")
  package static let catalogName = Path("catalog.jsonl")
  static let lockName = Path("lock")
  static let crashName = Path("crash")
  static let historyName = Path("history")
  static let temporaryName = Path("tmp")

  /// The output folder.
  package let output: Folder
  /// `.picsort` itself.
  package let folder: Folder
  /// Where partial copies are made, on the output's file system.
  package let temporary: Folder
  package let history: Folder
  /// False when `.picsort` was there before: then a missing journal is a lost one.
  package let isNew: Bool

  /// Opens the state folder of `output`, making it (0700) when it is missing. A symbolic link or a
  /// file in its place is refused: following it would write where nobody expects it.
  package init(in output: Folder) throws(SystemError) {
    self.output = output
    isNew = try output.makeFolder(Self.name, mode: 0o700)
    folder = try output.folder(Self.name)
    try folder.makeFolder(Self.temporaryName, mode: 0o700)
    try folder.makeFolder(Self.historyName, mode: 0o700)
    temporary = try folder.folder(Self.temporaryName)
    history = try folder.folder(Self.historyName)
    if isNew { try output.sync() }
  }

  /// Takes the lock of this output. `nil` when another run has it.
  package func lock(owner: HostIdentity) throws(SystemError) -> RunLock? {
    let file = try folder.openForAppending(Self.lockName)
    guard try file.tryLock() else { return nil }
    try file.truncate(to: 0)
    try file.write(
      Array("host \(owner.host)\npid \(owner.processID)\nstart \(owner.processStart)\n".utf8))
    return RunLock(file: file)
  }

  /// What the handler of fatal signals noted in the state folder of `output`; nil for nothing.
  package static func crashNote(in output: Folder) -> CrashNote? {
    guard let folder = try? output.folder(name), let file = try? folder.open(crashName),
      let status = try? file.status(), status.kind == .file,
      let bytes = try? file.read(at: 0, count: 256)
    else { return nil }
    return CrashNote(bytes)
  }

  /// Has crashes of `process` noted from now on, for as long as the answer lives. What an earlier
  /// process noted is gone then.
  package func noteCrashes(of process: HostIdentity) throws(SystemError) -> CrashFile {
    try CrashFile(Self.crashName, in: folder, process: process)
  }

  /// What the lock's text says of its owner, in one line.
  package func lockOwner() -> String { Self.lockOwner(in: folder) }

  /// The same for the state folder `folder`. Who only reads takes the lock and leaves its text as
  /// it was, so that one that names a process of the past names nobody.
  static func lockOwner(in folder: Folder) -> String {
    let unknown = "no process is noted: perhaps a picsort verify"
    guard let file = try? folder.open(Self.lockName),
      let bytes = try? file.read(at: 0, count: 1024)
    else { return unknown }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    func value(_ name: String) -> String? {
      lines.first { $0.hasPrefix(name + " ") }.map { String($0.dropFirst(name.count + 1)) }
    }
    guard let host = value("host"), let process = value("pid").flatMap({ Int($0) }),
      let start = value("start").flatMap({ Int($0) })
    else { return unknown }
    let here = HostIdentity.current()
    let owner = HostIdentity(
      host: host, bootID: here.bootID, processID: process, processStart: start,
      outOfMemoryKills: nil)
    return host != here.host || owner.isAlive ? "host \(host), pid \(process)" : unknown
  }
}

/// The lock on an output, held as long as this lives.
package final class RunLock {
  private let file: FileDescriptor

  fileprivate init(file: consuming FileDescriptor) {
    self.file = file
  }
}
