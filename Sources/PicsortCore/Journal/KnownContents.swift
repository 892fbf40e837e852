package import Platform

/// What is known of a file's content.
package struct KnownContent: Sendable, Equatable {
  package var ends: Digest?
  package var whole: Digest?

  package init(ends: Digest? = nil, whole: Digest? = nil) {
    self.ends = ends
    self.whole = whole
  }
}

/// What is known of the content of files, by their numbers.
package struct KnownContents: Sendable {
  // Apart, because few files have both, and most have neither.
  private var ends: [Int: Digest] = [:]
  private var wholes: [Int: Digest] = [:]

  package init() {}

  package var isEmpty: Bool { ends.isEmpty && wholes.isEmpty }

  /// Nil where nothing is known.
  package subscript(number: Int) -> KnownContent? {
    let content = KnownContent(ends: ends[number], whole: wholes[number])
    return content == KnownContent() ? nil : content
  }

  /// Adds what is not nil, in place of what was known.
  package mutating func note(_ number: Int, ends: Digest?, whole: Digest?) {
    if let ends { self.ends[number] = ends }
    if let whole { wholes[number] = whole }
  }
}
