import Platform

/// Open folders of the sources, the last one kept: files come folder by folder.
struct FolderCache {
  private let sources: [SourceRoot]
  private var last: (source: Int, path: Path, folder: Folder)?

  init(_ sources: [SourceRoot]) {
    self.sources = sources
  }

  /// The folder in which `path` lies; nil when there is none.
  mutating func parent(of path: Path, in source: Int) throws(SystemError) -> Folder? {
    let parent = path.parent
    if let last, last.source == source, last.path == parent { return last.folder }
    guard sources.indices.contains(source) else { return nil }
    do throws(SystemError) {
      let folder = try sources[source].folder.descendant(parent)
      last = (source, parent, folder)
      return folder
    } catch {
      guard error.isMissing else { throw error }
      return nil
    }
  }
}
