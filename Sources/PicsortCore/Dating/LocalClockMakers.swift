/// Cameras that write local time into the movie header, which should be UTC.
package enum LocalClockMakers {
  /// A maker, by the beginning of its name in lower case.
  package struct Entry: Sendable {
    package let maker: String
    /// Whether this model of the maker does; all do where a table has no more to say.
    let includes: @Sendable (_ model: String?) -> Bool
    /// Who reported it.
    package let source: String
  }

  package static let all: [Entry] = [
    Entry(
      maker: "nikon", includes: { _ in true },
      source: "immich issues 13009 and 13623, pulsejet/memories issue 1256"),
    // A HERO11 and its successors know their zone and write UTC.
    Entry(
      maker: "gopro", includes: { model in heroNumber(model).map { $0 < 11 } ?? false },
      source: "pulsejet/memories issue 1256, gopro/OpenGoPro issue 585"),
  ]

  /// True when the camera is one of them; `make` and `model` as the file says them.
  static func include(make: String?, model: String?) -> Bool {
    guard let make = make?.lowercased() else { return false }
    return all.contains { make.hasPrefix($0.maker) && $0.includes(model) }
  }

  /// 8 of `HERO8 Black`.
  private static func heroNumber(_ model: String?) -> Int? {
    guard let model = model?.uppercased(), model.hasPrefix("HERO") else { return nil }
    let rest = model.dropFirst(4).drop { $0 == " " }
    return Int(rest.prefix { $0.isASCII && $0.isNumber })
  }
}
