package import Platform

/// The operations of this user: lists them, finds one, mends what the registry says of them.
///
/// The journal in an output is the truth, and the registry an index of it. Nothing here takes a
/// lock but what changes books: a look must not keep a run from starting.
package struct Operations: Sendable {
  let registry: Registry?
  /// Nil for this process, as it is when it is asked for: most commands never ask.
  private let givenHost: HostIdentity?
  /// Seconds since 1970-01-01 UTC.
  let now: @Sendable () -> Int

  package init(
    registry: Registry? = Registry.ofUser(), host: HostIdentity? = nil,
    now: @escaping @Sendable () -> Int = { Clock.wallSeconds() }
  ) {
    self.registry = registry
    givenHost = host
    self.now = now
  }

  var host: HostIdentity { givenHost ?? .current() }

  /// Now, in seconds since 1970-01-01 UTC.
  package var time: Int { now() }

  /// What `list` answers.
  package struct List: Sendable {
    /// The one with the newest activity first.
    package var views: [OperationView] = []
    /// Files in the registry that are no entries.
    package var unreadable: [Path] = []

    /// How many digits of an ID tell all of them apart; at least four.
    package var idLength: Int {
      let ids = views.map(\.operation).sorted()
      var length = 4
      for (one, next) in zip(ids, ids.dropFirst()) where one != next {
        let shared = zip(one.utf8, next.utf8).prefix { $0 == $1 }.count
        length = max(length, shared + 1)
      }
      return length
    }
  }

  /// Every operation that is known: those of the registry, and the current ones of their outputs
  /// that it has lost. Mends the registry on the way.
  package func list() -> List {
    var list = List()
    guard let look = registry?.look() else { return list }
    list.unreadable = look.unreadable
    var libraries: [Library: OutputLook] = [:]
    for entry in look.entries {
      let key = Library(output: entry.output, stateFile: entry.stateFile)
      let library = libraries[key] ?? OutputLook(entry.output, stateFile: entry.stateFile)
      libraries[key] = library
      let view = library.view(of: entry, now: now())
      mend(entry, view)
      list.views.append(view)
    }
    var known = Set(look.entries.map(\.operation))
    for library in libraries.values {
      guard let view = library.view(now: now()), known.insert(view.operation).inserted else {
        continue
      }
      enter(view)
      list.views.append(view)
    }
    list.views.sort {
      ($0.lastActivity, $0.operation) > ($1.lastActivity, $1.operation)
    }
    return list
  }

  private struct Library: Hashable {
    let output: Path
    let stateFile: Path?
  }

  /// The operation that is meant: an ID or the beginning of one, or the current or last one of a
  /// folder. One that the registry had lost, or knew at another place, is entered again.
  ///
  /// - Throws: when there is none, or several begin so.
  package func find(_ words: TargetWords) throws(RunError) -> OperationView {
    try locate(words).view
  }

  /// The same with the library that it was found in.
  func locate(_ words: TargetWords) throws(RunError) -> (view: OperationView, look: OutputLook) {
    let target = try OperationTarget.find(words, registry: registry)
    let look = OutputLook(target.output, stateFile: target.stateFile)
    let entries = registry?.entries() ?? []
    guard let operation = target.operation ?? look.current?.header.operation else {
      throw .usage("\(target.output) holds no operation of picsort")
    }
    let entry = entries.first { $0.operation == operation }
    if let view = look.view(now: now()), view.operation == operation {
      if let entry { mend(entry, view) } else { enter(view) }
      return (view, look)
    }
    guard let entry else {
      guard let (_, glance) = look.past(operation) else {
        throw .usage("\(target.output) holds no journal of the operation \(operation)")
      }
      let status = OperationStatusDecision.status(
        end: glance.end?.status, holder: .nobody, age: Int.max)
      let view = OperationView(
        glance, books: .past, output: look.output, stateFile: look.stateFile, status: status)
      return (view, look)
    }
    return (look.view(of: entry, now: now()), look)
  }

  // MARK: - Mending

  /// Makes an entry say what the journal says, where it does not: how the operation ended, and
  /// where its library is now. A run that is at work keeps its own entry.
  private func mend(_ entry: Registry.Entry, _ view: OperationView) {
    guard view.books == .current, view.status != .running, view.isSound else { return }
    let ended = RunStatus(rawValue: view.status.rawValue)
    let hasMoved = entry.output != view.output && !holds(entry)
    guard entry.status != ended || hasMoved else { return }
    enter(view)
  }

  /// True when the library that an entry names still has the operation's journal: one that was
  /// copied has not moved.
  private func holds(_ entry: Registry.Entry) -> Bool {
    OutputLook(entry.output, stateFile: entry.stateFile).journal(of: entry.operation) != nil
  }

  private func enter(_ view: OperationView) {
    guard let registry, let entry = Registry.Entry(view) else { return }
    registry.enter(entry)
  }
}

extension Registry.Entry {
  /// The entry of an operation as its journal shows it; nil where that does not say enough.
  init?(_ view: OperationView) {
    guard let configuration = view.configuration, let process = view.process else { return nil }
    var header = JournalHeader(
      operation: view.operation, sources: view.sources, output: view.output,
      configuration: configuration, host: process, started: view.started)
    header.kind = view.kind == OperationKind.organize.name ? .organize : .unknown(view.kind)
    self.init(header, output: view.output, stateFile: view.stateFile)
    status = RunStatus(rawValue: view.status.rawValue)
    lastCheckpoint = view.lastActivity
    progress = view.progress
    priority = view.priority
    self.process = process
  }
}
