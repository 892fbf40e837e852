package import Platform

/// What a file's extension says of it, where its content says nothing.
package enum FileKinds {
  /// Extensions of files that travel with a photo.
  package static let sidecars: Set<String> = ["xmp", "aae", "thm", "wav", "json"]

  /// The role that an extension suggests; `other` for an unknown one.
  package static func role(forExtension text: String) -> FileRole {
    key(text.utf8).map { role(forKey: $0) } ?? .other
  }

  /// The role that the extension of `name` suggests; `other` for an unknown one, and for none.
  static func role(of name: Path) -> FileRole {
    if let key = keyOfExtension(name.bytes) { return role(forKey: key) }
    return role(forExtension: lowercasedExtension(of: name))
  }

  /// The key of the extension in which a name ends; nil when it has none, or one that needs more
  /// than a look at its bytes to be put in lower case.
  private static func keyOfExtension(_ name: [UInt8]) -> UInt64? {
    var key: UInt64 = 0
    var index = name.count
    for place in 0..<8 {
      guard index > 1 else { return nil }
      index -= 1
      let byte = name[index].asciiLowercased
      if byte == UInt8(ascii: ".") {
        let isLeading = name[index - 1] == UInt8(ascii: "/")
        return place == 0 || isLeading ? nil : key
      }
      guard isKeyByte(byte) else { return nil }
      key |= UInt64(byte) &<< UInt64(8 * place)
    }
    return nil
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// The keys of the extensions in their order, and their roles.
  private static let roles: [(key: UInt64, role: FileRole)] = {
    let lists: [(Set<String>, FileRole)] = [
      (sidecars, .sidecar), (raws, .raw), (photos, .photo), (videos, .video),
    ]
    let entries = lists.flatMap { list, role in
      list.compactMap { key($0.utf8) }.map { (key: $0, role: role) }
    }
    return entries.sorted { $0.key < $1.key }
  }()

  /// Found by halves: for so few that is quicker than a table of hashes.
  private static func role(forKey key: UInt64) -> FileRole {
    let roles = roles
    var range = roles.startIndex..<roles.endIndex
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if roles[middle].key == key { return roles[middle].role }
      range = roles[middle].key < key ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return .other
  }

  /// An extension of at most eight lower-case letters and digits of ASCII as a number, which is
  /// found more quickly than a text; nil for any other.
  private static func key(_ text: some Collection<UInt8>) -> UInt64? {
    var key: UInt64 = 0
    for byte in text {
      guard key >> 56 == 0, isKeyByte(byte) else { return nil }
      key = key << 8 | UInt64(byte)
    }
    return key
  }

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
    name.extensionBytes.map { String(decoding: $0, as: UTF8.self).lowercased() } ?? ""
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
