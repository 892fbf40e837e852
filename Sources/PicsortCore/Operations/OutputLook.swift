import Platform

/// A library as it is found: which operation is at its desk, and who works there. Nothing in it is
/// changed or locked.
struct OutputLook {
  let output: Path
  let stateFile: Path?
  /// `.picsort`; nil when the output is not there.
  let folder: Folder?
  /// Where the current or last operation's journal is, or would be.
  let place: JournalPlace?
  let current: JournalGlance?
  /// The process that the lock's text names.
  let owner: HostIdentity?
  /// Whether it lived before the journal was read. Asked later, a process that wrote its last word
  /// after that and ended would seem to have left none.
  private let holder: OperationStatusDecision.Holder

  init(_ output: Path, stateFile: Path?) {
    self.output = output
    self.stateFile = stateFile
    folder = (try? Folder(at: output)).flatMap { try? $0.folder(StateFolder.name) }
    owner = folder.flatMap { LockHolder.noted(in: $0) }
    holder = Self.holder(owner)
    let name = StateFolder.journalName
    if let stateFile {
      place = (try? Folder(at: stateFile.parent)).map {
        JournalPlace(folder: $0, name: stateFile.lastComponent, path: stateFile)
      }
    } else {
      let path = output.appending(StateFolder.name).appending(name)
      place = folder.map { JournalPlace(folder: $0, name: name, path: path) }
    }
    current = folder == nil ? nil : place.flatMap { JournalGlance.read($0) }
  }

  /// The current or last operation; nil where there is none.
  func view(now: Int) -> OperationView? {
    current.map { glance in
      OperationView(
        glance, books: .current, output: output, stateFile: stateFile,
        status: OperationStatusDecision.status(
          end: glance.end?.status, holder: holder, age: now &- glance.modified))
    }
  }

  /// An operation that the registry knows, as it is found here.
  func view(of entry: Registry.Entry, now: Int) -> OperationView {
    if var view = view(now: now), view.operation == entry.operation {
      view.priority = entry.priority
      return view
    }
    guard folder != nil else { return OperationView(entry, books: .outputMissing) }
    guard let (_, glance) = past(entry.operation) else {
      return OperationView(entry, books: .missing)
    }
    var view = OperationView(
      glance, books: .past, output: output, stateFile: stateFile,
      status: OperationStatusDecision.status(
        end: glance.end?.status, holder: .nobody, age: Int.max))
    view.priority = entry.priority
    // An undo of what was half-way closes it in the registry only.
    if entry.status == .completed { view.status = .completed }
    return view
  }

  /// The journal of an operation that another one followed.
  func past(_ operation: String) -> (place: JournalPlace, glance: JournalGlance)? {
    guard let history = history() else { return nil }
    let name = Path("\(operation).jsonl")
    let path = output.appending(StateFolder.name).appending(StateFolder.historyName)
    let place = JournalPlace(folder: history, name: name, path: path.appending(name))
    guard let glance = JournalGlance.read(place), glance.header.operation == operation else {
      return nil
    }
    return (place, glance)
  }

  /// The journal of an operation, wherever in this library it is.
  func journal(of operation: String) -> JournalPlace? {
    current?.header.operation == operation ? place : past(operation)?.place
  }

  func history() -> Folder? { folder.flatMap { try? $0.folder(StateFolder.historyName) } }

  private static func holder(_ owner: HostIdentity?) -> OperationStatusDecision.Holder {
    guard let owner else { return .nobody }
    if owner.host != HostIdentity.current().host { return .elsewhere }
    return owner.isAlive ? .here : .nobody
  }
}
