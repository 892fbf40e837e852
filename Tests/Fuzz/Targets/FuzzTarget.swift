/// Something that reads bytes of which nothing is known.
package struct FuzzTarget: Sendable {
  /// One word, as `scripts/fuzz` takes it.
  package let name: String
  /// What it hands the bytes to.
  package let summary: String
  /// Reads the bytes. Whatever they are, it comes back soon, and throws only when what came of
  /// them is not what the documentation of the reader promises.
  package let read: @Sendable ([UInt8]) throws(BrokenPromise) -> Void

  /// Every target; a format that joins `MediaFormat.all` is in it.
  package static let all: [FuzzTarget] = files + blocks + texts + state

  /// The target with that name; nil when there is none.
  package static func named(_ name: String) -> FuzzTarget? {
    all.first { $0.name == name }
  }
}

/// What a reader promised and did not keep.
package struct BrokenPromise: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Throws `BrokenPromise` unless the promise was kept.
func promise(
  _ isKept: Bool, _ description: @autoclosure () -> String
) throws(BrokenPromise) {
  guard isKept else { throw BrokenPromise(description()) }
}
