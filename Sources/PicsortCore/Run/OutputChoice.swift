package import Platform

/// Which folders a run works on, found out from the arguments, the disk and the registry.
package struct OutputChoice: Sendable {
  /// Sources as absolute paths with links resolved; empty when the journal must tell them.
  package var sources: [Path]
  package var output: Path
  /// Journal outside the output, when there is one.
  package var stateFile: Path?

  /// Applies the rules of the command line's table (none, --resume, --output, --force).
  ///
  /// - Returns: nil when there is nothing to resume and no source to start from.
  package static func choose(
    _ settings: RunSettings, registry: Registry?
  ) throws(RunError) -> OutputChoice? {
    let sources = try resolve(settings.sources)
    if let output = settings.output {
      let output = try canonical(output)
      return OutputChoice(
        sources: sources, output: output,
        stateFile: settings.stateFile ?? rememberedStateFile(of: output, registry))
    }
    guard let first = sources.first else {
      guard settings.resume else {
        throw .usage("no source was given: name the tree to read with --source PATH")
      }
      return newestUnfinished(registry)
    }
    if settings.resume, let existing = newestOutput(of: sources, registry) {
      return OutputChoice(
        sources: sources, output: existing.output,
        stateFile: settings.stateFile ?? existing.stateFile)
    }
    return OutputChoice(
      sources: sources, output: freeOutput(beside: first), stateFile: settings.stateFile)
  }

  /// Each source once, whatever path or link it was named by.
  private static func resolve(_ paths: [Path]) throws(RunError) -> [Path] {
    var resolved: [Path] = []
    for path in paths {
      do throws(SystemError) {
        let real = try Environment.resolve(path)
        if !resolved.contains(real) { resolved.append(real) }
      } catch {
        throw .usage("--source \(path): \(error.message)")
      }
    }
    return resolved
  }

  /// The path with the links of what exists of it resolved, so that the books always say the same.
  private static func canonical(_ path: Path) throws(RunError) -> Path {
    if let whole = try? Environment.resolve(path) { return whole }
    guard let parent = try? Environment.resolve(path.parent) else { return path }
    return parent.appending(path.lastComponent)
  }

  private static func newestUnfinished(_ registry: Registry?) -> OutputChoice? {
    let entry = registry?.entries().first { $0.isUnfinished && hasState($0.output, $0.stateFile) }
    return entry.map {
      OutputChoice(sources: [], output: $0.output, stateFile: $0.stateFile)
    }
  }

  private static func rememberedStateFile(of output: Path, _ registry: Registry?) -> Path? {
    if hasState(output, nil) { return nil }
    return registry?.entries().first {
      $0.output == output && $0.isUnfinished && $0.stateFile != nil
    }?.stateFile
  }

  /// The output of these sources whose journal was written last: one that is named after the source
  /// and lies beside it, or one that the registry remembers. Unfinished ones first.
  private static func newestOutput(
    of sources: [Path], _ registry: Registry?
  ) -> (output: Path, stateFile: Path?)? {
    let remembered = (registry?.entries() ?? []).filter {
      Set($0.sources) == Set(sources) && hasState($0.output, $0.stateFile)
    }
    if let entry = remembered.first(where: \.isUnfinished) {
      return (entry.output, entry.stateFile)
    }
    let beside = sources.first.map(outputs(beside:)) ?? []
    let newest = beside.filter { hasState($0, nil) }
      .max { (stateTime($0) ?? Int.min) < (stateTime($1) ?? Int.min) }
    if let newest { return (newest, nil) }
    return remembered.first.map { ($0.output, $0.stateFile) }
  }

  /// `SRC_picsort`, `SRC_picsort(1)`, … as far as they exist.
  private static func outputs(beside source: Path) -> [Path] {
    var found: [Path] = []
    var number = 0
    while let name = outputName(source, number), exists(name) {
      found.append(name)
      number += 1
    }
    return found
  }

  private static func freeOutput(beside source: Path) -> Path {
    var number = 0
    while let name = outputName(source, number) {
      if !exists(name) { return name }
      number += 1
    }
    return source
  }

  private static func outputName(_ source: Path, _ number: Int) -> Path? {
    let suffix = number == 0 ? "_picsort" : "_picsort(\(number))"
    return Path(
      bytes: source.parent.bytes + [UInt8(ascii: "/")] + stem(source) + Array(suffix.utf8))
  }

  /// The name of a source, of an archive without its `.zip`.
  private static func stem(_ source: Path) -> [UInt8] {
    let name = source.lastComponent
    guard FileKinds.lowercasedExtension(of: name) == "zip", (try? Folder(at: source)) == nil else {
      return name.bytes
    }
    return name.stemAndExtension.stem
  }

  private static func exists(_ path: Path) -> Bool {
    guard let parent = try? Folder(at: path.parent) else { return false }
    return (try? parent.status(of: path.lastComponent)) != nil
  }

  private static func hasState(_ output: Path, _ stateFile: Path?) -> Bool {
    stateTime(output, stateFile) != nil
  }

  private static func stateTime(_ output: Path, _ stateFile: Path? = nil) -> Int? {
    let path =
      stateFile ?? output.appending(StateFolder.name).appending(StateFolder.journalName)
    guard let folder = try? Folder(at: path.parent) else { return nil }
    return (try? folder.status(of: path.lastComponent))?.modified
  }
}
