/// Numbers as people read them, the same in every locale.
enum Figures {
  /// `1,204`.
  static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return number < 0 ? "-" + result : result
  }

  /// `1 file`, `1,204 files`.
  static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    grouped(number) + " " + (number == 1 ? one : many ?? one + "s")
  }

  /// Decimal units (SI): `13.8 GB`.
  static func bytes(_ count: Int) -> String {
    let unit = Unit.fitting(Double(count))
    return unit.number(Double(count)) + " " + unit.name
  }

  /// `5.1/13.8 GB`, both in the unit of the whole.
  static func bytes(_ part: Int, of whole: Int) -> String {
    let unit = Unit.fitting(Double(whole))
    return unit.number(Double(part)) + "/" + unit.number(Double(whole)) + " " + unit.name
  }

  /// Elapsed or remaining time: `0:42`, `1:02:03`.
  static func clock(_ seconds: Double) -> String {
    let total = whole(seconds)
    let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60)
    let tail = (rest < 10 ? ":0" : ":") + String(rest)
    guard hours > 0 else { return String(minutes) + tail }
    return String(hours) + (minutes < 10 ? ":0" : ":") + String(minutes) + tail
  }

  /// Time in a sentence: `0.4 s`, `42 s`, `3 min 5 s`, `2 h 1 min`.
  static func duration(_ seconds: Double) -> String {
    if seconds.isFinite, seconds < 9.95 { return decimal(max(0, seconds)) + " s" }
    let total = whole(seconds.rounded())
    if total < 60 { return "\(total) s" }
    if total < 3600 {
      return total % 60 == 0 ? "\(total / 60) min" : "\(total / 60) min \(total % 60) s"
    }
    let minutes = total / 60 % 60
    return grouped(total / 3600) + " h" + (minutes == 0 ? "" : " \(minutes) min")
  }

  /// Seconds east of UTC: `+01:00`, and `-00:25:21` for what was in force before zones were.
  static func offset(_ seconds: Int) -> String {
    let total = Int(min(seconds.magnitude, 359_999))
    let parts = [total / 3600, total / 60 % 60, total % 60].prefix(total % 60 == 0 ? 2 : 3)
    let digits = parts.map { $0 < 10 ? "0\($0)" : String($0) }
    return (seconds < 0 ? "-" : "+") + digits.joined(separator: ":")
  }

  /// One decimal: `13.8`.
  static func decimal(_ value: Double) -> String {
    let tenths = whole((value * 10).rounded())
    return "\(grouped(tenths / 10)).\(tenths % 10)"
  }

  /// Whole part of a number that may be anything; never negative.
  static func whole(_ value: Double) -> Int {
    guard value.isFinite, value > 0 else { return 0 }
    return Int(exactly: min(value, 1e15).rounded(.down)) ?? 0
  }

  private struct Unit {
    let size: Double
    let name: String

    static let all = [
      Unit(size: 1, name: "B"), Unit(size: 1e3, name: "kB"), Unit(size: 1e6, name: "MB"),
      Unit(size: 1e9, name: "GB"), Unit(size: 1e12, name: "TB"), Unit(size: 1e15, name: "PB"),
    ]

    /// The largest unit in which `count` is at least 1 once it is rounded.
    static func fitting(_ count: Double) -> Unit {
      all.last { count >= $0.size * 0.9995 } ?? Unit(size: 1, name: "B")
    }

    /// One decimal below 100, none above and for single bytes.
    func number(_ count: Double) -> String {
      let value = count / size
      if size == 1 || value >= 99.95 { return Figures.grouped(Figures.whole(value.rounded())) }
      return Figures.decimal(value)
    }
  }
}
