package import Platform

/// Names that are never photos of the user's: hidden files, what NAS boxes, cameras and operating
/// systems put beside photos, and libraries that belong to another program. One table for files,
/// one for folders.
package enum SkipRules {
  /// Why a name is passed over, in the words of the summary.
  package enum Reason: String, Sendable {
    case hidden = "hidden"
    case helper = "system or NAS helper"
    case trash = "in a trash folder"
    case foreignLibrary = "in another program's library"
    case symbolicLink = "symbolic link"
    case special = "special file"
    case notMedia = "not a photo or video"
    case orphanSidecar = "sidecar without its photo"
    case ownOutput = "in the output folder"
  }

  /// Why a file of this name is passed over; nil when it is not.
  package static func file(_ name: Path) -> Reason? {
    guard isDoubtful(name) else { return nil }
    let lower = lowercased(name)
    if lower.hasPrefix("._") { return .helper }
    if lower.hasPrefix(".") { return helperFiles.contains(lower) ? .helper : .hidden }
    if helperFiles.contains(lower) || helperPrefixes.contains(where: lower.hasPrefix) {
      return .helper
    }
    return nil
  }

  /// Why everything below a folder of this name is passed over; nil when it is not.
  package static func folder(_ name: Path) -> Reason? {
    let lower = lowercased(name)
    if trashFolders.contains(lower) || lower.hasPrefix(".trash-") { return .trash }
    if helperFolders.contains(lower) { return .helper }
    if lower.hasPrefix(".") { return .hidden }
    if foreignSuffixes.contains(where: lower.hasSuffix) || foreignFolders.contains(lower) {
      return .foreignLibrary
    }
    return nil
  }

  /// True for the name of a part of an export as Google sends it.
  static func isTakeoutArchive(_ name: Path) -> Bool {
    guard let first = name.bytes.first, first | 0x20 == UInt8(ascii: "t") else { return false }
    let lower = lowercased(name)
    return lower.hasPrefix("takeout-") && lower.hasSuffix(".zip")
  }

  private static let helperFiles: Set<String> = [
    ".ds_store", ".localized", ".nomedia", ".picasa.ini", "desktop.ini", "ehthumbs.db",
    "ehthumbs_vista.db", "icon\r", "picasa.ini", "thumbs.db", "zbthumbnail.info",
  ]
  /// Synology's thumbnails and films.
  private static let helperPrefixes = ["synofile_thumb", "synophoto_thumb", "synophoto_film"]
  /// How names begin that a rule for files may be about, by two letters: most photos' do not.
  private static let doubtfulBeginnings = Set(
    (helperFiles + helperPrefixes).map { Array($0.utf8.prefix(2)) })

  private static func isDoubtful(_ name: Path) -> Bool {
    let bytes = name.bytes
    guard bytes.count > 1, bytes[0] < 0x80, bytes[1] < 0x80 else { return true }
    if bytes[0] == UInt8(ascii: ".") { return true }
    return doubtfulBeginnings.contains { $0[0] == bytes[0] | 0x20 && $0[1] == bytes[1] | 0x20 }
  }

  private static let helperFolders: Set<String> = [
    "@eadir", "@__thumb", ".@__thumb", "#snapshot", "@sharebin", "lost+found", "thumbnails",
    ".thumbnails", ".photostructure", ".spotlight-v100", ".fseventsd", ".temporaryitems",
    "system volume information", "__macosx",
  ]
  private static let trashFolders: Set<String> = [
    "@recycle", "#recycle", "$recycle.bin", "recycler", "recently deleted", ".trash", ".trashes",
    ".trashed", ".recycle",
  ]
  private static let foreignFolders: Set<String> = ["lightroom catalog"]
  private static let foreignSuffixes = [
    ".photoslibrary", ".photolibrary", ".aplibrary", ".migratedphotolibrary", ".lrdata", ".lrcat",
    ".cocatalogdb",
  ]

  private static func lowercased(_ name: Path) -> String {
    name.description.lowercased()
  }
}
