import Platform

/// Open folders of the sources, the last one kept: files come folder by folder.
struct FolderCache {
  private let sources: [SourceRoot]
  private var last: (source: Int, path: Path, folder: Folder)?

  init(_ sources: [SourceRoot]) {
    self.sources = sources
  }

  /// True for a source that is an archive.
  func isArchive(_ source: Int) -> Bool {
    sources.indices.contains(source) && sources[source].tree.isArchive
  }

  /// Where `path` is read: in an archive, or in the folder in which it lies; nil when there is
  /// none.
  mutating func place(of path: Path, in source: Int) throws(SystemError) -> SourceTree? {
    if isArchive(source) { return sources[source].tree }
    return try parent(of: path, in: source).map { .folder($0) }
  }

  /// The folder in which `path` lies; nil when there is none, and for a file in an archive.
  mutating func parent(of path: Path, in source: Int) throws(SystemError) -> Folder? {
    if let last, last.source == source, path.isDirectly(in: last.path) { return last.folder }
    guard sources.indices.contains(source), let root = sources[source].tree.folder else {
      return nil
    }
    do throws(SystemError) {
      let parent = path.parent
      let folder = try root.descendant(parent)
      last = (source, parent, folder)
      return folder
    } catch {
      guard error.isMissing else { throw error }
      return nil
    }
  }
}
