// Who may import whom, and what the pure rooms may name.

extension HouseRule {
  static let borders: [HouseRule] = [
    HouseRule(
      name: "MediaMetadata imports nothing",
      applies: { $0.isBelow("Sources/MediaMetadata") },
      offences: { file in
        file.importedModules.map {
          Offence(
            line: $0.line, advice: "take the import out: readers get bytes and give facts back")
        }
      },
      broken: [
        SourceFile(path: "Sources/MediaMetadata/A.swift", text: "import Platform"),
        SourceFile(path: "Sources/MediaMetadata/A.swift", text: "package import Foundation"),
      ],
      kept: [SourceFile(path: "Sources/MediaMetadata/A.swift", text: "// import Platform")]),

    HouseRule(
      name: "only Platform talks to the system",
      applies: { $0.isBelow("Sources") && !$0.isBelow("Sources/Platform", "Sources/CPlatform") },
      offences: { file in
        file.importedModules.filter { systemModules.contains($0.name) }.map {
          Offence(line: $0.line, advice: "\($0.name) is for Sources/Platform; ask Platform instead")
        }
      },
      broken: [
        SourceFile(path: "Sources/PicsortCore/A.swift", text: "import CPlatform"),
        SourceFile(path: "Sources/picsort/A.swift", text: "\nprivate import Glibc"),
        SourceFile(path: "Sources/picsort/A.swift", text: "import func Darwin.exit"),
      ],
      kept: [SourceFile(path: "Sources/PicsortCore/A.swift", text: "package import Platform")]),

    HouseRule(
      name: "no Foundation in Sources",
      applies: { $0.isBelow("Sources") },
      offences: { file in
        file.importedModules.filter { $0.name.hasPrefix("Foundation") }.map {
          Offence(line: $0.line, advice: "do without Foundation: it costs 7 MB and start-up time")
        }
      },
      broken: [
        SourceFile(path: "Sources/picsort/A.swift", text: "import FoundationEssentials"),
        SourceFile(path: "Sources/Platform/A.swift", text: "package import Foundation"),
      ],
      kept: [SourceFile(path: "Sources/picsort/A.swift", text: "import Platform")]),

    HouseRule(
      name: "the pure rooms of the core touch no disk and no clock",
      applies: { $0.isPureRoom },
      offences: { file in
        let pattern = capitalWord
        return file.code.indices.flatMap { index in
          file.code[index].matches(of: pattern).map { String($0.output) }
            .filter { platformTypes.contains($0) && !Exceptions.platformValues.contains($0) }
            .map {
              Offence(
                line: index + 1,
                advice: "\($0) belongs to Platform; let the caller look and pass the answer in")
            }
        }
      },
      broken: [
        SourceFile(path: "Sources/PicsortCore/Planning/A.swift", text: "let a: FileDescriptor"),
        SourceFile(path: "Sources/PicsortCore/Run/AFormat.swift", text: "FileDescriptor()"),
      ],
      kept: [
        SourceFile(path: "Sources/PicsortCore/Planning/A.swift", text: "let path: Path"),
        SourceFile(path: "Sources/PicsortCore/Moving/A.swift", text: "FileDescriptor()"),
      ]),

    HouseRule(
      name: "every format is in the one list",
      applies: { $0.isBelow("Sources/MediaMetadata/Formats") && $0.name != "AllFormats.swift" },
      offences: { file in
        file.mediaFormats.filter { !listedFormats.contains($0.name) }.map {
          Offence(line: $0.line, advice: "add \($0.name) to MediaFormat.all in AllFormats.swift")
        }
      },
      broken: [
        SourceFile(
          path: "Sources/MediaMetadata/Formats/A.swift",
          text: "extension MediaFormat {\n  package static let unlisted = MediaFormat(\n")
      ],
      kept: [
        SourceFile(path: "Sources/MediaMetadata/Formats/A.swift", text: "struct Segment {}"),
        SourceFile(
          path: "Sources/MediaMetadata/Formats/A.swift",
          text: "extension MediaFormat {\n  package static let jpeg = MediaFormat(\n"),
      ]),
  ]

  private static let systemModules: Set<String> = [
    "CPlatform", "Glibc", "Musl", "Darwin", "CryptoKit", "os",
  ]

  /// Types that Platform declares for others.
  private static let platformTypes: Set<String> = {
    var names: Set<String> = []
    for file in SourceFile.all where file.isBelow("Sources/Platform") {
      for found in file.matches(of: topLevelType) { names.insert(String(found.match.output.1)) }
    }
    return names
  }()

  private static let listedFormats: Set<String> = {
    let list = SourceFile.all.first { $0.path == "Sources/MediaMetadata/Formats/AllFormats.swift" }
    let code = list?.code.joined(separator: "\n") ?? ""
    return Set(code.matches(of: anyWord).map { String($0.output) })
  }()
}

extension SourceFile {
  /// True for the rooms that decide over values: the same answer whatever the disk does.
  var isPureRoom: Bool {
    guard isBelow("Sources/PicsortCore") else { return false }
    return isBelow(
      "Sources/PicsortCore/Dating", "Sources/PicsortCore/Planning", "Sources/PicsortCore/Assets",
      "Sources/PicsortCore/Takeout", "Sources/PicsortCore/Undo")
      || name.hasSuffix("Format.swift") || name.contains("Decision")
      || ["LibraryBooks.swift", "JournalAudit.swift"].contains(name)
  }

  fileprivate var importedModules: [(line: Int, name: String)] {
    matches(of: importLine).map { ($0.line, String($0.match.output.1)) }
  }

  fileprivate var mediaFormats: [(line: Int, name: String)] {
    matches(of: formatValue).map { ($0.line, String($0.match.output.1)) }
  }
}

// Regexes are not Sendable, so each is made where it is asked for.
private var importLine: Regex<(Substring, Substring)> {
  #/
    ^ \s* (?: @\w+ \s+ )* (?: \w+ \s+ )? import \s+
    (?: (?: struct|class|enum|protocol|func|var|let|typealias ) \s+ )? (\w+)
  /#
}
private var capitalWord: Regex<Substring> { /\b[A-Z]\w+/ }
private var topLevelType: Regex<(Substring, Substring)> {
  /^package (?:final )?(?:struct|enum|class|actor|protocol|typealias) (\w+)/
}
private var anyWord: Regex<Substring> { /\w+/ }
private var formatValue: Regex<(Substring, Substring)> {
  /static let (\w+)(?:: MediaFormat\b|(?:: \w+)? = MediaFormat\()/
}
