/// Files that belong together and travel as one: a primary file and its companions, as indices into
/// the list they were grouped from.
package struct Asset: Sendable, Equatable {
  package let primary: Int
  package let companions: [Int]

  package init(primary: Int, companions: [Int] = []) {
    self.primary = primary
    self.companions = companions
  }

  /// The primary first.
  package var files: Files { Files(asset: self) }

  /// The files of an asset, of which most have one: no list is made of them.
  package struct Files: RandomAccessCollection {
    fileprivate let asset: Asset

    package var startIndex: Int { 0 }
    package var endIndex: Int { asset.companions.count + 1 }

    package subscript(position: Int) -> Int {
      position == 0 ? asset.primary : asset.companions[position - 1]
    }
  }
}

/// What grouping found out about a list of files.
package struct AssetGroups: Sendable {
  /// In the order of their primary files.
  package var assets: [Asset] = []
  /// Sidecars that belong to nothing.
  package var orphans: [Int] = []
  /// For a photo or video of an export: the JSON that tells of it. One may tell of several.
  package var takeout: [Int: Int] = [:]
}
