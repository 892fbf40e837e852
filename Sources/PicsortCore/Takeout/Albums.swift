package import Platform

/// An album of an export: its title and the photos and videos in its folder.
package struct AlbumFolder: Sendable, Equatable {
  package let title: String
  /// Indices into the list of files.
  package let members: [Int]

  package init(title: String, members: [Int]) {
    self.title = title
    self.members = members
  }
}

/// An album and where its files are in the output.
package struct Album: Sendable, Equatable {
  package let title: String
  /// Below the output, in byte order, each once.
  package var files: [Path]

  package init(title: String, files: [Path]) {
    self.title = title
    self.files = files
  }
}

/// Finds the albums of an export. Pure.
///
/// An album folder holds a copy of each of its photos; the other copy lies in the folder of its
/// year. So an album's file is where its twin is, when it is a duplicate.
package enum Albums {
  /// The albums among `files`, by the JSON file that makes a folder an album.
  package static func folders(in files: [FileRecord]) -> [AlbumFolder] {
    guard files.contains(where: { $0.facts.takeout?.kind == .album }) else { return [] }
    return FolderKey.folders(of: files).compactMap { folder in
      let title = folder.lazy.compactMap { index -> String? in
        let note = files[index].facts.takeout
        return note?.kind == .album ? note?.title : nil
      }.first
      let members = folder.filter { files[$0].facts.role.isMedia }
      return title.map { AlbumFolder(title: $0, members: members) }
    }
  }

  /// The album of each asset that is in one, itself or by a copy of it; of several the first.
  ///
  /// - Parameters:
  ///   - assets: the assets of `files`.
  ///   - files: the files of the run.
  ///   - twins: by index of an asset, the files with the same bytes when it is a duplicate.
  /// - Returns: titles by index of an asset.
  package static func titles(
    of assets: [Asset], in files: [FileRecord], twins: [Int: [Twin?]]
  ) -> [Int: String] {
    let folders = folders(in: files)
    guard !folders.isEmpty else { return [:] }
    var assetOfNumber: [Int: Int] = [:]
    for (index, asset) in assets.enumerated() {
      for file in asset.files { assetOfNumber[files[file].number] = index }
    }
    var titles: [Int: String] = [:]
    for folder in folders {
      for member in folder.members {
        guard var asset = assetOfNumber[files[member].number] else { continue }
        if case .file(let number)? = twins[asset]?.first.flatMap(\.self),
          let keeper = assetOfNumber[number]
        {
          asset = keeper
        }
        titles[asset] = titles[asset] ?? folder.title
      }
    }
    return titles
  }

  /// Where the files of each album are, by their places in the output.
  ///
  /// - Parameters:
  ///   - files: the files of the run.
  ///   - places: by number, where a file arrived.
  ///   - twins: by number, the file with the same bytes.
  /// - Returns: albums of one title as one; without those that have no file in the output.
  package static func albums(
    in files: [FileRecord], places: FilePlaces, twins: [Int: Twin]
  ) -> [Album] {
    var order: [String] = []
    var found: [String: Set<Path>] = [:]
    for folder in folders(in: files) {
      let paths = folder.members.compactMap { index -> Path? in
        let number = files[index].number
        switch twins[number] {
        case .library(let path): return path
        case .file(let other): return places[other]
        case nil: return places[number]
        }
      }
      if found[folder.title] == nil { order.append(folder.title) }
      found[folder.title, default: []].formUnion(paths)
    }
    return order.compactMap { title in
      guard let paths = found[title], !paths.isEmpty else { return nil }
      return Album(title: title, files: paths.sorted())
    }
  }
}
