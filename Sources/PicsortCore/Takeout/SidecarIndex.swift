/// The sidecars of one folder, by everything that a media name may be compared with.
///
/// Sidecars of one name, from several parts of an export, are one here.
struct SidecarIndex {
  /// A name or a part of one, and the counter that must be equal.
  struct Key: Hashable {
    let name: String
    let counter: Int
  }

  /// One sidecar's name, taken apart.
  struct Entry {
    /// Before `.json` and before the counter.
    let stem: String
    /// The stem without `.supplemental-metadata` or the beginning of it; nil where there is none.
    let named: String?
    let counter: Int
    /// What the title became in file names; empty when the title is not known.
    let titles: [String]
    /// True when the name is as long as names get.
    let isCut: Bool
  }

  let entries: [Entry]
  private let isFolded: Bool
  /// Newer scheme (`X.supplemental-metadata.json`) before older (`X.json`).
  private var byName: [Key: [Int]] = [:]
  private var byCutStem: [Key: [Int]] = [:]
  private var byTitle: [Key: [Int]] = [:]
  private var byTitleAlone: [String: [Int]] = [:]
  private var byTitleBase: [Key: [Int]] = [:]

  /// Indexes `entries`; `isFolded` makes every comparison one without regard to case.
  init(_ entries: [Entry], isFolded: Bool) {
    self.entries = entries
    self.isFolded = isFolded
    for (index, entry) in entries.enumerated() {
      if let named = entry.named { byName[key(named, entry.counter), default: []].append(index) }
    }
    for (index, entry) in entries.enumerated() {
      byName[key(entry.stem, entry.counter), default: []].append(index)
      if entry.isCut { byCutStem[key(entry.stem, entry.counter), default: []].append(index) }
      addTitles(of: entry, index)
    }
  }

  private mutating func addTitles(of entry: Entry, _ index: Int) {
    // `skytree (2).json`: the number may be the title's own.
    let ownsNumber = entry.counter > 0 && entry.titles.contains { $0.hasSuffix(")") }
    for title in entry.titles {
      for name in TakeoutLimit.mediaNames(of: title) {
        byTitle[key(name, entry.counter), default: []].append(index)
        byTitleAlone[fold(name), default: []].append(index)
      }
      for base in TakeoutLimit.mediaBases(of: title) {
        byTitleBase[key(base, entry.counter), default: []].append(index)
        if ownsNumber { byTitleBase[key(base, 0), default: []].append(index) }
      }
    }
  }

  /// What a file called `name` is; nil when it is no JSON file.
  static func entry(name: String, title: String?) -> Entry? {
    let ending = ".json"
    guard name.utf8.count > ending.utf8.count,
      String(decoding: name.utf8.suffix(ending.utf8.count), as: UTF8.self).lowercased() == ending
    else { return nil }
    let whole = String(decoding: name.utf8.dropLast(ending.utf8.count), as: UTF8.self)
    let (stem, counter) = TakeoutName.splitCounter(whole)
    return Entry(
      stem: stem, named: withoutTail(stem), counter: counter,
      titles: title.map { $0.isEmpty ? [] : TakeoutTitle.cleaned($0) } ?? [],
      isCut: TakeoutLimit.isCut(sidecar: stem))
  }

  /// The tail of the newer scheme; what the limit leaves of it may be as little as its dot.
  private static let tail = ".supplemental-metadata"

  private static func withoutTail(_ stem: String) -> String? {
    guard let dot = stem.utf8.lastIndex(of: UInt8(ascii: ".")), dot > stem.startIndex,
      tail.utf8.starts(with: stem.utf8[dot...])
    else { return nil }
    return String(stem[..<dot])
  }

  private func fold(_ text: String) -> String {
    isFolded ? text.lowercased() : text
  }

  private func key(_ name: String, _ counter: Int) -> Key {
    Key(name: fold(name), counter: counter)
  }
}

// MARK: - The ways to find a sidecar

extension SidecarIndex {
  /// Of the file's own name and any tail; newer scheme first.
  func named(_ name: TakeoutName) -> [Int] {
    byName[key(name.whole, name.counter)] ?? []
  }

  /// Whose title, cleaned and cut, is the file's name.
  func titled(_ name: TakeoutName) -> [Int] {
    byTitle[key(name.whole, name.counter)] ?? []
  }

  /// Whose name is what the limit left of the file's.
  func cut(_ name: TakeoutName) -> [Int] {
    // A number that was cut off with the rest cannot be told from a counter.
    let shortest = name.endsInNumber ? name.base.utf16.count : 0
    let cuts = TakeoutLimit.sidecarCuts(of: name.whole).filter { $0.utf16.count >= shortest }
    let found = cuts.flatMap { byCutStem[key($0, name.counter)] ?? [] }
    return found.filter { agrees(entries[$0], withBase: name.base) }
  }

  /// Whose name or title lacks the file's extension: the title had none.
  func withoutExtension(_ name: TakeoutName) -> [Int] {
    guard !name.suffix.isEmpty else { return [] }
    let key = key(name.base, name.counter)
    let (base, whole) = (fold(name.base), fold(name.whole))
    let named = (byName[key] ?? []).filter { index in
      let titles = entries[index].titles
      return titles.isEmpty || titles.contains { [base, whole].contains(fold($0)) }
    }
    return named + (byTitleBase[key] ?? [])
  }

  /// The one cut sidecar whose title fits although the counters differ: names that are told apart
  /// at 51 units may be equal at 46, and are then counted.
  func titledWithAnyCounter(_ name: TakeoutName) -> [Int] {
    guard TakeoutLimit.isCut(media: name.whole), name.counter == 0,
      let found = byTitleAlone[fold(name.whole)], found.count == 1, entries[found[0]].isCut
    else { return [] }
    return found
  }

  /// The uncounted sidecar of a cut name, for a repetition that was given none.
  func uncounted(_ name: TakeoutName) -> [Int] {
    guard name.counter > 0, cut(name).isEmpty else { return [] }
    return cut(TakeoutName(base: name.base, suffix: name.suffix, counter: 0))
  }

  /// False when the title is known and the file's base is not the beginning of it.
  private func agrees(_ entry: Entry, withBase base: String) -> Bool {
    let base = fold(base)
    return entry.titles.isEmpty
      || entry.titles.contains {
        let title = fold($0)
        return title.unicodeScalars.starts(with: base.unicodeScalars) || title.hasPrefix(base)
      }
  }
}
