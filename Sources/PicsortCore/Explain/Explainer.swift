package import Platform

/// Explains files as a run would see them; changes nothing.
///
/// A folder is walked as a source is. Of a file that is named itself, the folders in the path that
/// was given count as those below a source do, because nothing says where the source begins.
package struct Explainer {
  private let dates: DateAssignment
  /// The last folder, because files come folder by folder.
  private var place: Place?

  /// A folder of files, open, and what belongs together in it.
  private struct Place {
    let path: Path
    let folder: Folder
    let assets: FolderAssets?
  }

  /// A file in a place: how it is shown, and the path of which the folder names count.
  private struct Subject {
    let shown: Path
    let hints: Path
    var name: Path { shown.lastComponent }
  }

  /// Uses the zone of `configuration` for this process, so it must come before threads do.
  package init(configuration: Configuration) throws(RunError) {
    try configuration.useZone()
    dates = DateAssignment(configuration: configuration)
  }

  /// Explains `operands` in their order, until `isStopping` says so or `tell` answers false.
  package mutating func explain(
    _ operands: [Path], isStopping: @escaping () -> Bool, tell: (ExplainEvent) -> Bool
  ) {
    for operand in operands {
      guard !isStopping() else { return }
      if let folder = try? Folder(at: operand) {
        guard walk(operand, folder, isStopping: isStopping, tell: tell) else { return }
      } else {
        let events = look(at: operand)
        guard events.allSatisfy(tell) else { return }
      }
    }
  }

  // MARK: - A folder

  /// False when somebody asked to stop.
  private mutating func walk(
    _ root: Path, _ folder: Folder, isStopping: @escaping () -> Bool, tell: (ExplainEvent) -> Bool
  ) -> Bool {
    let scan = Scanner.scan(
      [(root, folder)], excluding: nil, isStopping: isStopping, onProgress: { _ in })
    for problem in scan.problems { guard tell(.problem(problem)) else { return false } }
    for file in scan.files {
      guard !isStopping() else { return false }
      let name = file.path.lastComponent
      if FileKinds.role(forExtension: FileKinds.lowercasedExtension(of: name)) == .sidecar {
        continue
      }
      let subject = Subject(shown: root.appending(file.path), hints: file.path)
      let events = explain(subject, file.identity, isNamed: false) { () throws(SystemError) in
        try folder.descendant(file.path.parent)
      }
      guard events.allSatisfy(tell) else { return false }
    }
    return true
  }

  // MARK: - One file

  private mutating func look(at operand: Path) -> [ExplainEvent] {
    let parent = operand.parent.isEmpty ? Path(".") : operand.parent
    do throws(SystemError) {
      let folder = try Folder(at: parent)
      guard let status = try folder.status(of: operand.lastComponent) else {
        return [Self.problem(operand, "there is no such file", "check how it is written")]
      }
      switch status.kind {
      case .file:
        return explain(
          Subject(shown: operand, hints: operand), FileIdentity(status), isNamed: true
        ) { folder }
      case .symbolicLink:
        return [
          Self.problem(
            operand, "it is a symbolic link, which picsort never follows",
            "name the file to which it leads")
        ]
      case .folder: return [Self.unreadable(operand, "the folder cannot be opened")]
      case .special:
        return [Self.problem(operand, "it is no regular file", "name a photo or a video")]
      }
    } catch {
      if operand.isEmpty || error.isMissing {
        return [Self.problem(operand, "there is no such file", "check how it is written")]
      }
      return [Self.unreadable(operand, error.message)]
    }
  }

  /// A file that `isNamed` itself is explained even if it is neither a photo nor a video.
  private mutating func explain(
    _ subject: Subject, _ identity: FileIdentity, isNamed: Bool,
    open: () throws(SystemError) -> Folder
  ) -> [ExplainEvent] {
    let place: Place
    do throws(SystemError) {
      place = try self.place(of: subject, open)
    } catch {
      return [Self.unreadable(subject.shown, error.message)]
    }
    let facts = FactReader.facts(
      of: subject.name, in: place.folder, size: identity.size, keepsWords: true)
    switch facts.role {
    case .photo, .raw, .video: break
    case .sidecar, .other:
      guard isNamed else { return [] }
      if let failure = facts.failure { return [Self.unreadable(subject.shown, failure)] }
      let explanation = Explanation(
        path: subject.shown, facts: facts, verdict: DateVerdict(chosen: nil, candidates: []),
        owner: place.assets?.owner(of: subject.name))
      return [.explained(explanation)]
    }
    if let failure = facts.failure { return [Self.unreadable(subject.shown, failure)] }
    return decide(subject, identity, facts, place)
  }

  private func decide(
    _ subject: Subject, _ identity: FileIdentity, _ facts: FileFacts, _ place: Place
  ) -> [ExplainEvent] {
    var events: [ExplainEvent] = []
    var companions: [FileRecord] = []
    for name in place.assets?.companions(of: subject.name, role: facts.role) ?? [] {
      guard let status = (try? place.folder.status(of: name)) ?? nil else { continue }
      let facts = FactReader.facts(
        of: name, in: place.folder, size: status.size, keepsWords: true)
      if let failure = facts.failure {
        events.append(Self.unreadable(subject.shown.parent.appending(name), failure))
      }
      companions.append(
        FileRecord(
          number: 0, source: 0, path: name, identity: FileIdentity(status), facts: facts))
    }
    let record = FileRecord(
      number: 0, source: 0, path: subject.hints, identity: identity, facts: facts)
    let claims = dates.claims(of: record, companions: companions)
    let explanation = Explanation(
      path: subject.shown, facts: facts,
      verdict: dates.verdict(on: claims, duration: facts.duration),
      companions: companions.map(\.path))
    return events + [.explained(explanation)]
  }

  private mutating func place(
    of subject: Subject, _ open: () throws(SystemError) -> Folder
  ) throws(SystemError) -> Place {
    let path = subject.shown.parent
    if let place, place.path == path { return place }
    let folder = try open()
    // A folder that may be entered but not listed hides its sidecars, not its photos.
    let new = Place(path: path, folder: folder, assets: try? FolderAssets(folder))
    place = new
    return new
  }

  // MARK: - Problems

  private static func unreadable(_ path: Path, _ reason: String) -> ExplainEvent {
    problem(path, reason, "check its permissions and the disk")
  }

  private static func problem(_ path: Path, _ reason: String, _ step: String) -> ExplainEvent {
    .problem(Problem(path: path, reason: reason, nextStep: step))
  }
}
