package import Platform

/// Where a file of an export belongs, whichever archive of the export it came out of.
///
/// The parts of an export repeat the same tree, and a photo and its sidecar may lie in different
/// parts; so parts are merged by the path from `Takeout` on. What is trash or archive is not said
/// by a folder's localized name but by the sidecars (`isTrashed`, `isArchived`).
package enum TakeoutFolders {
  /// The root of every part, in every language.
  private static let root = Path("Takeout")

  /// What `folder`, a path below its source, is merged under: its components from the last one
  /// named `Takeout` on, or all of them where there is none.
  package static func key(of folder: Path) -> Path {
    let components = folder.components
    guard let start = components.lastIndex(of: root) else { return folder }
    return components[start...].reduce(Path(bytes: [])) { $0.appending($1) }
  }

  /// True when `folder` lies in an export that was unpacked whole.
  package static func isInExport(_ folder: Path) -> Bool {
    folder.components.contains(root)
  }
}
