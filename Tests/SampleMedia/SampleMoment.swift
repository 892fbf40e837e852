/// A wall clock, in the spellings that files use.
package struct SampleMoment: Hashable, Sendable {
  package var year: Int
  package var month: Int
  package var day: Int
  package var hour: Int
  package var minute: Int
  package var second: Int

  package init(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 12, _ minute: Int = 0, _ second: Int = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// `2023:12:25 14:30:00`.
  package var exif: String { "\(date(":")) \(time(":"))" }
  /// `2023-12-25T14:30:00`.
  package var iso: String { "\(date("-"))T\(time(":"))" }
  /// `20231225`, as cameras put it into names.
  package var compactDate: String { date("") }
  /// `143000`.
  package var compactTime: String { time("") }
  /// The folder it belongs in, `12.2023`.
  package var folder: String { "\(digits(month, 2)).\(digits(year, 4))" }

  /// Seconds from 1970 on the same clock; days counted as if the year began in March.
  package var secondsSince1970: Int {
    let marchYear = month <= 2 ? year - 1 : year
    let marchMonth = (month + 9) % 12
    let days =
      marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400
      + (marchMonth * 306 + 5) / 10 + day - 1 - 719_468
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }

  private func date(_ separator: String) -> String {
    [digits(year, 4), digits(month, 2), digits(day, 2)].joined(separator: separator)
  }

  private func time(_ separator: String) -> String {
    [hour, minute, second].map { digits($0, 2) }.joined(separator: separator)
  }

  private func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}

/// Numbers that look random and are the same for the same seed (Vigna's SplitMix64).
package struct SampleNumbers: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// Takes away, adds or changes at most `most` bytes of `bytes`, which must be more than that.
  /// What comes in is of `alphabet`.
  package mutating func damage(_ bytes: inout [UInt8], with alphabet: [UInt8], most: Int) {
    for _ in 0..<Int.random(in: 0...most, using: &self) {
      let place = Int.random(in: 0..<bytes.count, using: &self)
      let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &self)]
      switch Int.random(in: 0..<4, using: &self) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(byte, at: place)
      default: bytes[place] = byte
      }
    }
  }
}
