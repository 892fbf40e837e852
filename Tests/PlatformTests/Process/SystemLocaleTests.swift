import Platform
import Testing

@Suite("Names of months in the system's locales")
struct SystemLocaleTests {
  /// A locale beside the C library's own, where one is installed.
  private static let foreign = SystemLocale.available()
    .first { !$0.hasPrefix("C") && $0 != "POSIX" && SystemLocale($0) != nil }
  private static let hasGerman = SystemLocale.available().contains { $0.hasPrefix("de_DE.") }

  @Test(arguments: ["C", "POSIX"])
  func `the C library's own locale is English`(name: String) throws {
    let locale = try #require(SystemLocale(name))
    #expect(locale.months.first == "January" && locale.months.last == "December")
    #expect(locale.shortMonths.first == "Jan" && locale.shortMonths.count == 12)
    #expect(locale.weekdays.first == "Monday" && locale.weekdays.last == "Sunday")
    #expect(locale.shortWeekdays.first == "Mon" && locale.shortWeekdays.count == 7)
  }

  @Test(arguments: [
    "", "xx_XX", "xx", "../C", "/usr/lib/locale/C.utf8", "C/", "C\u{0}", "Zürich", "de_DE.UTF-9",
  ])
  func `what is no locale has no names`(name: String) {
    #expect(SystemLocale(name) == nil)
  }

  @Test func `the system's list has the C library's own`() {
    let available = SystemLocale.available()
    #expect(available.contains("C") && available.contains("POSIX"))
    #expect(Set(available).count == available.count)
  }

  @Test(.enabled(if: foreign != nil, "no locale is installed: nothing to ask it"))
  func `every locale that is listed has all names, in UTF-8, or is refused`() {
    for name in SystemLocale.available() {
      guard let locale = SystemLocale(name) else { continue }
      #expect(locale.months.count == 12 && locale.shortMonths.count == 12, "\(name)")
      #expect(locale.weekdays.count == 7 && locale.shortWeekdays.count == 7, "\(name)")
      #expect(Set(locale.months).count == 12, "\(name)")
    }
  }

  @Test(
    .enabled(if: hasGerman, "de_DE is not installed: its spellings are not tried"),
    arguments: ["de", "de_DE", "de_DE.UTF-8", "de_DE.utf8"])
  func `a language, a country and an encoding lead to the same names`(name: String) throws {
    let locale = try #require(SystemLocale(name))
    #expect(locale.months[0] == "Januar" && locale.months[2] == "März")
    #expect(locale.shortMonths[2] == "Mär")
    #expect(locale.weekdays[0] == "Montag" && locale.shortWeekdays[6] == "So")
  }
}
