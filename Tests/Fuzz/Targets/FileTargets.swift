import MediaMetadata
import PicsortCore

extension FuzzTarget {
  /// Whole files: as a run meets them, and each reader alone with bytes that its recogniser may
  /// well refuse.
  static let files: [FuzzTarget] =
    [
      FuzzTarget(
        name: "file", summary: "the format that the first bytes show, then date, folder, journal",
        read: readAsARunDoes)
    ] + MediaFormat.all.map { FuzzTarget(forcing: $0) }

  /// The name of the target that hands everything to the reader of the format `name`.
  static func name(forcing name: String) -> String {
    String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
  }

  private init(forcing format: MediaFormat) {
    self.init(
      name: Self.name(forcing: format.name),
      summary: "the reader of \(format.name), whatever the bytes are"
    ) { bytes throws(BrokenPromise) in
      // Small windows, so that readers cross their borders in small files.
      var source = ByteSource(bytes, windowSize: 64)
      _ = try? format.read(&source)
    }
  }

  /// What `FactReader` and the steps after it do with a file.
  @Sendable
  private static func readAsARunDoes(_ bytes: [UInt8]) throws(BrokenPromise) {
    var source = ByteSource(bytes, windowSize: 4096)
    guard let head = try? source.readUpTo(0, MediaFormat.headLength),
      let format = MediaFormat.of(head: head), let metadata = try? format.read(&source)
    else { return }
    for claim in metadata.claims { try check(claim) }
    guard let now = CivilDateTime(year: 2026, month: 11, day: 21) else { return }
    let context = DateContext(now: now, duration: metadata.duration) { _ in 3600 }
    let verdict = DateDecision.decide(metadata.claims, context: context)
    try promise(
      verdict.candidates.count == metadata.claims.count, "a claim is missing in the verdict")
    guard let date = verdict.chosen, let template = try? LayoutTemplate(everyToken) else { return }
    let values = LayoutValues(
      date: date.local, make: metadata.make, model: metadata.model, stem: "IMG_1",
      fileExtension: "jpg", kind: format.kind)
    try checkFolder(template.folder(for: values))
  }

  private static let everyToken = LayoutToken.allCases.map { "{\($0.rawValue)}" }
    .joined(separator: "/")

  /// A claim goes through the journal unchanged, but for the words it was read from.
  static func check(_ claim: DateClaim) throws(BrokenPromise) {
    let word = ClaimText.encode(claim)
    guard let back = ClaimText.decode(word) else {
      throw BrokenPromise("\(word) is written to a journal and cannot be read back")
    }
    try promise(ClaimText.encode(back) == word, "\(word) is read back as \(back)")
  }

  /// What `LayoutTemplate` promises of every folder it makes.
  static func checkFolder(_ folder: String) throws(BrokenPromise) {
    for part in folder.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      try promise(!part.isEmpty, "'\(folder)' has an empty part")
      try promise(part.first != UInt8(ascii: "."), "'\(folder)' has a part that begins with a dot")
      try promise(part.count <= 255, "'\(folder)' has a part too long")
      try promise(!part.contains(0), "'\(folder)' holds a NUL")
    }
  }
}
