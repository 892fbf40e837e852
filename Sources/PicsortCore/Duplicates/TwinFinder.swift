/// Which files of a run have their bytes somewhere else already, by asset. Pure.
///
/// The library's file keeps its place before any of the run's; among the run's files the one with
/// more companions is kept, then the one with the shorter name, then the earlier. An asset is a
/// duplicate only when each of its files is: a photo whose sidecar differs is somebody's edit. The
/// JSON files of a Google export do not count: each copy of a photo has one of its own.
package enum TwinFinder {
  /// An asset as it matters here: the numbers of its files, the primary first, and the length of
  /// its primary's name.
  package struct Member: Sendable {
    package let files: [Int]
    package let nameLength: Int
    /// Those of `files` that need no twin for the asset to be a duplicate.
    package let notes: Set<Int>

    package init(files: [Int], nameLength: Int, notes: Set<Int> = []) {
      self.files = files
      self.nameLength = nameLength
      self.notes = notes
    }
  }

  /// For each index of `assets` that is a duplicate: the twins of its files, the primary first; nil
  /// for notes that have none.
  ///
  /// - Parameters:
  ///   - assets: those of the run that have a file in `groups`; others have no twins.
  ///   - groups: identical files, as `DuplicateFinder` gives them.
  ///   - libraryTwin: the twin that a library index stands for.
  /// - Returns: nothing for an asset that is kept.
  package static func twins(
    of assets: [Member], groups: [[ContentReference]], libraryTwin: (Int) -> Twin
  ) -> [Int: [Twin?]] {
    var owner: [Int: Int] = [:]
    for (index, asset) in assets.enumerated() {
      for file in asset.files { owner[file] = index }
    }
    var groupOf: [Int: Int] = [:]
    for (index, group) in groups.enumerated() {
      for case .file(let file) in group { groupOf[file] = index }
    }
    var result: [Int: [Twin?]] = [:]
    func twins(of index: Int) -> [Twin?]? {
      let asset = assets[index]
      let twins = asset.files.map { file -> Twin? in
        guard let group = groupOf[file] else { return nil }
        return keeper(
          in: groups[group], besides: index, owner: owner, assets: assets, gone: result,
          libraryTwin: libraryTwin)
      }
      let isComplete = zip(asset.files, twins).allSatisfy { file, twin in
        twin != nil || asset.notes.contains(file)
      }
      return isComplete && twins.first.flatMap(\.self) != nil ? twins : nil
    }
    for index in inOrderOfKeeping(assets).reversed() {
      if let twins = twins(of: index) { result[index] = twins }
    }
    // A twin may have turned out to be somebody's duplicate itself: name the one that stays.
    for index in result.keys.sorted() { result[index] = twins(of: index) }
    return result
  }

  /// Those that are kept first come first.
  private static func inOrderOfKeeping(_ assets: [Member]) -> [Int] {
    assets.indices.sorted { left, right in
      let (a, b) = (assets[left], assets[right])
      if a.files.count != b.files.count { return a.files.count > b.files.count }
      if a.nameLength != b.nameLength { return a.nameLength < b.nameLength }
      return left < right
    }
  }

  /// The member of a group that stays: the library's, else the most worth keeping of the others
  /// that are no duplicates themselves.
  private static func keeper(
    in group: [ContentReference], besides index: Int, owner: [Int: Int], assets: [Member],
    gone: [Int: [Twin?]], libraryTwin: (Int) -> Twin
  ) -> Twin? {
    var best: (file: Int, asset: Int)?
    for reference in group {
      switch reference {
      case .library(let entry): return libraryTwin(entry)
      case .file(let file):
        guard let asset = owner[file], asset != index, gone[asset] == nil else { continue }
        if best == nil || isKept(asset, before: best?.asset ?? asset, assets) {
          best = (file, asset)
        }
      }
    }
    return best.map { .file($0.file) }
  }

  private static func isKept(_ left: Int, before right: Int, _ assets: [Member]) -> Bool {
    let (a, b) = (assets[left], assets[right])
    if a.files.count != b.files.count { return a.files.count > b.files.count }
    if a.nameLength != b.nameLength { return a.nameLength < b.nameLength }
    return left < right
  }
}
