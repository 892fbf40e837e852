import Platform

/// Files whose facts are read side by side.
struct FactBatch: Sendable {
  /// Their places in the list they are taken from.
  let range: Range<Int>
  /// What is known of them already, by those places; it is not read again.
  let known: [Int: FileRecord]
  /// What is to be read, folder by folder as they come, those of one folder in the order of their
  /// inodes: so they lie on a disk that turns.
  private var files: [File] = []
  /// The open folders and the archives that they lie in; nil for one that cannot be opened.
  private var places: [SourceTree?] = []

  /// What must be known of a file to read it.
  private struct File {
    let path: Path
    let size: Int
    let inode: UInt64
    /// Its place in the batch.
    let index: Int
    /// Index of where it lies.
    let place: Int

    init(path: Path, _ identity: FileIdentity, index: Int, place: Int) {
      self.path = path
      size = identity.size
      inode = identity.inode
      self.index = index
      self.place = place
    }
  }

  /// Files that are read before what was read is noted.
  private static let most = 256
  /// Folders that they may lie in, which are all open meanwhile.
  private static let mostFolders = 24

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
    var known: [Int: FileRecord] = [:]
    files.reserveCapacity(min(found.count - start, Self.most))
    var end = start
    var folder: (source: Int, path: Path)?
    var foldersSeen = 0
    /// Index of the folder, once a file in it is to be read.
    var place: Int?
    while end < found.count, end - start < Self.most {
      let (source, path) = (found[end].source, found[end].path)
      if folder?.source != source || folder.map({ path.isDirectly(in: $0.path) }) != true {
        foldersSeen += 1
        if foldersSeen > Self.mostFolders { break }
        folder = (source, path.parent)
        place = nil
      }
      if !remembered.isEmpty, let old = Self.unchanged(found[end], among: remembered) {
        known[end] = old
      } else {
        if place == nil {
          place = places.count
          let opened = try? patience.attempt { () throws(SystemError) in
            try folders.place(of: path, in: source)
          }
          places.append(opened.flatMap(\.self))
        }
        files.append(
          File(path: path, found[end].identity, index: end - start, place: place ?? 0))
      }
      end += 1
    }
    range = start..<end
    self.known = known
    sortFiles()
  }

  private mutating func sortFiles() {
    let keys = files.indices.map { (place: files[$0].place, inode: files[$0].inode, index: $0) }
    let isSorted = zip(keys, keys.dropFirst()).allSatisfy {
      $0.place < $1.place || $0.inode <= $1.inode
    }
    if isSorted { return }
    files = keys.sorted { ($0.place, $0.inode) < ($1.place, $1.inode) }.map { files[$0.index] }
  }

  private static func unchanged(
    _ file: FileRecord, among remembered: [FileRecord.Place: FileRecord]
  ) -> FileRecord? {
    guard let old = remembered[file.place], old.identity == file.identity,
      old.facts.failure == nil
    else { return nil }
    return old
  }

  /// Has the files read by `crew`, unless it was asked to stop before.
  func beginReading(
    by crew: Crew<FactReader>, _ stop: StopRequest = .never
  ) -> CrewJob<FileFacts> {
    crew.begin(files.count) { [files, places] reader, turns, note in
      if stop.isStopping { return }
      // The folder of several files is taken once: threads that count its owners for each of them
      // wait for each other.
      var start = turns.lowerBound
      while start < turns.upperBound {
        let place = files[start].place
        let tree = places[place]
        var end = start
        while end < turns.upperBound, files[end].place == place {
          note(end, Self.facts(of: files[end].path, size: files[end].size, in: tree, reader))
          end += 1
        }
        start = end
      }
    }
  }

  private static func facts(
    of path: Path, size: Int, in place: SourceTree?, _ reader: FactReader
  ) -> FileFacts {
    guard let place else {
      return FileFacts(
        role: FileKinds.role(of: path), failure: "its folder could not be opened")
    }
    return reader.facts(of: path, in: place, size: size)
  }

  /// The facts of the files of the batch, in their order, when `read` are what the crew brought:
  /// nil where a file was not read.
  func facts(_ read: consuming [FileFacts?]) -> [FileFacts?] {
    if known.isEmpty, files.indices.allSatisfy({ files[$0].index == $0 }) { return read }
    var facts = range.map { known[$0]?.facts }
    for (file, read) in zip(files, read) { facts[file.index] = read }
    return facts
  }
}
