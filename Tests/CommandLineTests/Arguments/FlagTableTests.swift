import Testing

@testable import picsort

struct `The table of flags` {
  @Test func `shares no long name, negations included`() {
    let names = Flag.all.flatMap(\.longNames)
    #expect(Set(names).count == names.count)
  }

  @Test func `shares no short name`() {
    let names = Flag.all.compactMap(\.short)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: Flag.all.map(\.long))
  func `holds names of lower-case letters and dashes`(name: String) throws {
    let flag = try #require(Flag.all.first { $0.long == name })
    for name in flag.longNames {
      #expect(name.count > 1)
      #expect(name.allSatisfy { $0 == "-" || ("a"..."z").contains($0) })
      #expect(name.first != "-" && name.last != "-")
    }
    if let short = flag.short { #expect(short.isASCII && short.isLetter) }
  }

  @Test(arguments: Flag.all.map(\.long))
  func `has texts in their form`(name: String) throws {
    let flag = try #require(Flag.all.first { $0.long == name })
    #expect(flag.summary.count <= 50)
    #expect(flag.summary.last != ".")
    #expect(flag.summary.first?.isLowercase == true)
    #expect(flag.details.last == ".")
    #expect(flag.details.first?.isUppercase == true)
    #expect(!flag.details.contains("  "))
    let ascii = (flag.summary + flag.details).allSatisfy { $0.isASCII }
    #expect(ascii, "every terminal and every roff shows ASCII")
  }

  @Test func `has an upper-case word for every value`() {
    for value in Flag.all.compactMap(\.value) {
      #expect(!value.name.isEmpty)
      #expect(value.name.allSatisfy { ("A"..."Z").contains($0) })
    }
  }

  @Test func `has negations for switches only`() {
    for flag in Flag.all where flag.negated != nil { #expect(flag.value == nil) }
  }

  @Test func `names only commands that exist`() {
    let names = Set(Command.all.map(\.name))
    for flag in Flag.all {
      if case .only(let commands) = flag.scope { #expect(names.isSuperset(of: commands)) }
    }
  }

  @Test func `names the choices of a closed set in its text`() {
    for flag in Flag.all where !flag.isHidden {
      guard case .choice(let choices) = flag.value?.kind else { continue }
      for choice in choices {
        #expect(flag.details.contains("'\(choice)'"), "--\(flag.long) does not explain \(choice)")
      }
    }
  }

  /// The options that scripts may rely on (design, section 4).
  @Test func `holds every promised option`() {
    let promised: [(String, Character?)] = [
      ("source", "s"), ("output", "o"), ("resume", nil), ("force", nil), ("copy", nil),
      ("dry-run", "n"), ("layout", nil), ("name", nil), ("locale", nil), ("duplicates", nil),
      ("undated", nil), ("use-mtime", nil),
      ("timezone", nil), ("state-file", nil), ("checkpoint-items", nil),
      ("checkpoint-seconds", nil), ("json", nil), ("quiet", "q"), ("verbose", "v"),
      ("progress", nil), ("no-color", nil), ("yes", "y"), ("no-input", nil), ("version", "V"),
      ("help", "h"),
    ]
    for (long, short) in promised {
      let flag = Flag.all.first { $0.long == long }
      #expect(flag != nil, "--\(long) is missing")
      #expect(flag?.short == short)
    }
  }
}

struct `The table of commands` {
  @Test func `shares no name and lists none that does not exist yet`() {
    let names = Command.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names).isDisjoint(with: Command.planned))
  }

  @Test func `has exactly one command without a word`() {
    #expect(Command.all.filter { $0.word == nil }.map(\.name) == ["organize"])
  }

  @Test func `names verbs after their command`() {
    let verbs = Command.all.filter { $0.parent != nil }
    #expect(verbs.count == 7)
    for verb in verbs {
      #expect([verb.parent, verb.word].compactMap(\.self).joined(separator: " ") == verb.name)
      #expect(Command.top.contains { $0.name == verb.parent })
    }
  }

  @Test(arguments: Command.all.map(\.name))
  func `refuses an unknown option with every command`(name: String) throws {
    let command = try #require(Command.all.first { $0.name == name })
    let line = [command.parent, command.word].compactMap(\.self) + ["--no-such-option"]
    #expect(throws: ArgumentError.unknownOption("--no-such-option", suggestions: [])) {
      try ArgumentReader().read(line.map { Word($0.utf8) })
    }
  }

  @Test func `has texts in their form`() {
    for command in Command.all {
      #expect(command.summary.count <= 50)
      #expect(command.summary.last != ".")
      #expect(command.details.last == ".")
      #expect(!command.synopsis.isEmpty)
      #expect(command.exitStatuses.contains(.usage))
    }
  }
}
