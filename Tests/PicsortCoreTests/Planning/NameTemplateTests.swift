import MediaMetadata
import PicsortCore
import Platform
import Testing

@Suite struct NameTemplateTests {
  private static func stem(
    _ template: String, _ values: LayoutValues = LayoutTemplateTests.values()
  ) throws -> String {
    try NameTemplate(template).stem(for: values)
  }

  @Test(arguments: [
    ("{yyyy}{MM}{dd}_{HH}{mm}{ss}", "20030209_040506"), ("{stem}", "IMG_0001"),
    ("{camera} {stem}", "Canon EOS 5D IMG_0001"), ("Oslo", "Oslo"), ("a.b", "a.b"),
    ("{SSS|000}", "000"), ("{{{yy}}}", "{03}"),
  ])
  func `a stem is filled`(_ template: String, _ stem: String) throws {
    #expect(try Self.stem(template) == stem)
    #expect(try NameTemplate(template).text == template)
  }

  @Test(
    arguments: [
      ("", .empty), ("{yyyy}/{MM}", .separator(offset: 6)), ("/{MM}", .separator(offset: 0)),
      ("{stem}.{ext}", .ownExtension(offset: 7)), ("{ext|x}", .ownExtension(offset: 0)),
      (" ", .emptyPart(offset: 0)), ("..", .leadingDot(offset: 0)),
      ("a\u{0}", .controlCharacter(offset: 1)),
      ("{stam}", .unknownToken(name: "stam", offset: 0, nearest: .stem)),
      ("{HH|a/b}", .badFallback(offset: 4, length: 3)),
    ] as [(String, LayoutError)])
  func `a bad template is refused`(_ template: String, _ expected: LayoutError) {
    let error = #expect(throws: LayoutError.self) { try NameTemplate(template) }
    #expect(error == expected)
    #expect(error?.explanation.isEmpty == false)
  }

  @Test func `dates without a time need a fallback to look well`() throws {
    let day = LayoutTemplateTests.values(precision: .day)
    #expect(try Self.stem("{yyyy}{MM}{dd}_{HH}", day) == "20030209_unknown")
    #expect(try Self.stem("{yyyy}{MM}{dd}_{HH|00}{mm|00}", day) == "20030209_0000")
  }

  // MARK: - No template leaves the output

  private static let hostile = [
    "", " ", ".", "..", "...", "../..", "/", "//", "/etc/passwd", "a/../b", "\u{0}", "..\u{0}",
    ". .", "\u{0}..", "\u{FF0E}\u{FF0E}", "..\u{301}", "./\u{301}..", "\u{301}", "\u{202E}gpj.exe",
    "con", "NUL", "a:b", "a?b*c<d>e|f\"g", "C:\\x", "\\\\server", "~", "-rf",
    "🏖", "👨‍👩‍👧‍👦", "e\u{301}",
    "{MM}", "}", "a\nb", "\u{1B}[31m", "\u{2028}", "\u{85}", "trailing.", " lead",
    String(repeating: "x", count: 300), String(repeating: "🏖", count: 100),
    "e" + String(repeating: "\u{301}", count: 300), String(repeating: "../", count: 100),
    ".picsort", ".", "picsort",
  ]

  /// Tokens, fallbacks, slashes and every hostile text, in any order.
  private static func template(_ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...6, using: &random)).map { _ in
      switch Int.random(in: 0..<6, using: &random) {
      case 0...2:
        LayoutToken.allCases.randomElement(using: &random).map { "{\($0.rawValue)}" } ?? ""
      case 3: "{stem|\(hostile.randomElement(using: &random) ?? "")}"
      case 4: "/"
      default: hostile.randomElement(using: &random) ?? ""
      }
    }
    .joined()
  }

  private static func values(_ random: inout SeededGenerator) -> LayoutValues {
    func text() -> String { hostile.randomElement(using: &random) ?? "" }
    return LayoutValues(
      date: clock("2023-12-25T14:30:00"),
      precision: [.month, .day, .minute, .second, .subsecond].randomElement(using: &random)
        ?? .month,
      make: text(), model: text(), stem: text(), fileExtension: text(), kind: .photo,
      sourceFolder: text(), album: text())
  }

  private static func isPlain(_ part: some BidirectionalCollection<UInt8>) -> Bool {
    !part.isEmpty && part.count <= 255 && part.first != UInt8(ascii: ".")
      && part.last != UInt8(ascii: ".") && !part.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0x2F }
  }

  @Test func `no template and no value leaves the output`() {
    var random = SeededGenerator(seed: 20_231_225)
    let names = DateNames(
      months: Array(repeating: "../..", count: 12), shortMonths: Array(repeating: ".", count: 12),
      weekdays: Array(repeating: "/", count: 7), shortWeekdays: Array(repeating: "", count: 7))
    var folders = 0
    var stems = 0
    for _ in 0..<20_000 {
      let text = Self.template(&random)
      let values = Self.values(&random)
      if let template = try? LayoutTemplate(text, dateNames: names) {
        folders += 1
        let folder = Array(template.folder(for: values).utf8)
        let parts = folder.split(separator: 0x2F, omittingEmptySubsequences: false)
        #expect(parts.allSatisfy(Self.isPlain), "\(text.debugDescription)")
        #expect(!Path(bytes: folder).isAbsolute)
      }
      if let template = try? NameTemplate(text, dateNames: names) {
        stems += 1
        let stem = template.stem(for: values)
        #expect(Self.isPlain(Array(stem.utf8)), "\(text.debugDescription)")
        for name in AssetNames.names(
          for: [Path("a.jpg"), Path("a.jpg.xmp"), Path("b.mov")], stem: stem)
        {
          #expect(Self.isPlain(name.bytes) && name.bytes.count <= 247)
        }
      }
    }
    // Most templates are refused for a slash or a dot; enough are not.
    #expect(folders > 2000 && stems > 2000)
  }
}
