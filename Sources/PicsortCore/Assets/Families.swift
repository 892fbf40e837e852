import Platform

/// The files of one folder by their names.
struct FolderFamily {
  let files: [Int]
  /// Photos, raw files and videos by the key of their stem, those that somebody may ask for.
  var byStem: [String: [Int]] = [:]
  /// The same by the key of their whole name; the first of equal ones.
  var byName: [String: Int] = [:]
  /// Covers of Pixel shots.
  var covers: [String: Int] = [:]
}

/// The keys that files of a folder look for, by their hashes: of most names it is seen without
/// cutting them out that nobody asks for them.
private struct AskedNames {
  private var hashes: Set<UInt64> = []
  /// A key that is not ASCII may be the key of a name of other bytes, and so may the name.
  private var hasBeyondASCII = false

  var isEmpty: Bool { hashes.isEmpty }

  /// `key` is one of `FamilyNames.key`.
  mutating func insert(_ key: String) {
    let marks = NameMarks(Array(key.utf8))
    hashes.insert(marks.hash)
    hasBeyondASCII = hasBeyondASCII || !marks.isASCII
  }

  /// False for a name, or a stem, of that hash whose key was not inserted.
  func mayContain(_ hash: UInt64, _ marks: NameMarks) -> Bool {
    hasBeyondASCII || !marks.isASCII || hashes.contains(hash)
  }
}

/// Who belongs to whom, while it is being found out.
struct Families {
  private let files: [FileRecord]
  /// For a file that is a companion: the file it belongs to, which may be one itself.
  private var owners: [Int: Int] = [:]
  /// Sidecars by the file they were found beside.
  private var sidecars: [Int: [Int]] = [:]
  /// Folders with sidecars.
  private(set) var folders: [FolderFamily] = []

  init(_ files: [FileRecord]) {
    self.files = files
  }

  // MARK: - Photos and videos

  /// Looks at the photos, raw files and videos of one folder.
  mutating func join(_ indices: [Int]) {
    let marks = indices.map { files[$0].path.nameMarks }
    var asked = AskedNames()
    var hasSidecars = false
    for (index, marks) in zip(indices, marks) where !isAlone(index, marks) {
      for key in keysAsked(by: index) { asked.insert(key) }
      hasSidecars = hasSidecars || files[index].facts.role == .sidecar
    }
    if asked.isEmpty { return }
    var family = FolderFamily(files: indices)
    for (index, marks) in zip(indices, marks) where files[index].facts.role.isMedia {
      if asked.mayContain(marks.stemHash, marks) {
        family.byStem[FamilyNames.key(stem(of: index)), default: []].append(index)
      }
      if hasSidecars, asked.mayContain(marks.hash, marks) {
        let key = FamilyNames.key(files[index].path.lastComponent.bytes)
        if family.byName[key] == nil { family.byName[key] = index }
      }
      if FamilyNames.mayTellOfAnother(files[index].path, marks),
        let shot = FamilyNames.PixelShot(stem(of: index)), shot.isCover
      {
        family.covers[shot.key] = index
      }
    }
    for (index, marks) in zip(indices, marks) {
      switch files[index].facts.role {
      case .photo:
        if FamilyNames.mayTellOfAnother(files[index].path, marks) {
          owners[index] = ownerOfPhoto(index, in: family)
        }
      case .raw: owners[index] = ownerOfRaw(index, in: family)
      case .video: owners[index] = ownerOfVideo(index, in: family)
      case .sidecar, .other: break
      }
    }
    // The others are needed no more, and a library has many of them.
    if hasSidecars { folders.append(family) }
  }

  /// True for a photo whose name is that of no edit and no part of a shot.
  private func isAlone(_ index: Int, _ marks: NameMarks) -> Bool {
    guard files[index].facts.role == .photo else { return false }
    guard FamilyNames.mayTellOfAnother(files[index].path, marks) else { return true }
    let stem = stem(of: index)
    return FamilyNames.originals(ofEdited: stem).isEmpty && FamilyNames.PixelShot(stem) == nil
  }

  /// The keys under which a file that is not alone looks for the one it belongs to, in whatever
  /// order, and one of its own.
  private func keysAsked(by index: Int) -> [String] {
    let stem = stem(of: index)
    let own = FamilyNames.key(stem)
    return switch files[index].facts.role {
    case .photo, .raw: [own] + FamilyNames.originals(ofEdited: stem)
    case .video:
      FamilyNames.stills(ofVideo: files[index].path.lastComponent)
        + FamilyNames.originals(ofEdited: stem)
    case .sidecar: [own] + [FamilyNames.original(ofSidecar: stem)].compactMap(\.self)
    case .other: []
    }
  }

  private func ownerOfPhoto(_ index: Int, in family: FolderFamily) -> Int? {
    let stem = stem(of: index)
    return coverOfShot(stem, besides: index, in: family)
      ?? original(of: index, stem, in: family, among: [.photo, .raw])
  }

  private func ownerOfRaw(_ index: Int, in family: FolderFamily) -> Int? {
    let facts = files[index].facts
    let stem = stem(of: index)
    return family.byStem[FamilyNames.key(stem)]?.first {
      files[$0].facts.role == .photo && SameShot.isTwin(facts, of: files[$0].facts)
    } ?? coverOfShot(stem, besides: index, in: family)
      ?? original(of: index, stem, in: family, among: [.raw, .photo])
  }

  private func ownerOfVideo(_ index: Int, in family: FolderFamily) -> Int? {
    let facts = files[index].facts
    if let identifier = facts.contentIdentifier,
      let still = family.files.first(where: {
        files[$0].facts.role.isStill && files[$0].facts.contentIdentifier == identifier
      })
    {
      return still
    }
    for key in FamilyNames.stills(ofVideo: files[index].path.lastComponent) {
      let stills = (family.byStem[key] ?? []).filter {
        files[$0].facts.role.isStill && SameShot.isLive(facts, of: files[$0].facts)
      }
      if let still = stills.first(where: { files[$0].facts.role == .photo }) ?? stills.first {
        return still
      }
    }
    let stem = stem(of: index)
    return coverOfShot(stem, besides: index, in: family)
      ?? original(of: index, stem, in: family, among: [.video, .photo])
  }

  private func coverOfShot(_ stem: [UInt8], besides index: Int, in family: FolderFamily) -> Int? {
    guard !family.covers.isEmpty, let shot = FamilyNames.PixelShot(stem), !shot.isCover,
      let cover = family.covers[shot.key], cover != index
    else { return nil }
    return cover
  }

  /// The original of an edit, of the first of `roles` that fits.
  private func original(
    of index: Int, _ stem: [UInt8], in family: FolderFamily, among roles: [FileRole]
  ) -> Int? {
    for key in FamilyNames.originals(ofEdited: stem) {
      let namesakes = (family.byStem[key] ?? []).filter {
        $0 != index && SameShot.isEdit(files[index].facts, of: files[$0].facts)
      }
      for role in roles {
        if let original = namesakes.first(where: { files[$0].facts.role == role }) {
          return original
        }
      }
    }
    return nil
  }

  /// Videos whose still lies in another folder: both must be the only ones of their identifier.
  mutating func joinByIdentifier() {
    var stills: [String: [Int]] = [:]
    var videos: [String: [Int]] = [:]
    for index in files.indices {
      guard let identifier = files[index].facts.contentIdentifier else { continue }
      if files[index].facts.role.isStill {
        stills[identifier, default: []].append(index)
      } else if files[index].facts.role == .video {
        videos[identifier, default: []].append(index)
      }
    }
    for (identifier, videos) in videos where videos.count == 1 {
      guard let video = videos.first, owners[video] == nil, let stills = stills[identifier] else {
        continue
      }
      // Edits of the still carry its identifier too.
      let roots = Set(stills.map(root))
      if roots.count == 1, let still = roots.first { owners[video] = still }
    }
  }

  private func stem(of index: Int) -> [UInt8] {
    files[index].path.lastStem
  }

  /// The primary of the asset that `index` is in.
  private func root(of index: Int) -> Int {
    var current = index
    // Names that point to each other in a ring cannot be, but a bound costs nothing.
    for _ in 0..<8 {
      guard let owner = owners[current] else { return current }
      current = owner
    }
    return current
  }

  // MARK: - Sidecars

  /// Finds the owners of one folder's sidecars.
  mutating func addSidecars(of family: inout FolderFamily, into groups: inout AssetGroups) {
    let texts = family.files.filter { files[$0].facts.role == .sidecar }
    guard !texts.isEmpty else { return }
    matchTakeout(texts, family, &groups)
    for index in texts where files[index].facts.takeout == nil && !isUnreadNote(index) {
      if let owner = ownerOfSidecar(index, in: family) {
        sidecars[owner, default: []].append(index)
      } else {
        groups.orphans.append(index)
      }
    }
  }

  private func ownerOfSidecar(_ index: Int, in family: FolderFamily) -> Int? {
    let stem = stem(of: index)
    let key = FamilyNames.key(stem)
    if let named = family.byName[key] { return named }
    let keys = [key] + [FamilyNames.original(ofSidecar: stem)].compactMap(\.self)
    for key in keys {
      guard let namesakes = family.byStem[key] else { continue }
      for role in [FileRole.raw, .photo, .video] {
        if let owner = namesakes.first(where: { files[$0].facts.role == role }) { return owner }
      }
    }
    return nil
  }

  /// True for what may be a note of Google's and could not be read: by its name it is held together
  /// with its photo, which would otherwise go without the date that the note tells.
  private func isUnreadNote(_ index: Int) -> Bool {
    files[index].facts.failure != nil
      && FileKinds.lowercasedExtension(of: files[index].path.lastComponent) == "json"
  }

  private mutating func matchTakeout(
    _ texts: [Int], _ family: FolderFamily, _ groups: inout AssetGroups
  ) {
    let jsons = texts.filter { files[$0].facts.takeout?.kind == .sidecar || isUnreadNote($0) }
    groups.orphans += texts.filter { files[$0].facts.takeout?.kind == .album }
    guard !jsons.isEmpty else { return }
    let media = family.files.filter { files[$0].facts.role.isMedia }
    let matches = TakeoutMatching.match(
      media: media.map { TakeoutMedia(name: name(of: $0), part: files[$0].source) },
      sidecars: jsons.map {
        TakeoutSidecarFile(
          name: name(of: $0), title: files[$0].facts.takeout?.title, part: files[$0].source)
      })
    // A JSON travels with the file that it was written for, else with the first that shares it.
    var owner: [Int: Int] = [:]
    for (file, match) in zip(media, matches) {
      guard let json = match.sidecar.map({ jsons[$0] }) else { continue }
      groups.takeout[file] = json
      if match.original == nil, owner[json] == nil { owner[json] = file }
    }
    for (file, match) in zip(media, matches) {
      if let json = groups.takeout[file], owner[json] == nil { owner[json] = file }
      // A motion part, an edit, a Live Photo's video without a JSON of its own.
      guard let original = match.original.map({ media[$0] }), owners[file] == nil,
        root(of: original) != file
      else { continue }
      owners[file] = original
    }
    for json in jsons {
      if let file = owner[json] {
        sidecars[file, default: []].append(json)
      } else {
        groups.orphans.append(json)
      }
    }
  }

  private func name(of index: Int) -> String {
    String(decoding: files[index].path.lastComponent.bytes, as: UTF8.self)
  }

  // MARK: - Assets

  /// Writes down the assets, each file once.
  func finish(into groups: inout AssetGroups) {
    var companions: [Int: [Int]] = [:]
    for index in owners.keys.sorted() { companions[root(of: index), default: []].append(index) }
    var texts: [Int: [Int]] = [:]
    for (owner, files) in sidecars { texts[root(of: owner), default: []] += files }
    // Most files have none, which a bit tells sooner than a table.
    var isOwned = FileNumbers(below: files.count)
    for index in owners.keys { isOwned.insert(index) }
    var isOwner = FileNumbers(below: files.count)
    for index in companions.keys { isOwner.insert(index) }
    for index in texts.keys { isOwner.insert(index) }
    for index in files.indices where files[index].facts.role.isMedia && !isOwned.contains(index) {
      guard isOwner.contains(index) else {
        groups.assets.append(Asset(primary: index, companions: []))
        continue
      }
      var members = companions[index] ?? []
      if members.count > 1 {
        members.sort {
          (files[$0].facts.role.orderInAsset, $0) < (files[$1].facts.role.orderInAsset, $1)
        }
      }
      if let texts = texts[index] { members += texts.sorted() }
      groups.assets.append(Asset(primary: index, companions: members))
    }
    groups.orphans.sort()
  }
}

extension FileRole {
  /// True for what is sorted by a date of its own.
  package var isMedia: Bool {
    switch self {
    case .photo, .raw, .video: true
    case .sidecar, .other: false
    }
  }

  fileprivate var isStill: Bool { self == .photo || self == .raw }

  fileprivate var orderInAsset: Int {
    switch self {
    case .raw: 0
    case .video: 1
    case .photo: 2
    case .sidecar, .other: 3
    }
  }
}
