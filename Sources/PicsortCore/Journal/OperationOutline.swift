package import Platform

/// An operation as the first pass over its journal found it: what is said of it as a whole, and
/// where the rest stands.
///
/// A journal is read in two passes. The first proves every line; the second takes the records of
/// those files that somebody asks for. Going on with a plan asks for what is left of it (`left`),
/// a new one for everything (`whole`).
package struct OperationOutline: Sendable {
  /// What is said of the operation as a whole.
  package private(set) var course: OperationCourse
  private let books: Books

  private enum Books {
    case read(OperationState)
    case proven(JournalLines, FileLines)
  }

  /// An operation of which everything was read.
  package init(_ state: OperationState) {
    course = state.course
    books = .read(state)
  }

  init(_ course: OperationCourse, in journal: JournalLines, _ lines: FileLines) {
    self.course = course
    books = .proven(journal, lines)
  }

  /// Files that it knows.
  package var fileCount: Int {
    switch books {
    case .read(let state): state.files.count
    case .proven(_, let lines): lines.fileCount
    }
  }

  /// This operation with `files` no longer taken for done.
  package func doubting(_ files: Set<Int>) -> OperationOutline {
    var outline = self
    for file in files { outline.course.apply(.doubt(file: file)) }
    return outline
  }

  /// Everything that the journal says.
  package func whole() throws(SystemError) -> OperationState {
    switch books {
    case .read(var state):
      state.course = course
      return state
    case .proven(let journal, let lines):
      var state = OperationState(course, numbersBelow: 0)
      for part in [lines.facts, lines.plan] {
        guard try add(part, of: journal, to: &state) else {
          // What is sound before the strange line, as of any damaged journal.
          _ = try Desk.read(journal.place, into: &state)
          return state
        }
      }
      return state
    }
  }

  /// The last `count` files of the plan that are done and stand in the output, and nothing of the
  /// others.
  package func latest(_ count: Int) throws(SystemError) -> OperationState {
    guard case .proven(let journal, let lines) = books else { return try whole() }
    var chosen: [FileLines.Line] = []
    for line in lines.plan.reversed() where chosen.count < count && line.kind == .move {
      if course.durablyDone.contains(line.number) || course.done.contains(line.number) {
        chosen.append(line)
      }
    }
    var numbers = FileNumbers(below: lines.nextNumber)
    numbers.formUnion(chosen.lazy.map(\.number))
    let facts = lines.facts.filter { $0.kind == .file && numbers.contains($0.number) }
    var state = OperationState(course, numbersBelow: lines.nextNumber)
    _ = try add(facts + chosen.reversed(), of: journal, to: &state)
    return state
  }

  /// What is left of a complete plan; nil when a line that matters is none that a program wrote, so
  /// that every line has to be judged.
  package func left() throws(SystemError) -> Remainder? {
    guard case .proven(let journal, let lines) = books else { return Remainder(state: try whole()) }
    let done = course.durablyDone
    let plan = lines.plan.filter { $0.kind == .stay || !done.contains($0.number) }
    var state = OperationState(course, numbersBelow: lines.nextNumber)
    guard try add(plan, of: journal, to: &state) else { return nil }
    var open = FileNumbers(below: lines.nextNumber)
    open.formUnion(plan.lazy.map(\.number))
    let needed = open.union(state.others)
    if needed.count > open.count {
      // With settled ones among them, in the plan's order.
      let plan = lines.plan.filter { needed.contains($0.number) }
      state = OperationState(course, numbersBelow: lines.nextNumber)
      guard try add(plan, of: journal, to: &state) else { return nil }
    }
    let facts = lines.facts.filter { $0.kind != .compared && needed.contains($0.number) }
    guard try add(facts, of: journal, to: &state) else { return nil }
    let rest = lines.plan.filter { !needed.contains($0.number) }
    let bytes = state.moves.reduce(0) { $0 &+ (state.files[$1.file]?.identity.size ?? 0) }
    let settled = SettledFiles(
      rest, lines, in: journal, of: self, bytes: (course.seal?.bytes ?? 0) &- bytes)
    return Remainder(state: state, settled: settled)
  }

  /// Adds what `lines` say to `state`; false when one of them is strange.
  private func add(
    _ lines: [FileLines.Line], of journal: JournalLines, to state: inout OperationState
  ) throws(SystemError) -> Bool {
    var rest = lines[...]
    while !rest.isEmpty {
      guard case .records(let records) = try journal.records(of: rest.prefix(Self.most)) else {
        return false
      }
      for part in records {
        for record in part { state.apply(record) }
      }
      rest = rest.dropFirst(Self.most)
    }
    return true
  }

  /// So many records at a time are on their way to where they are kept.
  private static let most = 16_384
}

extension OperationState {
  /// Files that those of its plan are compared with, told of, or named after.
  fileprivate var others: FileNumbers {
    var numbers: FileNumbers = []
    for move in moves {
      if let photo = move.companionOf { numbers.insert(photo) }
      if case .file(let twin)? = move.twin { numbers.insert(twin) }
    }
    for stay in stays {
      if case .duplicate(.file(let twin)) = stay.reason { numbers.insert(twin) }
    }
    return numbers
  }
}

/// What is left to be done of a plan: the files that are not settled, and those settled ones that
/// they need.
package struct Remainder {
  package let state: OperationState
  /// The others; nil when `state` has all.
  package var settled: SettledFiles?
}
