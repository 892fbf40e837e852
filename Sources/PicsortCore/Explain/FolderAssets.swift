import Platform

/// Which files of one folder belong together, by their names and extensions: nothing is read.
struct FolderAssets {
  private let files: [GroupingFile]
  private var companions: [Path: [Path]] = [:]
  private var owners: [Path: Path] = [:]

  /// The files of `folder` that a run would look at.
  init(_ folder: Folder) throws(SystemError) {
    files = try folder.entries()
      .filter { $0.kind != .folder && $0.kind != .symbolicLink && SkipRules.file($0.name) == nil }
      .map(\.name).sorted()
      .map { name in
        let suffix = FileKinds.lowercasedExtension(of: name)
        return GroupingFile(source: 0, path: name, role: FileKinds.role(forExtension: suffix))
      }
    for asset in Grouping.group(files).assets where !asset.companions.isEmpty {
      let names = asset.companions.map { files[$0].path }
      companions[files[asset.primary].path] = names
      for name in names { owners[name] = files[asset.primary].path }
    }
  }

  /// What travels with `name`, whose content says `role`.
  func companions(of name: Path, role: FileRole) -> [Path] {
    guard let index = files.firstIndex(where: { $0.path == name }), files[index].role != role else {
      return companions[name] ?? []
    }
    // The content says otherwise than the extension: the folder is grouped once more.
    var corrected = files
    corrected[index] = GroupingFile(source: 0, path: name, role: role)
    return Grouping.group(corrected).assets.first { $0.primary == index }?.companions
      .map { files[$0].path } ?? []
  }

  /// The file with which the sidecar `name` travels.
  func owner(of name: Path) -> Path? { owners[name] }
}
