package import Platform

/// What a person said of the library, or of the operation, that a command is about.
package struct TargetWords: Sendable, Equatable {
  /// A folder, or the beginning of an operation's ID, as it was given; nil when nothing was.
  package var operand: Path?
  /// What `--output` says.
  package var output: Path?
  /// What `--state-file` says.
  package var stateFile: Path?
  /// A folder that is meant when nothing was said, if picsort sorted into it; nil for none.
  package var workingDirectory: Path?

  package init(
    operand: Path? = nil, output: Path? = nil, stateFile: Path? = nil,
    workingDirectory: Path? = nil
  ) {
    self.operand = operand
    self.output = output
    self.stateFile = stateFile
    self.workingDirectory = workingDirectory
  }
}

/// The library, or the operation, that is meant, found out from the words, the disk and the
/// registry.
struct OperationTarget {
  /// Absolute, links resolved.
  var output: Path
  /// The journal, when it is kept outside the output.
  var stateFile: Path?
  /// The operation that was named; nil for the library as a whole.
  var operation: String?

  /// An operand is a folder if there is one of that name, else the beginning of an operation's ID.
  /// Without any: the working directory if it is a library, else that of the newest operation.
  static func find(
    _ words: TargetWords, registry: Registry?
  ) throws(RunError) -> OperationTarget {
    guard let operand = words.operand else {
      if let output = words.output { return try library(output, words, registry) }
      if let current = words.workingDirectory, hasFolder(current) {
        return try library(current, words, registry)
      }
      let newest = registry?.entries().first { $0.stateFile != nil || hasFolder($0.output) }
      guard let newest else {
        throw .usage("no run is known on this machine: name the folder that was sorted into")
      }
      return OperationTarget(
        output: newest.output, stateFile: words.stateFile ?? newest.stateFile)
    }
    if (try? Folder(at: operand)) != nil {
      guard words.output == nil else {
        throw .usage("two folders were named: \(operand), and another one with --output")
      }
      return try library(operand, words, registry)
    }
    return try named(operand, words, registry)
  }

  /// Refuses a folder that picsort never sorted into: nothing is to be made there.
  func requireState() throws(RunError) {
    guard stateFile == nil, !Self.hasFolder(output) else { return }
    throw .usage("\(output) was not made by picsort: it has no \(StateFolder.name) in it")
  }

  private static func library(
    _ path: Path, _ words: TargetWords, _ registry: Registry?
  ) throws(RunError) -> OperationTarget {
    let output: Path
    do throws(SystemError) {
      output = try Environment.resolve(path)
    } catch {
      throw .usage("\(path): \(error.message)")
    }
    let remembered = registry?.entries().first { $0.output == output && $0.stateFile != nil }
    return OperationTarget(
      output: output,
      stateFile: words.stateFile ?? (hasJournal(output) ? nil : remembered?.stateFile))
  }

  private static func named(
    _ operand: Path, _ words: TargetWords, _ registry: Registry?
  ) throws(RunError) -> OperationTarget {
    guard let name = operand.utf8, isOperationName(name) else {
      throw .usage("there is no folder \(operand)")
    }
    let given: OperationTarget? =
      if let output = words.output { try library(output, words, registry) } else { nil }
    var targets: [String: OperationTarget] = [:]
    for entry in registry?.entries() ?? [] where entry.operation.hasPrefix(name) {
      guard given == nil || given?.output == entry.output else { continue }
      targets[entry.operation] = OperationTarget(
        output: entry.output, stateFile: words.stateFile ?? entry.stateFile,
        operation: entry.operation)
    }
    // Its entry may be lost or tidied away; its journal tells of it in a library that is known.
    let others = given.map { [$0] } ?? libraries(registry)
    for library in targets.isEmpty ? others : [] {
      guard let books = try? BooksFolder(at: library.output) else { continue }
      for journal in books.journals(stateFile: library.stateFile) {
        guard let operation = journal.header?.operation, operation.hasPrefix(name) else { continue }
        var target = library
        target.operation = operation
        targets[operation] = target
      }
    }
    if let exact = targets[name] { return exact }
    guard let only = targets.values.first else {
      throw .usage("there is no folder \(operand), and no operation whose ID begins so")
    }
    guard targets.count == 1 else {
      throw .usage(
        "\(operand) may be \(targets.keys.sorted().joined(separator: " or ")): give more of the ID")
    }
    return only
  }

  /// The libraries that the registry knows.
  private static func libraries(_ registry: Registry?) -> [OperationTarget] {
    var seen: Set<Path> = []
    return (registry?.entries() ?? []).filter { seen.insert($0.output).inserted }
      .map { OperationTarget(output: $0.output, stateFile: $0.stateFile) }
  }

  /// True for what may be the beginning of an operation's name.
  private static func isOperationName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
  }

  private static func hasFolder(_ output: Path) -> Bool { has(StateFolder.name, in: output) }

  private static func hasJournal(_ output: Path) -> Bool {
    has(StateFolder.journalName, in: output.appending(StateFolder.name))
  }

  private static func has(_ name: Path, in path: Path) -> Bool {
    guard let folder = try? Folder(at: path) else { return false }
    return (try? folder.status(of: name)).flatMap(\.self) != nil
  }
}
