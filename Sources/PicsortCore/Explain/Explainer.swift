package import Platform

/// Explains files as a run would see them; changes nothing.
///
/// A folder is walked as a source is, and so is a ZIP archive. Of a file that is named itself, the
/// whole folder it lies in is looked at, because the files beside it may tell of it; and the
/// folders in the path that was given count as those below a source do, because nothing says where
/// the source begins.
package struct Explainer {
  private let assignment: DateAssignment
  /// The last folder of a named file, because those often come folder by folder.
  private var place: Place?

  /// A folder of named files, open, and the files in it.
  private struct Place {
    let path: Path
    let folder: Folder
    let files: SurveyedFiles
    let indexOfName: [Path: Int]
  }

  /// Uses the zone of `configuration` for this process, so it must come before threads do.
  package init(configuration: Configuration) throws(RunError) {
    try configuration.useZone()
    assignment = DateAssignment(configuration: configuration)
  }

  /// Explains `operands` in their order, until `isStopping` says so or `tell` answers false.
  package mutating func explain(
    _ operands: [Path], isStopping: @escaping () -> Bool, tell: (ExplainEvent) -> Bool
  ) {
    for operand in operands {
      guard !isStopping() else { return }
      if let tree = Self.tree(at: operand) {
        guard walk(operand, tree, isStopping: isStopping, tell: tell) else { return }
      } else {
        guard tell(look(at: operand, isStopping: isStopping)) else { return }
      }
    }
  }

  // MARK: - A folder or an archive

  /// What is to be walked; nil for a file.
  private static func tree(at operand: Path) -> SourceTree? {
    if let folder = try? Folder(at: operand) { return .folder(folder) }
    let suffix = FileKinds.lowercasedExtension(of: operand)
    guard FileKinds.role(forExtension: suffix) == .other else { return nil }
    return try? SourceTree.open(operand)
  }

  /// False when somebody asked to stop.
  private func walk(
    _ root: Path, _ tree: SourceTree, isStopping: @escaping () -> Bool,
    tell: (ExplainEvent) -> Bool
  ) -> Bool {
    let source = SourceRoot(path: root, tree: tree)
    let scan = Scanner.scan(
      [source], excluding: nil, isStopping: isStopping, onProgress: { _ in })
    for problem in scan.problems { guard tell(.problem(problem)) else { return false } }
    guard
      let files = SurveyedFiles.read(scan.files, in: source, assignment, isStopping: isStopping)
    else { return false }
    var folders = FolderCache([source])
    for (index, record) in files.records.enumerated() where record.facts.role.isMedia {
      guard !isStopping() else { return false }
      if let failure = record.facts.failure {
        guard tell(Self.unreadable(root.appending(record.path), failure)) else { return false }
        continue
      }
      let explanation = files.explanation(of: index, shownAs: root.appending) { record in
        let place = (try? folders.place(of: record.path, in: 0)).flatMap(\.self)
        return place.flatMap { Self.words(of: record, in: $0) }
      }
      guard tell(.explained(explanation)) else { return false }
    }
    return true
  }

  /// The facts of a file with the words of its claims; nil when it cannot be read any more.
  private static func words(of record: FileRecord, in place: SourceTree) -> FileFacts? {
    let facts = FactReader(keepsWords: true)
      .facts(of: record.path, in: place, size: record.identity.size)
    return facts.failure == nil ? facts : nil
  }

  // MARK: - One file

  private mutating func look(at operand: Path, isStopping: () -> Bool) -> ExplainEvent {
    let parent = operand.parent.isEmpty ? Path(".") : operand.parent
    do throws(SystemError) {
      if place?.path != operand.parent || place?.indexOfName[operand.lastComponent] == nil {
        let folder = try Folder(at: parent)
        guard let status = try folder.status(of: operand.lastComponent) else {
          return Self.problem(operand, "there is no such file", "check how it is written")
        }
        switch status.kind {
        case .file: break
        case .symbolicLink:
          return Self.problem(
            operand, "it is a symbolic link, which picsort never follows",
            "name the file to which it leads")
        case .folder: return Self.unreadable(operand, "the folder cannot be opened")
        case .special:
          return Self.problem(operand, "it is no regular file", "name a photo or a video")
        }
        place = survey(operand, status, folder, isStopping: isStopping)
      }
    } catch {
      if operand.isEmpty || error.isMissing {
        return Self.problem(operand, "there is no such file", "check how it is written")
      }
      return Self.unreadable(operand, error.message)
    }
    guard let place, let index = place.indexOfName[operand.lastComponent] else {
      return Self.problem(operand, "it was not looked at", "name it again")
    }
    if let failure = place.files.records[index].facts.failure {
      return Self.unreadable(operand, failure)
    }
    return .explained(
      place.files.explanation(of: index, shownAs: { $0 }) {
        Self.words(of: $0, in: .folder(place.folder))
      })
  }

  /// The files beside `operand`, and itself even if a run passes over its name.
  private func survey(
    _ operand: Path, _ status: FileStatus, _ folder: Folder, isStopping: () -> Bool
  ) -> Place? {
    // A folder that may be entered but not listed hides the files beside it, not the file.
    var names = ((try? folder.entries()) ?? [])
      .filter { $0.kind != .folder && SkipRules.file($0.name) == nil }.map(\.name)
    if !names.contains(operand.lastComponent) { names.append(operand.lastComponent) }
    names.sort()
    var records: [FileRecord] = []
    for name in names {
      guard let status = (try? folder.status(of: name)).flatMap(\.self), status.kind == .file else {
        continue
      }
      records.append(
        FileRecord(
          number: records.count, source: 0, path: operand.parent.appending(name),
          identity: FileIdentity(status), facts: FileFacts(role: .other)))
    }
    let facts = Parallel.map(records.count, width: Parallel.readers, by: { FactReader() }) {
      [records] reader, index in
      reader.facts(of: records[index].path, in: folder, size: records[index].identity.size)
    }
    for index in records.indices { records[index].facts = facts[index] }
    var indexOfName: [Path: Int] = [:]
    for (index, record) in records.enumerated() {
      indexOfName[record.path.lastComponent] = index
    }
    return Place(
      path: operand.parent, folder: folder, files: SurveyedFiles(records, assignment),
      indexOfName: indexOfName)
  }

  // MARK: - Problems

  private static func unreadable(_ path: Path, _ reason: String) -> ExplainEvent {
    problem(path, reason, "check its permissions and the disk")
  }

  private static func problem(_ path: Path, _ reason: String, _ step: String) -> ExplainEvent {
    .problem(Problem(path: path, reason: reason, nextStep: step))
  }
}
