import CPlatform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Folder {
  /// What names of a probe begin with, so that what a killed one left is known.
  package static let probePrefix = Array("probe-".utf8)

  /// Finds out by some two dozen calls how this folder's file system behaves. The names it makes
  /// here are gone when it returns, in whatever way; the folder must be picsort's own.
  ///
  /// - Returns: the manners; what could not be tried counts as missing.
  /// - Throws: when not even an empty file can be made.
  package func probeManners() throws(SystemError) -> VolumeManners {
    var probe = VolumeProbe(in: self)
    defer { probe.clear() }
    return try probe.perform()
  }

  /// Removes what a probe that was killed left in this folder.
  package func sweepProbes() {
    for entry in (try? entries()) ?? []
    where entry.kind != .folder && entry.name.bytes.starts(with: Self.probePrefix) {
      try? remove(entry.name)
    }
  }
}

/// One probe of a file system.
private struct VolumeProbe {
  private let folder: Folder
  private let stem: [UInt8]
  /// Names that may be there.
  private var names: [Path] = []

  /// A time whose second is odd and whose every digit below it counts.
  private static let time = 1_700_000_001_987_654_321
  /// Steps that file systems cut times to: NTFS, most network shares, FAT's birth times, exFAT and
  /// ext3, FAT.
  private static let steps = [
    1, 100, 1_000, 1_000_000, 10_000_000, 1_000_000_000, 2_000_000_000,
  ]
  /// What Windows forbids in names, and so do most of its file systems.
  private static let doubtful = Array("\"*:<>?|\\".utf8) + [0x01]

  init(in folder: Folder) {
    self.folder = folder
    let number = String(UInt64.random(in: UInt64.min...UInt64.max), radix: 36)
    stem = Folder.probePrefix + Array(number.utf8)
  }

  private func name(_ rest: some Sequence<UInt8>) -> Path { Path(bytes: stem + rest) }
  private func name(_ rest: String) -> Path { name(rest.utf8) }

  mutating func perform() throws(SystemError) -> VolumeManners {
    var manners = try volume()
    // U+00C4 in one piece.
    var first = name("-\u{C4}")
    if !tryName(first) {
      first = name("-a")
      let file = try folder.create(first)
      names.append(first)
      try file.close()
    }
    lookAtFile(first, &manners)
    let upper = Path(bytes: Array("PROBE-".utf8) + first.bytes.dropFirst(6))
    manners.foldsCase = isThere(upper)
    // The letter and the diaeresis apart.
    manners.foldsForm = isThere(name("-A\u{308}"))
    lookAtNames(of: first, &manners)
    lookAtLetters(&manners)
    return manners
  }

  /// Removes everything that was made.
  mutating func clear() {
    // An error that passes leaves nothing behind; any other, what the next run sweeps.
    for name in names where (try? folder.remove(name)) == nil { try? folder.remove(name) }
    names.removeAll()
  }

  private func volume() throws(SystemError) -> VolumeManners {
    var text = [CChar](repeating: 0, count: 32)
    var longest = 0
    try SystemCalls.check("statfs") {
      unsafe picsort_file_system(folder.raw, &text, text.count, &longest)
    }
    var manners = VolumeManners(
      fileSystem: String(
        decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    let usual = VolumeManners.usualLongestName
    if longest > 0, longest < usual { manners.longestName = longest }
    return manners
  }

  /// True when an empty file of that name could be made; it is removed at the end.
  private mutating func tryName(_ name: Path) -> Bool {
    guard let file = try? folder.create(name) else { return false }
    names.append(name)
    do throws(SystemError) {
      try file.close()
      return true
    } catch {
      return false
    }
  }

  private func isThere(_ name: Path) -> Bool {
    (try? folder.status(of: name)).flatMap(\.self) != nil
  }

  /// Times, attributes and locks.
  private func lookAtFile(_ name: Path, _ manners: inout VolumeManners) {
    guard let file = try? folder.open(name) else { return }
    _ = file.setTime(Self.time)
    let seen = (try? file.status())?.modified ?? 0
    manners.timeStep =
      Self.steps.first { seen == Self.time / $0 * $0 } ?? Self.steps.last ?? 1
    manners.hasAttributes =
      unsafe picsort_set_xattr(file.number, "user.picsort", [0x31], 1) == 0
    manners.hasLocks = (try? file.tryLock()) ?? false
  }

  /// Links, and how a name is taken.
  private mutating func lookAtNames(of first: Path, _ manners: inout VolumeManners) {
    let (second, third) = (name("-2"), name("-3"))
    do throws(SystemError) {
      try folder.addName(to: first, in: folder, as: second)
      names.append(second)
      manners.hasHardLinks = true
    } catch {
      manners.hasHardLinks = false
      guard tryName(second) else { return }
    }
    manners.taking = taking(from: second, onto: first, or: third, manners.hasHardLinks)
    let link = name("-4")
    do throws(SystemError) {
      try folder.makeSymbolicLink(link, to: first)
      names.append(link)
      manners.hasSymbolicLinks = true
    } catch {
      manners.hasSymbolicLinks = false
    }
  }

  /// A rename counts only when it refuses a name that is taken, which some file systems that know
  /// the flag do not, and takes one that is free, which those that do not know it will not.
  private mutating func taking(
    from second: Path, onto first: Path, or third: Path, _ hasHardLinks: Bool
  ) -> NameTaking {
    let other: NameTaking = hasHardLinks ? .link : .placeholder
    do throws(SystemError) {
      try folder.renameWithoutReplacing(second, to: folder, as: first)
      return other
    } catch {
      guard error.isTaken else { return other }
    }
    guard (try? folder.renameWithoutReplacing(second, to: folder, as: third)) != nil else {
      return other
    }
    names.removeAll { $0 == second }
    names.append(third)
    return .rename
  }

  /// Which letters names may hold. All of them are tried at once, and one by one only where that
  /// is refused.
  private mutating func lookAtLetters(_ manners: inout VolumeManners) {
    let text = Self.doubtful + [0xFF]
    let loose = Array(" .".utf8)
    if tryName(name(text + loose)) {
      manners.refusesLooseEnds = isThere(name(text)) || isThere(name(text + loose.dropLast()))
      return
    }
    manners.forbidden = Self.doubtful.filter { !tryName(name([$0, 0x61])) }
    manners.wantsUnicode = !tryName(name([0xFF]))
    manners.refusesLooseEnds =
      !tryName(name("-5.")) || isThere(name("-5")) || !tryName(name("-6 ")) || isThere(name("-6"))
  }
}
