package import Platform

/// `OUT/.picsort`: the names in it, and its lock.
///
///     state.jsonl      journal of the current or last operation
///     history/         journals of ended operations, and damaged ones kept aside
///     tmp/             partial copies; nothing in it carries a photo's name
///     catalog.jsonl    known hashes of the library; may be deleted at any time
///     lock             held by the kernel for the run that works here; its text is for people
package struct StateFolder: Sendable {
  package static let name = Path(".picsort")
  package static let journalName = Path("state.jsonl")
  package static let catalogName = Path("catalog.jsonl")
  static let lockName = Path("lock")
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

  /// What the lock's text says of its owner, in one line.
  package func lockOwner() -> String { Self.lockOwner(in: folder) }

  /// The same for the state folder `folder`. Who only reads takes the lock and leaves its text as
  /// it was, so that one that names a process of the past names nobody.
  static func lockOwner(in folder: Folder) -> String {
    guard let owner = notedOwner(in: folder),
      owner.host != HostIdentity.current().host || owner.isAlive
    else { return "no process is noted: perhaps a picsort verify" }
    return "host \(owner.host), pid \(owner.processID)"
  }

  /// The process that the lock's text names: the last run that took it, of now or of the past.
  /// Nothing is locked to find out.
  static func notedOwner(in folder: Folder) -> HostIdentity? {
    guard let file = try? folder.open(lockName), let bytes = try? file.read(at: 0, count: 1024)
    else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    func value(_ name: String) -> String? {
      lines.first { $0.hasPrefix(name + " ") }.map { String($0.dropFirst(name.count + 1)) }
    }
    guard let host = value("host"), let process = value("pid").flatMap({ Int($0) }),
      let start = value("start").flatMap({ Int($0) })
    else { return nil }
    return HostIdentity(
      host: host, bootID: HostIdentity.current().bootID, processID: process, processStart: start,
      outOfMemoryKills: nil)
  }
}

/// The lock on an output, held as long as this lives.
package final class RunLock {
  private let file: FileDescriptor

  fileprivate init(file: consuming FileDescriptor) {
    self.file = file
  }
}
