/// Words of at most 32 bytes that are written so often that each is kept in one piece.
///
/// Public for the sake of `TextBuffer`, as there.
public struct ShortWords: Sendable {
  /// One word, with zeros behind it.
  @usableFromInline struct Word: Sendable {
    @usableFromInline var bytes = SIMD4<UInt64>()
    @usableFromInline var length = 0

    init() {}
  }

  /// Bytes of the longest word; of a longer one the end is cut off.
  package static var longest: Int { 32 }

  @usableFromInline let words: [Word]

  /// How many there are.
  @inlinable public var count: Int { words.count }

  package init(_ texts: some Sequence<String>) {
    words = texts.map { text in
      var word = Word()
      for byte in text.utf8.prefix(Self.longest) {
        word.bytes[word.length / 8] |= (UInt64(byte) << UInt64(word.length % 8 * 8)).littleEndian
        word.length += 1
      }
      return word
    }
  }
}
