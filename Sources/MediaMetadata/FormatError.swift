/// Why a file could not be read as the format it seemed to be.
package enum FormatError: Error, Equatable, Sendable {
  /// `wanted` bytes at `offset` are not all there.
  case truncated(offset: Int, wanted: Int)
  /// Something at `offset` contradicts the format.
  case malformed(String, offset: Int)
  /// The system refused to read at `offset`; `code` is the errno.
  case unreadable(offset: Int, code: Int32)
}

extension FormatError {
  /// True when the bytes are at fault; false when the disk is, and trying again may help.
  package var isDamage: Bool {
    switch self {
    case .truncated, .malformed: true
    case .unreadable: false
    }
  }
}

/// The result of `read`; nil where the bytes are damaged, so that what was found elsewhere stays
/// found. Throws only what the disk is to blame for.
package func passingDamage<Value>(
  _ read: () throws(FormatError) -> Value
) throws(FormatError) -> Value? {
  do {
    return try read()
  } catch {
    guard error.isDamage else { throw error }
    return nil
  }
}
