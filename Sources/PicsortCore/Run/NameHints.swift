import MediaMetadata
import Platform

/// What the name of a file and those of its folders say of its date: files come folder by folder,
/// so what the last folders said is most often what the next ones say, too.
struct NameHints {
  private var last: (folder: Path, claims: ClaimList)?

  /// Adds the dates in the names of `path`, which leads from a source to the file, to `claims`.
  mutating func addClaims(of path: Path, to claims: inout ClaimList) {
    let name = path.bytes[path.lastComponentRange]
    let raw: RawValue =
      claims.keepsWords ? .text(String(decoding: name, as: UTF8.self)) : .notKept
    if let claim = FileNameDates.claim(in: name, raw: raw) { claims.append(claim) }
    if let last, path.isDirectly(in: last.folder) {
      claims.append(last.claims)
    } else {
      let folder = path.parent
      var found = ClaimList(keepsWords: claims.keepsWords)
      found.append(FolderNameDates.claims(folders: folder.components.map(\.description)))
      last = (folder, found)
      claims.append(found)
    }
  }
}
