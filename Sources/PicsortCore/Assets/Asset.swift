package import Platform

/// Files that belong together and travel as one: a primary file and its companions, as indices into
/// the list they were grouped from.
package struct Asset: Sendable, Equatable {
  package let primary: Int
  package let companions: [Int]

  package init(primary: Int, companions: [Int] = []) {
    self.primary = primary
    self.companions = companions
  }
}

/// One file as the grouping sees it.
package struct GroupingFile: Sendable {
  package let source: Int
  package let path: Path
  package let role: FileRole

  package init(source: Int, path: Path, role: FileRole) {
    self.source = source
    self.path = path
    self.role = role
  }
}

/// Finds which files belong together. Pure.
///
/// A sidecar belongs to the file whose whole name it extends (`IMG_1.HEIC.xmp`), else to the file
/// with its stem (`IMG_1.xmp`), a raw file before a photo before a video. Names are compared
/// without regard to case, within one folder.
package enum Grouping {
  /// The assets, in the order of their primary files, and the sidecars that belong to nothing.
  package static func group(_ files: [GroupingFile]) -> (assets: [Asset], orphans: [Int]) {
    var companions: [Int: [Int]] = [:]
    var orphans: [Int] = []
    for folder in foldersWithSidecars(files) {
      let names = Names(files, folder)
      for index in folder where files[index].role == .sidecar {
        if let primary = names.primary(ofSidecar: index) {
          companions[primary, default: []].append(index)
        } else {
          orphans.append(index)
        }
      }
    }
    let assets = files.indices.compactMap { index -> Asset? in
      switch files[index].role {
      case .photo, .raw, .video: Asset(primary: index, companions: companions[index] ?? [])
      case .sidecar, .other: nil
      }
    }
    return (assets, orphans)
  }

  private static func foldersWithSidecars(_ files: [GroupingFile]) -> [[Int]] {
    guard files.contains(where: { $0.role == .sidecar }) else { return [] }
    struct Key: Hashable {
      let source: Int
      let folder: Path
    }
    var order: [Key] = []
    var members: [Key: [Int]] = [:]
    for (index, file) in files.enumerated() {
      let key = Key(source: file.source, folder: file.path.parent)
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(index)
    }
    return order.compactMap { key in
      members[key].flatMap { folder in
        folder.contains { files[$0].role == .sidecar } ? folder : nil
      }
    }
  }

  /// The media names of one folder.
  private struct Names {
    private let files: [GroupingFile]
    private var byName: [String: Int] = [:]
    private var byStem: [String: Int] = [:]

    init(_ files: [GroupingFile], _ folder: [Int]) {
      self.files = files
      for index in folder {
        guard let rank = Self.rank(files[index].role) else { continue }
        let name = files[index].path.lastComponent
        byName[Self.key(name.bytes)] = index
        let stem = Self.key(name.stemAndExtension.stem)
        let other = byStem[stem].flatMap { Self.rank(files[$0].role) }
        if other == nil || rank < (other ?? rank) { byStem[stem] = index }
      }
    }

    func primary(ofSidecar index: Int) -> Int? {
      let stem = Self.key(files[index].path.lastComponent.stemAndExtension.stem)
      return byName[stem] ?? byStem[stem]
    }

    /// Who is preferred when a bare stem fits several files.
    private static func rank(_ role: FileRole) -> Int? {
      switch role {
      case .raw: 0
      case .photo: 1
      case .video: 2
      case .sidecar, .other: nil
      }
    }

    private static func key(_ bytes: [UInt8]) -> String {
      String(decoding: bytes, as: UTF8.self).lowercased()
    }
  }
}
