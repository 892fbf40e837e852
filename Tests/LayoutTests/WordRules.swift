// Words that have a room of their own, and words that have none.

extension HouseRule {
  static let words: [HouseRule] = [
    word(
      "print( is for Sources/picsort/Terminal", { /(?:^|[^\w.])(?:print|debugPrint|dump)\(/ },
      applies: { $0.isBelow("Sources") && !$0.isBelow("Sources/picsort/Terminal") },
      advice: "tell the listener or the console that was passed in",
      broken: "  print(1)", kept: "  console.print(1)"),

    word(
      "platforms are told apart in Platform", { /canImport\(Darwin\)|\bos\((?:macOS|Linux)\)/ },
      applies: { $0.isBelow("Sources") && !$0.isBelow("Sources/Platform", "Sources/CPlatform") },
      advice: "move the difference into Sources/Platform and ask it there",
      broken: "#if canImport(Darwin)", kept: "// canImport(Darwin)"),

    word(
      "unsafe is for Sources/Platform", { /\bunsafe\b/ },
      applies: {
        $0.isBelow("Sources") && !$0.isBelow("Sources/Platform", "Sources/CPlatform")
          && !Exceptions.unsafeFiles.contains($0.path)
      },
      advice: "use a checked call, or let Platform do it",
      broken: "let a = unsafe b", kept: "let a = \"unsafe\""),

    word(
      "the regex library stays out of the program, which it makes a megabyte larger",
      { /\.(?:replacing|firstRange|trimmingPrefix|wholeMatch|firstMatch|matches\(of:)/ },
      applies: { $0.isBelow("Sources") },
      advice: "split by a character, or compare prefixes",
      broken: "a.replacing(b, with: c)", kept: "a.split(separator: b)"),

    word(
      "nothing traps: no try!, as! or fatalError",
      { /\btry[!]|\bas[!]|\b(?:fatalError|preconditionFailure)\(/ },
      applies: { $0.path.hasSuffix(".swift") && !Exceptions.trappingFiles.contains($0.path) },
      advice: "throw, return nil, or let a type say that it cannot happen",
      broken: "let a = try! b()", kept: "let a = try b() // try!"),

    word(
      "nothing traps: no force unwrap", { /[\w)\]}>][!](?!=)/ },
      applies: { $0.path.hasSuffix(".swift") && !Exceptions.trappingFiles.contains($0.path) },
      advice: "use guard let, if let or ??; in a test, try #require",
      broken: "let a = list.first!", kept: "let a = !b && c != d"),
  ]

  private static func word(
    _ name: String, _ pattern: @escaping @Sendable () -> Regex<Substring>,
    applies: @escaping @Sendable (SourceFile) -> Bool, advice: String, broken: String, kept: String
  ) -> HouseRule {
    HouseRule(
      name: name, applies: applies,
      offences: { file in
        file.matches(of: pattern()).map { Offence(line: $0.line, advice: advice) }
      },
      broken: [SourceFile(path: "Sources/PicsortCore/A.swift", text: broken)],
      kept: [SourceFile(path: "Sources/PicsortCore/A.swift", text: kept)])
  }
}
