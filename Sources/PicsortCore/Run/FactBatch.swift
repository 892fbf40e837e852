import Platform

/// Files whose facts are read side by side.
enum FactBatch {
  /// Files that are read before what was read is noted.
  private static let files = 512
  /// Folders that they may lie in, which are all open meanwhile.
  private static let folders = 64

  /// Where the batch ends that begins at `start`.
  static func end(of found: [FileRecord], from start: Int) -> Int {
    var end = start
    var count = 0
    var last: Path?
    while end < found.count, end - start < Self.files {
      let parent = found[end].path.parent
      if parent != last {
        count += 1
        if count > Self.folders { break }
        last = parent
      }
      end += 1
    }
    return end
  }

  /// The facts of `found`, each in its open folder or its archive; what is `known` already is not
  /// read.
  static func read(
    _ found: [FileRecord], known: [FileFacts?], places: [SourceTree?],
    patience: Patience = Patience(stop: .never)
  ) -> [FileFacts] {
    Parallel.map(found.count, width: Parallel.readers) { index in
      if let facts = known[index] { return facts }
      let file = found[index]
      guard let place = places[index] else {
        let suffix = FileKinds.lowercasedExtension(of: file.path)
        return FileFacts(
          role: FileKinds.role(forExtension: suffix), failure: "its folder could not be opened")
      }
      return FactReader.facts(
        of: file.path, in: place, size: file.identity.size, patience: patience)
    }
  }
}
