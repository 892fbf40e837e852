/// Makers whose cameras write local time into the movie header, which should be UTC.
package enum LocalClockMakers {
  /// Beginnings of maker names, in lower case, and who reported it.
  package static let all: [(maker: String, source: String)] = [
    ("nikon", "immich issue 13623")
  ]

  /// True when `make`, as the file says it, is one of them.
  static func include(_ make: String?) -> Bool {
    guard let make = make?.lowercased() else { return false }
    return all.contains { make.hasPrefix($0.maker) }
  }
}
