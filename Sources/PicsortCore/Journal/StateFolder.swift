package import Platform

/// `OUT/.picsort`: the names in it, and its lock.
///
///     state.jsonl      journal of the current or last operation
///     history/         journals of ended operations, and damaged ones kept aside
///     tmp/             partial copies; nothing in it carries a photo's name
///     catalog.jsonl    known hashes of the library; may be deleted at any time
///     crash            made for the handler of fatal signals; empty unless there was one
///     lock             held by the kernel for the run that works here; its text is for people
///     owner-N          the same where the kernel has no locks to give
package struct StateFolder: Sendable {
  package static let name = Path(".picsort")
  package static let journalName = Path("state.jsonl")
  package static let catalogName = Path("catalog.jsonl")
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
}
