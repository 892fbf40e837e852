import Platform

/// Finds which files belong together. Pure.
///
/// Within one folder, names compared without regard to case:
/// - a raw file belongs to the photo of its stem, shot by the same camera within two seconds;
/// - a video belongs to the still with its content identifier, else to the one of its stem, shot in
///   the same moment;
/// - an edit (`IMG_E1234`, `NAME-edited`, `NAME~2`) belongs to its original;
/// - a sidecar belongs to the file whose whole name it extends (`IMG_1.HEIC.xmp`), else to the one
///   of its stem (`IMG_1.xmp`), a raw file before a photo before a video; the JSON files of a
///   Google export follow `TakeoutMatching`.
///
/// The parts of an export are one tree, so that a folder of it may lie in several sources.
package enum Grouping {
  /// The assets of `files`, which come in the order of a scan.
  package static func group(_ files: [FileRecord]) -> AssetGroups {
    var groups = AssetGroups()
    var families = Families(files)
    for folder in FolderKey.folders(of: files) { families.join(folder) }
    families.joinByIdentifier()
    for folder in families.folders {
      var family = folder
      families.addSidecars(of: &family, into: &groups)
    }
    families.finish(into: &groups)
    return groups
  }
}

/// Where a file lies, as far as belonging together goes: the parts of an export are one tree.
struct FolderKey: Hashable {
  /// Nil in an export.
  let source: Int?
  let folder: Path

  init(source: Int, folder: Path) {
    let isInExport = TakeoutFolders.isInExport(folder)
    self.source = isInExport ? nil : source
    self.folder = isInExport ? TakeoutFolders.key(of: folder) : folder
  }

  /// The indices of each folder's files, in the order in which the folders come first.
  static func folders(of files: [FileRecord]) -> [[Int]] {
    var place: [FolderKey: Int] = [:]
    var folders: [[Int]] = []
    // Files come folder by folder, so most need no look into the table.
    var last: (source: Int, folder: Path, place: Int)?
    for index in files.indices where files[index].facts.role != .other {
      let source = files[index].source
      if let last, last.source == source, files[index].path.isDirectly(in: last.folder) {
        folders[last.place].append(index)
        continue
      }
      let folder = files[index].path.parent
      let key = FolderKey(source: source, folder: folder)
      let number = place[key] ?? folders.count
      if number == folders.count {
        place[key] = number
        folders.append([])
      }
      folders[number].append(index)
      last = (source, folder, number)
    }
    return folders
  }
}
