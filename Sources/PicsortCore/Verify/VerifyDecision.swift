package import Platform

/// What stands at a name on the disk.
package enum Sighting: Sendable, Equatable {
  case absent
  case file(FileIdentity)
  case folder
  case symbolicLink
  /// FIFO, socket, device.
  case special
}

/// What the books and the disk say differently. Words for people are made elsewhere.
package struct Difference: Sendable, Equatable {
  /// What differs; the payload is what a person needs to judge it.
  package enum Kind: Sendable, Equatable {
    /// No file has that name any more.
    case missing
    /// Something that is no regular file has its name.
    case replaced(Sighting)
    /// Bytes.
    case size(expected: Int, found: Int)
    /// Nanoseconds since 1970-01-01 UTC; size, and content as far as it is known, are the books'.
    case time(expected: Int, found: Int)
    case content(expected: Digest, found: Digest)
    /// A planned move whose file is neither in the source nor in the library; its absolute path.
    case vanished(source: Path)
    /// A file that is still to be moved is another than the one that was planned.
    case sourceChanged
    /// There is a state folder and no journal in it.
    case journalMissing
    /// From this byte on the journal is not what was written.
    case journalDamaged(offset: Int)
    case journalFault(JournalFault)
  }

  /// Below the output for files of the library and journals, absolute for files of a source.
  package var path: Path
  package var kind: Kind

  package init(path: Path, kind: Kind) {
    self.path = path
    self.kind = kind
  }
}

/// The rules by which the books are compared with the disk: pure functions over what was seen.
package enum VerifyDecision {
  /// What a look at a file says.
  package enum Look: Sendable, Equatable {
    case same
    case differs(Difference.Kind)
    /// It was only planned, and what stands there is not it: nothing is to be said.
    case irrelevant
  }

  /// Compares size and time.
  package static func look(_ expected: ExpectedFile, _ seen: Sighting) -> Look {
    let kind: Difference.Kind
    switch seen {
    case .absent: kind = .missing
    case .folder, .symbolicLink, .special: kind = .replaced(seen)
    case .file(let found):
      if found.agreesAsCopy(ofNoted: expected.identity) { return .same }
      kind =
        found.size == expected.identity.size
        ? .time(expected: expected.identity.modified, found: found.modified)
        : .size(expected: expected.identity.size, found: found.size)
    }
    return expected.isCertain ? .differs(kind) : .irrelevant
  }

  /// What reading a file says.
  package enum Content: Sendable, Equatable {
    case same
    /// Nobody knew its hash: from now on somebody does.
    case noted
    case differs(Difference.Kind)
  }

  /// Compares the content of a file that was looked at; `look` says whether its time was right.
  package static func content(expected: Digest?, found: Digest, after look: Look) -> Content {
    if let expected, expected != found {
      return .differs(.content(expected: expected, found: found))
    }
    if case .differs(let kind) = look { return .differs(kind) }
    return expected == nil ? .noted : .same
  }

  /// The digest that is believed of a file: the journals', else the catalog's, if that speaks of a
  /// file of this size and time.
  package static func digest(of expected: ExpectedFile, catalog: LibraryFile?) -> Digest? {
    if let digest = expected.digest { return digest }
    guard let catalog,
      catalog.identity.agreesAsCopy(with: expected.identity)
    else { return nil }
    return catalog.digest
  }

  /// How a move stands that an unfinished operation still has before it.
  package enum OpenVerdict: Sendable, Equatable {
    /// The source still has it.
    case waits
    /// The library has it, and nobody noted that.
    case arrived
    case differs(Difference.Kind)
  }

  /// Judges a move that is not settled.
  ///
  /// - Parameters:
  ///   - move: the move.
  ///   - source: what stands at its name in the source.
  ///   - target: what stands at its planned name.
  ///   - hasCopy: a copy as long as the file stands in `tmp/`, which the next run publishes.
  ///   - path: its absolute path in the source.
  /// - Returns: whether the next run finds it.
  package static func open(
    _ move: OpenMove, source: Sighting, target: Sighting, hasCopy: Bool, path: Path
  ) -> OpenVerdict {
    if case .file(let found) = source, found.agrees(with: move.identity) { return .waits }
    if case .file(let found) = target, found.agreesAsCopy(ofNoted: move.identity) {
      return .arrived
    }
    if hasCopy { return .waits }
    return .differs(source == .absent ? .vanished(source: path) : .sourceChanged)
  }

  /// Whether a run may go on.
  package enum Continuation: Sendable, Equatable {
    /// No run is unfinished.
    case nothingToDo
    /// A run is unfinished, and the disk is as its books say.
    case safe
    /// There are differences or problems: a person must look at them first.
    case needsPerson
    /// Not everything was looked at.
    case unknown
  }

  /// Whether a run may go on, by what was found.
  package static func continuation(
    isUnfinished: Bool, differences: Int, problems: Int, isInterrupted: Bool
  ) -> Continuation {
    if differences > 0 || problems > 0 { return .needsPerson }
    if isInterrupted { return .unknown }
    return isUnfinished ? .safe : .nothingToDo
  }
}
