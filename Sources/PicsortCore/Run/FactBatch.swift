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
      let path = found[end].path
      if last.map(path.isDirectly) != true {
        count += 1
        if count > Self.folders { break }
        last = path.parent
      }
      end += 1
    }
    return end
  }

  /// The facts of `found`, each in its open folder or its archive; those that are `known` already,
  /// by their place in `found`, are not read. At most `width` files are read at a time, those of
  /// one folder in the order of their inodes: so they lie on a disk that turns.
  static func read(
    _ found: [FileRecord], known: [Int: FileFacts], places: [SourceTree?],
    width: Int = Parallel.readers, patience: Patience = Patience(stop: .never)
  ) -> [FileFacts] {
    let order = inOrderOfInodes(found)
    let facts = Parallel.map(found.count, width: width) { turn in
      let index = order[turn]
      if !known.isEmpty, let facts = known[index] { return facts }
      let file = found[index]
      guard let place = places[index] else {
        let suffix = FileKinds.lowercasedExtension(of: file.path)
        return FileFacts(
          role: FileKinds.role(forExtension: suffix), failure: "its folder could not be opened")
      }
      return FactReader.facts(
        of: file.path, in: place, size: file.identity.size, patience: patience)
    }
    var inOrder = facts
    for (turn, index) in order.enumerated() { inOrder[index] = facts[turn] }
    return inOrder
  }

  /// The indices of `found`, folder by folder as they come.
  private static func inOrderOfInodes(_ found: [FileRecord]) -> [Int] {
    var order: [Int] = []
    order.reserveCapacity(found.count)
    var start = 0
    while start < found.count {
      let folder = found[start].path.parent
      let end = found[start...].firstIndex { !$0.path.isDirectly(in: folder) } ?? found.count
      order += (start..<end).sorted { found[$0].identity.inode < found[$1].identity.inode }
      start = end
    }
    return order
  }
}
