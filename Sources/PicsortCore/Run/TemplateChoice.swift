import Platform

extension Configuration {
  /// The templates, read, in the language that was chosen.
  func templates() throws(RunError) -> Templates {
    let dateNames = try dateNames()
    let layoutTemplate: LayoutTemplate
    do throws(LayoutError) {
      layoutTemplate = try LayoutTemplate(layout, dateNames: dateNames)
    } catch {
      throw .usage("--layout \(layout): \(error.explanation)")
    }
    guard let names else { return Templates(layout: layoutTemplate) }
    do throws(LayoutError) {
      return Templates(
        layout: layoutTemplate, name: try NameTemplate(names, dateNames: dateNames))
    } catch {
      throw .usage("--name \(names): \(error.explanation)")
    }
  }

  private func dateNames() throws(RunError) -> DateNames {
    // English needs no locale, and no machine is without it.
    guard let locale, locale != "en" else { return .english }
    guard let system = SystemLocale(locale) else {
      throw .usage(
        "--locale \(locale): this system has no such locale in UTF-8; 'locale -a' lists what it "
          + "has: \(Self.shown(SystemLocale.available(), wanted: locale))")
    }
    return DateNames(
      months: system.months, shortMonths: system.shortMonths, weekdays: system.weekdays,
      shortWeekdays: system.shortWeekdays)
  }

  private static let mostShown = 8

  /// Those of the wanted language first, and not all of hundreds.
  private static func shown(_ available: [String], wanted: String) -> String {
    let language = wanted.prefix(2)
    let near = available.filter { $0.hasPrefix(language) }
    let shown = (near + available.filter { !$0.hasPrefix(language) }).prefix(mostShown)
    return shown.joined(separator: ", ") + (available.count > shown.count ? ", ..." : "")
  }
}
