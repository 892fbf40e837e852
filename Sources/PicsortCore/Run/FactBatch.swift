import Platform

/// Files whose facts are read side by side.
struct FactBatch: Sendable {
  /// Their places in the list they are taken from.
  let range: Range<Int>
  /// What is known of them already, by those places; it is not read again.
  let known: [Int: FileRecord]
  private let files: [FileRecord]
  /// The open folder or the archive of each; nil where there is none, or nothing to read.
  private let places: [SourceTree?]

  /// Files that are read before what was read is noted.
  private static let most = 512
  /// Folders that they may lie in, which are all open meanwhile.
  private static let mostFolders = 64

  /// The next batch of `found`, and the folders it lies in.
  ///
  /// - Parameters:
  ///   - found: the files of a scan, in its order.
  ///   - start: place of the first one.
  ///   - remembered: what was read of files before; one that is as it was is known.
  ///   - folders: opens the folders.
  ///   - patience: with errors that may pass.
  init(
    of found: [FileRecord], from start: Int, among remembered: [FileRecord.Place: FileRecord] = [:],
    _ folders: inout FolderCache, _ patience: Patience = Patience(stop: .never)
  ) {
    range = start..<Self.end(of: found, from: start)
    files = Array(found[range])
    known = Self.unchanged(found, range, among: remembered)
    var places: [SourceTree?] = []
    places.reserveCapacity(files.count)
    for index in range {
      let file = found[index]
      if !known.isEmpty, known[index] != nil {
        places.append(nil)
        continue
      }
      let place = try? patience.attempt { () throws(SystemError) in
        try folders.place(of: file.path, in: file.source)
      }
      places.append(place.flatMap(\.self))
    }
    self.places = places
  }

  private static func end(of found: [FileRecord], from start: Int) -> Int {
    var end = start
    var count = 0
    var last: Path?
    while end < found.count, end - start < most {
      let path = found[end].path
      if last.map(path.isDirectly) != true {
        count += 1
        if count > mostFolders { break }
        last = path.parent
      }
      end += 1
    }
    return end
  }

  private static func unchanged(
    _ found: [FileRecord], _ range: Range<Int>, among remembered: [FileRecord.Place: FileRecord]
  ) -> [Int: FileRecord] {
    guard !remembered.isEmpty else { return [:] }
    var unchanged: [Int: FileRecord] = [:]
    for index in range {
      guard let old = remembered[found[index].place], old.identity == found[index].identity,
        old.facts.failure == nil
      else { continue }
      unchanged[index] = old
    }
    return unchanged
  }

  /// The facts of the files, in their order. At most `width` are read at a time, those of one
  /// folder in the order of their inodes: so they lie on a disk that turns.
  func read(
    width: Int = Parallel.readers, patience: Patience = Patience(stop: .never)
  ) -> [FileFacts] {
    let order = inOrderOfInodes
    let found = Parallel.map(files.count, width: width) { turn in
      factsOfFile(at: order[turn], patience)
    }
    var facts = found
    for (turn, index) in order.enumerated() { facts[index] = found[turn] }
    return facts
  }

  private func factsOfFile(at index: Int, _ patience: Patience) -> FileFacts {
    if !known.isEmpty, let old = known[range.lowerBound + index] { return old.facts }
    let file = files[index]
    guard let place = places[index] else {
      return FileFacts(
        role: FileKinds.role(of: file.path), failure: "its folder could not be opened")
    }
    return FactReader.facts(of: file.path, in: place, size: file.identity.size, patience: patience)
  }

  /// The indices of the files, folder by folder as they come.
  private var inOrderOfInodes: [Int] {
    var order: [Int] = []
    order.reserveCapacity(files.count)
    var start = 0
    while start < files.count {
      let folder = files[start].path.parent
      let end = files[start...].firstIndex { !$0.path.isDirectly(in: folder) } ?? files.count
      order += (start..<end).sorted { files[$0].identity.inode < files[$1].identity.inode }
      start = end
    }
    return order
  }
}
