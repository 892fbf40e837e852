import CPlatform

/// The names of months and weekdays in one of the C library's locales.
package struct SystemLocale: Sendable {
  /// January first, in the form that stands alone.
  package let months: [String]
  package let shortMonths: [String]
  /// Monday first.
  package let weekdays: [String]
  package let shortWeekdays: [String]

  /// The locale that `name` means: `de_DE.UTF-8` is that one, `de_DE` is tried in UTF-8 first, `de`
  /// is German in Germany before any other. Nil when the system has none, or none in UTF-8.
  package init?(_ name: String) {
    guard Self.isName(name) else { return nil }
    for candidate in Self.candidates(name) {
      guard let locale = unsafe picsort_open_locale(candidate) else { continue }
      defer { unsafe picsort_close_locale(locale) }
      if let names = unsafe Self(names: locale) {
        self = names
        return
      }
    }
    return nil
  }

  private init?(names locale: UnsafeMutableRawPointer) {
    let isUTF8 = unsafe Self.text(picsort_locale_encoding(locale))?.uppercased() == "UTF-8"
    func list(_ indices: some Sequence<Int32>, _ name: (Int32) -> String?) -> [String]? {
      let all = indices.compactMap(name).filter { isUTF8 || $0.utf8.allSatisfy { $0 < 0x80 } }
      return all.count == indices.underestimatedCount ? all : nil
    }
    let sundayLast: [Int32] = [1, 2, 3, 4, 5, 6, 0]
    guard
      let months = list(0..<12, { unsafe Self.text(picsort_month_name(locale, $0, 0)) }),
      let shortMonths = list(0..<12, { unsafe Self.text(picsort_month_name(locale, $0, 1)) }),
      let weekdays = list(sundayLast, { unsafe Self.text(picsort_weekday_name(locale, $0, 0)) }),
      let shortWeekdays = list(
        sundayLast, { unsafe Self.text(picsort_weekday_name(locale, $0, 1)) })
    else { return nil }
    self.months = months
    self.shortMonths = shortMonths
    self.weekdays = weekdays
    self.shortWeekdays = shortWeekdays
  }

  /// Text of the C library, when it is there and valid UTF-8.
  private static func text(_ start: UnsafePointer<CChar>?) -> String? {
    guard let start = unsafe start else { return nil }
    return unsafe String(validatingCString: start)
  }

  /// Letters, digits and what joins them: never a path, never the environment's choice.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "@"): true
        default: false
        }
      }
  }

  /// The C library's names to try, best first.
  private static func candidates(_ name: String) -> [String] {
    guard !name.contains(".") else { return [name] }
    let modifier = name.firstIndex(of: "@").map { String(name[$0...]) } ?? ""
    let base = String(name.dropLast(modifier.count))
    let exact = [base + ".UTF-8" + modifier, base + ".utf8" + modifier, name]
    guard !base.contains("_"), modifier.isEmpty else { return exact }
    // A language alone: its own country (de_DE) before the others (de_AT has a name of its own for
    // January).
    let ofLanguage = available().filter { $0.hasPrefix(base + "_") }
    let home = base + "_" + base.uppercased()
    return exact + ofLanguage.filter { $0.hasPrefix(home) }
      + ofLanguage.filter { !$0.hasPrefix(home) }
  }

  /// What `locale -a` lists, as far as it is found where the C library keeps it, in byte order.
  package static func available() -> [String] {
    var names: Set<String> = ["C", "POSIX"]
    for root in places {
      guard let folder = try? Folder(at: root), let entries = try? folder.entries() else {
        continue
      }
      for entry in entries {
        // A folder of that name holds translations.
        guard let locale = try? folder.folderFollowingLinks(entry.name),
          let name = entry.name.utf8, let time = try? locale.status(of: Path("LC_TIME")),
          time.kind != .folder
        else { continue }
        names.insert(name)
      }
      if let archive = try? folder.open(Path("locale-archive")) {
        names.formUnion(LocaleArchive.names(in: archive))
      }
    }
    return names.sorted { Path($0) < Path($1) }
  }

  /// Where compiled locales are: glibc's, and those of macOS and the BSDs.
  private static let places = [Path("/usr/lib/locale"), Path("/usr/share/locale")]
}
