/// Why a file could not be read as the format it seemed to be.
package enum FormatError: Error, Equatable, Sendable {
  /// `wanted` bytes at `offset` are not all there.
  case truncated(offset: Int, wanted: Int)
  /// Something at `offset` contradicts the format.
  case malformed(String, offset: Int)
  /// The system refused to read at `offset`; `code` is the errno.
  case unreadable(offset: Int, code: Int32)
}
