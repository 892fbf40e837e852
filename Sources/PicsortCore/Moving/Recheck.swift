import Platform

/// Files noted as done that are not taken for it until their content was looked at, and what is
/// known of that content.
package struct Recheck: Sendable {
  private let doubted: Set<Int>
  private let known: [Int: Digest]

  /// So many bytes are hashed of the ends of a file, or all of it when it has no more.
  private static let bothEnds = 2 * DuplicateFinder.endLength

  package init() {
    doubted = []
    known = [:]
  }

  package init(_ state: OperationState) {
    doubted = state.doubted
    var known: [Int: Digest] = [:]
    for file in doubted {
      let content = state.contents[file]
      known[file] = state.copied[file] ?? content?.whole
      // Both ends of a small file are all of it.
      if known[file] == nil, let size = state.files[file]?.identity.size, size <= Self.bothEnds {
        known[file] = content?.ends
      }
    }
    self.known = known
  }

  func isDoubted(_ file: Int) -> Bool { doubted.contains(file) }

  func digest(of file: Int) -> Digest? { known[file] }
}

// If the machine dies while files are looked at again, those not yet noted as done are still in
// doubt: the next process looks at them in the same way.

extension Mover {
  /// Reads a file in doubt that stands at its place and whose source is gone. Nil when nothing
  /// speaks against it; its hash, where nobody knew it, is noted then.
  ///
  /// - Parameter item: what is said to have arrived.
  /// - Returns: why it is not taken for done, or that a stop was asked for meanwhile.
  /// - Throws: when the journal cannot be written.
  mutating func recheck(_ item: MoveItem) throws(StopReason) -> Settlement? {
    let number = item.move.file
    guard content.isDoubted(number), let folder = targets.existing(item.target.parent) else {
      return nil
    }
    let found: Digest
    do throws(SystemError) {
      let file = try folder.open(item.target.lastComponent)
      // From the medium, and not what memory remembers of it.
      file.dropCache()
      let stop = recorder.stopRequest
      guard case .whole(_, let digest) = try file.hash(proceed: { _ in !stop.isStopping }) else {
        return .open
      }
      found = digest
    } catch {
      return try failure(error, item, "reading it again failed")
    }
    digests[number] = found
    guard let known = content.digest(of: number) else {
      // Of a copy that nobody compared it says nothing about the original.
      guard readsBack else { return nil }
      try journal(.hash(file: number, ends: nil, whole: found))
      return nil
    }
    guard found != known else { return nil }
    return .failed(
      reason: "its bytes in \(output.words.to) are not those that were noted, and its source is "
        + "gone",
      nextStep: "look at it; if it is damaged, take it from a backup")
  }
}
