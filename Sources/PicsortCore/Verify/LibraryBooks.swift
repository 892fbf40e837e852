package import Platform

/// What the books say of one file of the library.
package struct ExpectedFile: Sendable, Equatable {
  /// Size and time with which it arrived; the inode means nothing here.
  package var identity: FileIdentity
  /// SHA-256 of its bytes; nil when no journal knows it.
  package var digest: Digest?
  /// Index of the journal that speaks of it last.
  package var journal: Int
  /// False for a move that was planned and not noted as done: it may have arrived all the same.
  package var isCertain: Bool

  package init(
    identity: FileIdentity, digest: Digest? = nil, journal: Int = 0, isCertain: Bool = true
  ) {
    self.identity = identity
    self.digest = digest
    self.journal = journal
    self.isCertain = isCertain
  }
}

/// A move of an unfinished operation that the next run will look at again.
package struct OpenMove: Sendable, Equatable {
  /// Number of the file in its journal.
  package var file: Int
  /// Index of the source it lies in.
  package var source: Int
  /// Path below that source.
  package var path: Path
  /// Path below the output.
  package var target: Path
  package var identity: FileIdentity

  package init(file: Int, source: Int, path: Path, target: Path, identity: FileIdentity) {
    self.file = file
    self.source = source
    self.path = path
    self.target = target
    self.identity = identity
  }
}

/// The files of a library as all its journals together tell of them: pure, and in need of no disk.
///
/// Journals are entered in the order in which they were written; the last one that speaks of a
/// path is believed.
package struct LibraryBooks: Sendable {
  package private(set) var files: [Path: ExpectedFile] = [:]

  package init() {}

  /// Adds what an operation did, as the journal of index `journal` tells it.
  package mutating func enter(_ state: OperationState, journal: Int) {
    guard let header = state.header else { return }
    if header.kind.undoing?.goal == .sources { return leave(state) }
    // A source inside the library: what was moved out of its old place is no longer expected there.
    let bases = header.sources.map { $0.relative(to: header.output) }
    for move in state.moves where move.action != .copy && state.isSettled(move.file) {
      guard let file = state.files[move.file], bases.indices.contains(file.source),
        let base = bases[file.source]
      else { continue }
      files[base.appending(file.path)] = nil
    }
    for move in state.moves {
      guard let target = state.target(of: move), let file = state.files[move.file] else { continue }
      let isSettled = state.isSettled(move.file)
      // A name that was free when it was planned and is somebody else's now.
      if !isSettled, files[target]?.isCertain == true { continue }
      files[target] = ExpectedFile(
        identity: file.identity,
        digest: state.copied[move.file] ?? state.contents[move.file]?.whole, journal: journal,
        isCertain: isSettled)
    }
  }
}

extension LibraryBooks {
  /// Takes out what an undo brought back to its source; where that is not certain, the file may
  /// be at either end. What it restored of a removed duplicate leaves the library as it is.
  private mutating func leave(_ state: OperationState) {
    for move in state.moves where move.action != .copy {
      guard let file = state.files[move.file] else { continue }
      if state.isSettled(move.file) {
        files[file.path] = nil
      } else {
        files[file.path]?.isCertain = false
      }
    }
  }
}

extension OperationState {
  /// True when the books leave no doubt that the move of this file was finished: its folders were
  /// flushed, or the process went on to its own end.
  package func isSettled(_ file: Int) -> Bool {
    course.durablyDone.contains(file) || course.end != nil && course.done.contains(file)
  }

  /// Where a move goes, after any retarget; nil for a removal.
  package func target(of move: PlannedMove) -> Path? {
    let target = course.retargets[move.file] ?? move.target
    return target.isEmpty ? nil : target
  }

  /// The moves that the next run will look at again; none when the operation is finished, has no
  /// complete plan, or is an undo, which looks at both ends itself. Removals of duplicates are left
  /// out: nothing depends on them.
  package var openMoves: [OpenMove] {
    guard course.isUnfinished, course.seal != nil,
      course.header?.kind.undoing?.goal != .sources
    else { return [] }
    return moves.compactMap { move in
      guard !isSettled(move.file), let target = target(of: move), let file = files[move.file] else {
        return nil
      }
      return OpenMove(
        file: move.file, source: file.source, path: file.path, target: target,
        identity: file.identity)
    }
  }
}
