import MediaMetadata
import Platform

/// Sorts out what an archive's directory lists, before anything of it is believed.
struct ArchiveListing {
  private(set) var members: [Archive.Member] = []
  private(set) var skipped: [SkipRules.Reason: Int] = [:]
  private(set) var problems: [Problem] = []

  /// Takes an entry that is no folder.
  mutating func add(_ entry: ZIPEntry) {
    let written = Path(bytes: entry.name)
    if let flaw = entry.flaw, flaw.isOfName {
      report(written, flaw)
      return
    }
    // As unpacking it would: `a//b` and `./a/b` are `a/b`.
    let parts = written.components.filter { $0 != Path(".") }
    guard let name = parts.last else {
      report(written, .badName)
      return
    }
    let reason =
      parts.dropLast().lazy.compactMap(SkipRules.folder).first ?? SkipRules.file(name)
    if let reason {
      skipped[reason, default: 0] += 1
    } else if let flaw = entry.flaw,
      FileKinds.role(forExtension: FileKinds.lowercasedExtension(of: name)) == .other
    {
      // Nothing says what it is, so nobody else would speak of it.
      report(written, flaw)
    } else {
      let isPlain = written.bytes.count == parts.reduce(-1) { $0 + $1.bytes.count + 1 }
      let path = isPlain ? written : parts.reduce(Path(bytes: [])) { $0.appending($1) }
      members.append(Archive.Member(path: path, entry: entry))
    }
  }

  /// Puts the members into order. Of several of one path the last that is sound is the file, as it
  /// is when an archive is unpacked; the others are reported.
  mutating func finish() {
    let order = members.indices.sorted { left, right in
      let (a, b) = (members[left].path, members[right].path)
      return a == b ? left < right : WalkOrder.precedes(a, b)
    }
    var kept: [Archive.Member] = []
    kept.reserveCapacity(order.count)
    for index in order {
      let member = members[index]
      guard let last = kept.last, last.path == member.path else {
        kept.append(member)
        continue
      }
      problems.append(
        Problem(
          path: member.path,
          reason: "the archive holds more than one file of this path; only the "
            + "last one is sorted",
          nextStep: "an archive program can take the other out under another name"))
      if member.entry.flaw == nil || last.entry.flaw != nil { kept[kept.count - 1] = member }
    }
    members = kept
  }

  private mutating func report(_ path: Path, _ flaw: ZIPEntry.Flaw) {
    problems.append(Problem(path: path, reason: flaw.sentence, nextStep: flaw.nextStep))
  }
}

extension ZIPEntry.Flaw {
  /// True when the name itself is what is wrong.
  fileprivate var isOfName: Bool {
    switch self {
    case .badName, .absolutePath, .parentComponent: true
    case .encrypted, .unsupportedMethod, .specialFile, .otherDisk, .outsideArchive, .sizesDiffer,
      .overlapping, .impossibleSize:
      false
    }
  }

  /// Why it is not taken out, for people.
  var sentence: String { "picsort does not unpack it (\(rawValue))" }

  fileprivate var nextStep: String {
    switch self {
    case .badName, .absolutePath, .parentComponent, .specialFile:
      "no export holds such things: see where the archive comes from"
    case .encrypted, .unsupportedMethod, .otherDisk, .outsideArchive, .sizesDiffer, .overlapping,
      .impossibleSize:
      Advice.checkArchive
    }
  }
}

/// The order in which a walk meets files: those of a folder before its subfolders, names in byte
/// order.
enum WalkOrder {
  static func precedes(_ left: Path, _ right: Path) -> Bool {
    let (a, b) = (left.bytes, right.bytes)
    let slash = UInt8(ascii: "/")
    var index = 0
    while index < a.count, index < b.count, a[index] == b[index] { index += 1 }
    let isFile = (left: !a[index...].contains(slash), right: !b[index...].contains(slash))
    if isFile.left != isFile.right { return isFile.left }
    // A name that ends comes before the longer one.
    let rest = (
      left: index < a.count && a[index] != slash ? Int(a[index]) : -1,
      right: index < b.count && b[index] != slash ? Int(b[index]) : -1
    )
    return rest.left < rest.right
  }
}
