import Platform

extension VolumeManners {
  /// Why this file system cannot hold a path, and what a person can do about it.
  struct Refusal: Equatable {
    let cause: String
    let nextStep: String
  }

  /// Why a file cannot be brought to `path` here; nil when it can, as far as a probe tells. No name
  /// is changed to fit: what it is to be called is a person's choice.
  func refusal(of path: Path) -> Refusal? {
    if path.bytes.count <= longestName, takesEveryByte { return nil }
    let parts = path.components
    for (index, part) in parts.enumerated() {
      guard let trouble = trouble(with: part.bytes) else { continue }
      let isFolder = index < parts.count - 1
      return Refusal(
        cause: "the output's file system does not take the \(isFolder ? "folder " : "")name "
          + "\(part): \(trouble)",
        nextStep: isFolder
          ? "choose folders that it takes with --layout"
          : "rename the file, or let --name make names that it takes")
    }
    return nil
  }

  /// True when only length can be wrong with a name.
  private var takesEveryByte: Bool { forbidden.isEmpty && !wantsUnicode && !refusesLooseEnds }

  private func trouble(with name: [UInt8]) -> String? {
    for byte in name {
      if byte < 0x20, forbidden.contains(0x01) { return "it has a control character" }
      if forbidden.contains(byte) { return "it has a \(Character(Unicode.Scalar(byte)))" }
    }
    if wantsUnicode, String(validating: name, as: UTF8.self) == nil { return "it is not UTF-8" }
    if refusesLooseEnds, let last = name.last, last == 0x20 || last == 0x2E {
      return "it ends in a \(last == 0x20 ? "blank" : "dot")"
    }
    if name.count > longestName { return "it has more than \(longestName) bytes" }
    return nil
  }
}

extension PlanAsset {
  /// Why the files of this asset stay when one of `targets` cannot be kept by a file system of
  /// these manners: those that it will not take, and those that belong to them. Nil when it takes
  /// all of them.
  func refusals(by manners: VolumeManners?, of targets: [Path]) -> [PlannedStay]? {
    guard let manners else { return nil }
    let refusals = targets.map { manners.refusal(of: $0) }
    guard let culprit = zip(files, refusals).first(where: { $1 != nil })?.0 else { return nil }
    let name = culprit.path.lastComponent
    return zip(files, refusals).map { file, refusal in
      PlannedStay(
        file: file.number,
        reason: .refused(
          cause: refusal?.cause
            ?? "it belongs together with \(name), which cannot be moved, so it stays",
          nextStep: refusal?.nextStep ?? "mend what is said of \(name), then run again"))
    }
  }
}
