/// A media file of one folder of an export.
package struct TakeoutMedia: Sendable, Equatable {
  package let name: String
  /// Which part of the export, or which folder on disk, it lies in.
  package let part: Int

  package init(name: String, part: Int = 0) {
    self.name = name
    self.part = part
  }
}

/// A JSON file of one folder of an export, known to be a sidecar or not yet read.
package struct TakeoutSidecarFile: Sendable, Equatable {
  package let name: String
  /// As `TakeoutSidecar.title`; nil when it has not been read.
  package let title: String?
  /// Which part of the export, or which folder on disk, it lies in.
  package let part: Int

  package init(name: String, title: String?, part: Int = 0) {
    self.name = name
    self.title = title
    self.part = part
  }
}

/// What was found for one media file.
package struct TakeoutMatch: Sendable, Equatable {
  /// How a media file and its sidecar were found to belong together, or why it has an original.
  package enum How: Sendable, Equatable {
    /// The file's own name, with any tail.
    case ownName
    /// The sidecar's title, where names do not tell.
    case title
    /// What the limit on names left of the file's name.
    case cutName
    /// The name or title without an extension.
    case nameWithoutExtension
    /// `NAME-edited.jpg`, of `NAME.jpg`.
    case editedCopy
    /// `NAME~2.jpg`, of `NAME.jpg`.
    case numberedVersion
    /// The video of a still.
    case livePhoto
    /// The video that was taken out of a motion photo.
    case motionPart
    /// A repetition of a cut name that was given no sidecar.
    case forgottenDuplicate
  }

  /// Index of the sidecar.
  package var sidecar: Int?
  package var how: How?
  /// Index of the media file that this one was made of or belongs to; only where that file's
  /// sidecar was looked for, as this one has none of its own.
  package var original: Int?

  package init(sidecar: Int? = nil, how: How? = nil, original: Int? = nil) {
    self.sidecar = sidecar
    self.how = how
    self.original = original
  }
}

/// Finds which sidecar of a Google Photos export belongs to which file, one folder at a time. Pure.
///
/// All parts of an export must be merged before. A sidecar has one media file of its own; edited
/// copies, the videos of live photos and motion parts share it. Names are tried in the order of
/// `rules`, for all files of the folder before the next rule; each file's own sidecar wins over a
/// shared one. The cost grows with the number of files, not with its square.
package enum TakeoutMatching {
  /// The sidecar of every file of `media`, in its order.
  package static func match(
    media: [TakeoutMedia], sidecars: [TakeoutSidecarFile]
  ) -> [TakeoutMatch] {
    let files = NameGroups(media.map { ($0.name, $0.part) })
    let read = sidecars.indices.compactMap { index in
      SidecarIndex.entry(name: sidecars[index].name, title: sidecars[index].title)
        .map { (index: index, entry: $0) }
    }
    let documents = NameGroups(
      read.map { (sidecars[$0.index].name, sidecars[$0.index].part) })
    let entries = documents.members.map { members in
      let entries = members.map { read[$0.item].entry }
      return entries.first { !$0.titles.isEmpty } ?? entries[0]
    }
    var solver = FolderSolver(names: files.names, sidecars: entries)
    let solved = solver.solve()
    return media.indices.map { index in
      var match = solved[files.group[index]]
      match.sidecar = match.sidecar.map {
        read[documents.member(of: $0, near: media[index].part)].index
      }
      match.original = match.original.map { files.member(of: $0, near: media[index].part) }
      return match
    }
  }
}

/// Items of equal name, taken together: the same path may come in several parts of an export.
private struct NameGroups {
  private(set) var names: [String] = []
  /// The group of each item.
  private(set) var group: [Int] = []
  private(set) var members: [[(item: Int, part: Int)]] = []

  init(_ items: [(name: String, part: Int)]) {
    var known: [String: Int] = [:]
    for (item, (name, part)) in items.enumerated() {
      let index = known[name] ?? names.count
      if index == names.count {
        known[name] = index
        names.append(name)
        members.append([])
      }
      group.append(index)
      members[index].append((item, part))
    }
  }

  /// An item of `group`, that of `part` if there is one.
  func member(of group: Int, near part: Int) -> Int {
    let items = members[group]
    return (items.first { $0.part == part } ?? items[0]).item
  }
}
