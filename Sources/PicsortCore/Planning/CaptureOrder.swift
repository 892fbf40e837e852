import MediaMetadata
import Platform

/// The order in which new names are given away: that of the shots, so that `-2` and `-3` of one
/// second follow each other as the pictures do.
enum CaptureOrder {
  /// By the wall clock with its fraction, then by path, then by number.
  static func precedes(
    _ left: (date: CaptureDate, file: PlanFile), _ right: (date: CaptureDate, file: PlanFile)
  ) -> Bool {
    if left.date.local != right.date.local { return left.date.local < right.date.local }
    let (one, other) = (left.file.path.bytes, right.file.path.bytes)
    if one != other { return precedes(one, other) }
    return left.file.number < right.file.number
  }

  /// Runs of digits count as numbers, so that `IMG_9` comes before `IMG_10`; other bytes, and
  /// numbers that are equal but for zeros in front, by their values.
  static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    var (one, other) = (left[...], right[...])
    while let first = one.first, let second = other.first {
      if isDigit(first), isDigit(second) {
        let (a, b) = (takeNumber(&one), takeNumber(&other))
        if a.count != b.count { return a.count < b.count }
        if !a.elementsEqual(b) { return a.lexicographicallyPrecedes(b) }
      } else if first != second {
        return first < second
      } else {
        one.removeFirst()
        other.removeFirst()
      }
    }
    if one.isEmpty != other.isEmpty { return one.isEmpty }
    return left.lexicographicallyPrecedes(right)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// The digits in front, without leading zeros.
  private static func takeNumber(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = bytes.prefix(while: isDigit)
    bytes = bytes.dropFirst(digits.count)
    return digits.drop { $0 == 0x30 }
  }
}
