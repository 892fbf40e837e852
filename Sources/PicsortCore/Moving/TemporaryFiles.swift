import Platform

/// What partial copies stand in `tmp/` when a run begins or ends.
enum TemporaryFiles {
  /// What the names of an operation's partial copies begin with.
  static func prefix(of operation: String) -> [UInt8] {
    Array(operation.utf8.prefix(8)) + [UInt8(ascii: "-")]
  }

  /// The name of the partial copy of a file, cut to what a file system holds.
  static func name(operation: String, file: Int, original: Path) -> Path {
    let number = prefix(of: operation) + Array("\(file).".utf8)
    return Path(bytes: number + original.bytes.prefix(255 - number.count))
  }

  /// Removes this operation's copies of files that have arrived in the output by another way.
  static func sweepSettled(
    in temporary: Folder, operation: String, hasArrived: (Int) -> Bool
  ) {
    for entry in (try? temporary.entries()) ?? [] {
      guard let number = number(of: entry.name, operation), hasArrived(number) else { continue }
      try? temporary.remove(entry.name)
    }
  }

  /// After the books were lost: removes each copy that is the beginning of a file that is still in
  /// the source under the same name, and says of every other that it was kept: it may be the last
  /// full copy of something.
  static func sweepUnknown(
    in state: StateFolder, files: [FileRecord], sources: [SourceRoot], recorder: Recorder
  ) {
    let entries = ((try? state.temporary.entries()) ?? []).filter { $0.kind != .folder }
    guard !entries.isEmpty else { return }
    for entry in entries.sorted(by: { $0.name < $1.name }) {
      let isRedundant = files.contains { file in
        isCopy(entry.name, of: file, in: state.temporary, sources)
      }
      if isRedundant {
        try? state.temporary.remove(entry.name)
      } else {
        recorder.note(
          .warning,
          "a copy of an earlier run was kept, because its original is not in the source",
          path: Path(".picsort/tmp").appending(entry.name))
      }
    }
  }

  private static func isCopy(
    _ name: Path, of file: FileRecord, in folder: Folder, _ sources: [SourceRoot]
  ) -> Bool {
    guard let dot = name.bytes.firstIndex(of: UInt8(ascii: ".")) else { return false }
    let rest = name.bytes[(dot + 1)...]
    guard file.path.lastComponent.bytes.starts(with: rest),
      sources.indices.contains(file.source),
      let copy = try? folder.open(name), let status = try? copy.status(), status.kind == .file,
      status.size <= file.identity.size
    else { return false }
    switch sources[file.source].tree {
    case .folder(let root):
      guard let parent = try? root.descendant(file.path.parent),
        let original = try? parent.open(file.path.lastComponent)
      else { return false }
      return (try? copy.isPrefix(of: original)) ?? false
    case .archive(let archive):
      guard let member = archive.member(at: file.path) else { return false }
      return (try? archive.hasPrefix(copy, of: member)) ?? false
    }
  }

  private static func number(of name: Path, _ operation: String) -> Int? {
    let prefix = prefix(of: operation)
    guard name.bytes.starts(with: prefix), let dot = name.bytes.firstIndex(of: UInt8(ascii: "."))
    else { return nil }
    return Int(String(decoding: name.bytes[prefix.count..<dot], as: UTF8.self))
  }
}
