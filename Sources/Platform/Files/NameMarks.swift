/// What one pass over a file's name finds: for who asks of a million names whether they are worth
/// a closer look.
package struct NameMarks: Sendable {
  /// False when a byte of it is not ASCII; then letters that are the same may be other bytes.
  package let isASCII: Bool
  /// True when it has a `-` or a `~`.
  package let hasJoint: Bool
  package let dots: Int
  /// Hash of the whole name, with ASCII letters in lower case.
  package let hash: UInt64
  /// The same of the name without its extension.
  package let stemHash: UInt64

  // FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv
  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  /// Of `name`, which is no path.
  package init(_ name: [UInt8]) { self.init(name, in: name.indices) }

  /// Of the name in `range` of `bytes`, which is inside.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    var (hash, stemHash) = (Self.seed, Self.seed)
    var (all, joints, dots) = (UInt8(0), false, 0)
    var lastDot = range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      all |= byte
      if byte == UInt8(ascii: ".") {
        dots &+= 1
        (stemHash, lastDot) = (hash, index)
      } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "~") {
        joints = true
      }
      hash = (hash ^ UInt64(byte.asciiLowercased)) &* Self.prime
      index &+= 1
    }
    isASCII = all < 0x80
    hasJoint = joints
    self.dots = dots
    self.hash = hash
    // Where the last dot is at either end there is no extension.
    let hasExtension = lastDot > range.lowerBound && lastDot &+ 1 < range.upperBound
    self.stemHash = hasExtension ? stemHash : hash
  }
}

extension Path {
  /// The marks of its last component.
  package var nameMarks: NameMarks { NameMarks(bytes, in: lastComponentRange) }
}
