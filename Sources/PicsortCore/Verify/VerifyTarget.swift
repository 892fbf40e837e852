import Platform

/// Which library is verified, found out from what was given, the disk and the registry.
struct VerifyTarget {
  /// Absolute, links resolved.
  var output: Path
  /// The journal, when it is kept outside the output.
  var stateFile: Path?
  /// The operation that was named; nil for the whole library.
  var operation: String?

  /// An operand is a folder if there is one of that name, else the beginning of an operation's
  /// name. Without any: the current folder if it is a library, else that of the newest operation.
  static func choose(
    _ settings: VerifySettings, registry: Registry?
  ) throws(RunError) -> VerifyTarget {
    guard let operand = settings.operand else {
      if let output = settings.output {
        return try library(output, settings, registry)
      }
      if let current = settings.workingDirectory, hasState(current) {
        return try library(current, settings, registry)
      }
      guard let newest = registry?.entries().first else {
        throw .usage("no run is known on this machine: name the folder that was sorted into")
      }
      return VerifyTarget(
        output: newest.output, stateFile: settings.stateFile ?? newest.stateFile)
    }
    if (try? Folder(at: operand)) != nil {
      guard settings.output == nil else {
        throw .usage("two folders were named: \(operand), and another one with --output")
      }
      return try library(operand, settings, registry)
    }
    return try named(operand, settings, registry)
  }

  private static func library(
    _ path: Path, _ settings: VerifySettings, _ registry: Registry?
  ) throws(RunError) -> VerifyTarget {
    let output: Path
    do throws(SystemError) {
      output = try Environment.resolve(path)
    } catch {
      throw .usage("\(path): \(error.message)")
    }
    let remembered = registry?.entries().first { $0.output == output && $0.stateFile != nil }
    let isUsual = hasState(output, StateFolder.journalName)
    return VerifyTarget(
      output: output, stateFile: settings.stateFile ?? (isUsual ? nil : remembered?.stateFile))
  }

  private static func named(
    _ operand: Path, _ settings: VerifySettings, _ registry: Registry?
  ) throws(RunError) -> VerifyTarget {
    guard let name = operand.utf8, isOperationName(name) else {
      throw .usage("there is no folder \(operand)")
    }
    let given: VerifyTarget? =
      if let output = settings.output { try library(output, settings, registry) } else { nil }
    var targets: [String: VerifyTarget] = [:]
    for entry in registry?.entries() ?? [] where entry.operation.hasPrefix(name) {
      guard given == nil || given?.output == entry.output else { continue }
      targets[entry.operation] = VerifyTarget(
        output: entry.output, stateFile: settings.stateFile ?? entry.stateFile,
        operation: entry.operation)
    }
    if targets.isEmpty, let given, let books = try? BooksFolder(at: given.output) {
      for journal in books.journals(stateFile: given.stateFile) {
        guard let operation = journal.header?.operation, operation.hasPrefix(name) else { continue }
        var target = given
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

  /// True for what may be the beginning of an operation's name.
  private static func isOperationName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
  }

  private static func hasState(_ output: Path, _ name: Path? = nil) -> Bool {
    let parent = name == nil ? output : output.appending(StateFolder.name)
    guard let folder = try? Folder(at: parent) else { return false }
    return (try? folder.status(of: name ?? StateFolder.name)).flatMap(\.self) != nil
  }
}
