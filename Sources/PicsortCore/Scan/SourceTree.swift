import MediaMetadata
package import Platform

/// A source: where it is for people, and open for the program.
package struct SourceRoot: Sendable {
  package let path: Path
  package let tree: SourceTree

  package init(path: Path, tree: SourceTree) {
    self.path = path
    self.tree = tree
  }
}

/// What files are read from: a folder on a disk, or an archive, whose files are read in place and
/// only ever copied.
package enum SourceTree: Sendable {
  case folder(Folder)
  case archive(Archive)

  /// The folder; nil for an archive, in which nothing can be locked, renamed or removed.
  package var folder: Folder? {
    switch self {
    case .folder(let folder): folder
    case .archive: nil
    }
  }

  package var isArchive: Bool { folder == nil }
}

extension SourceTree {
  /// Opens what a person named as a source: a folder, or a ZIP archive.
  package static func open(_ path: Path) throws(RunError) -> SourceTree {
    let parent = path.parent.isEmpty ? Path(".") : path.parent
    if let folder = try? Folder(at: parent),
      let status = (try? folder.status(of: path.lastComponent)).flatMap(\.self),
      status.kind == .file
    {
      return .archive(try archive(at: path, in: folder))
    }
    do throws(SystemError) {
      return .folder(try Folder(at: path))
    } catch {
      throw .failed(
        "the source \(path) cannot be opened: \(error.message)",
        nextStep: "connect its disk or mend its permissions, then run the same command again")
    }
  }

  private static func archive(at path: Path, in folder: Folder) throws(RunError) -> Archive {
    do throws(FormatError) {
      if let archive = try Archive.open(path.lastComponent, in: folder) { return archive }
    } catch {
      throw .failed(
        "the archive \(path) cannot be read: \(error.sentence)",
        nextStep: error.isDamage
          ? "it may be cut off: download it again, or unpack what is left of it by other means"
          : Advice.checkAndRunAgain)
    }
    let name = path.lastComponent.description.lowercased()
    if otherArchives.contains(where: name.hasSuffix) {
      throw .failed(
        "the source \(path) is an archive of a kind that picsort does not read",
        nextStep: "unpack it first, then name the folder with --source; ZIP archives are read")
    }
    throw .failed(
      "the source \(path) is neither a folder nor a ZIP archive",
      nextStep: "name the folder in which it lies")
  }

  /// Ends of the names of archives that have to be unpacked.
  private static let otherArchives = [
    ".tgz", ".tar.gz", ".tar", ".tar.bz2", ".tar.xz", ".tar.zst", ".7z", ".rar", ".gz",
  ]
}
