import MediaMetadata
import Platform

/// What the name of a file and those of its folders say of its date: files come folder by folder,
/// so what the last folders said is most often what the next ones say, too.
struct NameHints {
  /// Whether claims keep the names they were read from, for `explain`.
  let keepsWords: Bool
  private var last: (folder: ArraySlice<UInt8>, claims: [DateClaim])?

  init(keepsWords: Bool) { self.keepsWords = keepsWords }

  /// Adds the dates in the names of `path`, which leads from a source to the file, to `claims`.
  mutating func addClaims(of path: Path, to claims: inout [DateClaim]) {
    let name = path.lastComponent
    let raw: RawValue = keepsWords ? .text(name.description) : .notKept
    if let claim = FileNameDates.claim(in: name.bytes, raw: raw) { claims.append(claim) }
    let folder = path.bytes.dropLast(name.bytes.count)
    if let last, last.folder == folder {
      claims += last.claims
    } else {
      let found = Self.claims(of: path.parent, keepsWords: keepsWords)
      last = (folder, found)
      claims += found
    }
  }

  private static func claims(of folder: Path, keepsWords: Bool) -> [DateClaim] {
    let claims = FolderNameDates.claims(folders: folder.components.map(\.description))
    guard !keepsWords else { return claims }
    return claims.map { PackedClaim($0).claim }
  }
}
