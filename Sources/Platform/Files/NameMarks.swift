/// What one pass over a file's name finds: for who asks of a million names whether they are worth
/// a closer look.
package struct NameMarks: Sendable {
  /// False when a byte of it is not ASCII; then letters that are the same may be other bytes.
  package private(set) var isASCII = true
  /// True when it has a `-` or a `~`.
  package private(set) var hasJoint = false
  package private(set) var dots = 0
  /// Hash of the whole name, with ASCII letters in lower case.
  package private(set) var hash = NameMarks.seed
  /// The same of the name without its extension.
  package private(set) var stemHash = NameMarks.seed

  // FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv
  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  /// Of `name`, which is no path.
  package init(_ name: some Sequence<UInt8>) {
    var hasStem = false
    var isAtStart = true
    var isAtDot = false
    for byte in name {
      isAtDot = byte == UInt8(ascii: ".")
      if isAtDot {
        dots &+= 1
        stemHash = hash
        hasStem = !isAtStart
      }
      isAtStart = false
      hasJoint = hasJoint || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "~")
      isASCII = isASCII && byte < 0x80
      let isCapital = byte &- UInt8(ascii: "A") < 26
      hash = (hash ^ UInt64(isCapital ? byte | 0x20 : byte)) &* Self.prime
    }
    // Where the last dot is at either end there is no extension.
    if !hasStem || isAtDot { stemHash = hash }
  }
}

extension Path {
  /// The marks of its last component.
  package var nameMarks: NameMarks { NameMarks(bytes[lastComponentRange]) }
}
