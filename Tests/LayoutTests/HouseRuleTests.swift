import Foundation
import Testing

@Suite("House rules")
struct HouseRuleTests {
  @Test(arguments: HouseRule.all)
  func `the sources keep the rule`(rule: HouseRule) {
    for file in SourceFile.all where rule.applies(file) {
      for offence in rule.offences(file) {
        Issue.record("\(file.path):\(offence.line): \(rule.name); \(offence.advice)")
      }
    }
  }

  @Test(arguments: HouseRule.all)
  func `the rule sees what breaks it and nothing else`(rule: HouseRule) {
    for file in rule.broken {
      #expect(rule.applies(file) && !rule.offences(file).isEmpty, "not seen: \(file.lines)")
    }
    for file in rule.kept where rule.applies(file) {
      #expect(rule.offences(file).isEmpty, "wrongly seen: \(file.lines)")
    }
  }

  @Test func `the sources are found`() {
    for folder in ["Sources/MediaMetadata", "Sources/Platform", "Sources/PicsortCore", "Tests"] {
      #expect(SourceFile.all.contains { $0.isBelow(folder) }, "nothing found below \(folder)")
    }
  }

  @Test func `every exception is still needed`() {
    let paths = Set(SourceFile.all.map(\.path))
    for path in Exceptions.unsafeFiles.union(Exceptions.trappingFiles)
      .union(Exceptions.longerFiles.keys)
    {
      #expect(paths.contains(path), "\(path) is gone: take it out of Exceptions")
    }
    let keys = Exceptions.documentedElsewhere.union(Exceptions.longerFunctions.keys)
    for path in keys.compactMap({ $0.split(separator: ":").first }) {
      #expect(paths.contains(String(path)), "\(path) is gone: take it out of Exceptions")
    }
  }
}

@Suite("Code blanker")
struct CodeBlankerTests {
  @Test(arguments: [
    ("a // b", "a     "),
    ("a /* b /* c */ d */ e", "a                   e"),
    ("a(\"b\\\"c\")", "a(      )"),
    ("a(\"b\\(c(\"d\"))e\") + f", "a(             ) + f"),
    ("#\"a\"b\"# + c", "        + c"),
    ("\"\"\"\n  a \"b\"\n  \"\"\" + c", "   \n       \n      + c"),
    ("func `try! it`() {}", "func          () {}"),
    ("let ä = \"ö\"", "let ä =     "),
  ])
  func `comments, texts and backticked names become spaces`(text: String, code: String) {
    #expect(CodeBlanker.blank(text) == code)
  }
}
