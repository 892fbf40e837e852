package import Platform

/// What a file's extension says of it, where its content says nothing.
package enum FileKinds {
  /// Extensions of files that travel with a photo.
  package static let sidecars: Set<String> = ["xmp", "aae", "thm", "wav", "json"]

  /// The role that an extension suggests; `other` for an unknown one.
  package static func role(forExtension text: String) -> FileRole { roles[text] ?? .other }

  private static let roles: [String: FileRole] = {
    let lists: [(Set<String>, FileRole)] = [
      (sidecars, .sidecar), (raws, .raw), (photos, .photo), (videos, .video),
    ]
    let entries = lists.flatMap { list, role in list.map { ($0, role) } }
    return Dictionary(entries) { first, _ in first }
  }()

  /// The extensions that suggest `role`, in the order of the alphabet; none for `other`.
  package static func extensions(of role: FileRole) -> [String] {
    switch role {
    case .photo: photos.sorted()
    case .raw: raws.sorted()
    case .video: videos.sorted()
    case .sidecar: sidecars.sorted()
    case .other: []
    }
  }

  /// A name's extension in lower case, empty when it has none or it is not ASCII.
  package static func lowercasedExtension(of name: Path) -> String {
    let bytes = name.bytes
    let slash = UInt8(ascii: "/")
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0, dot + 1 < bytes.count,
      !bytes[dot...].contains(slash)
    else { return "" }
    let suffix = String(decoding: bytes[(dot + 1)...], as: UTF8.self)
    return suffix.utf8.allSatisfy { (0x61...0x7A).contains($0) } ? suffix : suffix.lowercased()
  }

  /// Immich's lists of what people have (immich, `mime-types`), and what phones write.
  private static let raws: Set<String> = [
    "3fr", "ari", "arw", "cap", "cin", "cr2", "cr3", "crw", "dcr", "dng", "erf", "fff", "gpr",
    "iiq", "k25", "kdc", "mef", "mos", "mrw", "nef", "nrw", "orf", "ori", "pef", "raf", "raw",
    "rw2", "rwl", "sr2", "srf", "srw", "x3f",
  ]
  private static let photos: Set<String> = [
    "avif", "avifs", "bmp", "dib", "gif", "hdp", "heic", "heics", "heif", "heifs", "hif", "insp",
    "j2c", "j2k", "jfif", "jp2", "jpc", "jpe", "jpeg", "jpf", "jpg", "jph", "jpm", "jps", "jpx",
    "jxl", "jxr", "mpo", "png", "apng", "psb", "psd", "tif", "tiff", "wdp", "webp",
  ]
  private static let videos: Set<String> = [
    "3g2", "3gp", "3gpp", "asf", "avi", "crm", "flv", "insv", "m2t", "m2ts", "m4v", "mkv", "mov",
    "mp4", "mpe", "mpeg", "mpg", "mts", "vob", "webm", "wmv",
  ]
}
