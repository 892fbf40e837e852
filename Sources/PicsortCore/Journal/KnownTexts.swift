import Platform

/// Texts that many lines repeat, like the names of cameras, each kept once: a million files share
/// the storage of a few hundred.
///
/// A text has one place by its bytes; another one that falls there takes it, so that there are
/// never more of them, whatever a journal says.
struct KnownTexts {
  private var places: [(bytes: [UInt8], text: String)] = Array(repeating: ([], ""), count: count)

  private static let count = 256

  /// The text that the bytes of `block` in `range` are; nil when they are not valid UTF-8.
  mutating func text(_ range: Range<Int>, of block: [UInt8]) -> String? {
    var hash: UInt = 0
    for index in range { hash = (hash ^ UInt(block[index])) &* 0x0100_0000_01B3 }
    let place = Int(hash >> 20 & 0xFF)
    if block.has(places[place].bytes, in: range) { return places[place].text }
    guard let text = String(validating: block[range], as: UTF8.self) else { return nil }
    places[place] = (Array(block[range]), text)
    return text
  }
}
