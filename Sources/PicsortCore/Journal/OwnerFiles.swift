import Platform

/// The lock where the kernel has none to give: the file `owner-N` with the highest number, which
/// names its process.
///
/// A number is made with O_EXCL, so that only one gets it. Whoever made one looks again: a higher
/// one, or a lower one whose owner lives, sends it back. So two never both stay, whatever process
/// sleeps between any two of these steps, and what a dead one left never blocks. Nothing expires by
/// age: a process of this machine is dead when the machine was started since or has no such process
/// any more, and one of another machine is never called dead.
struct OwnerFiles {
  enum Outcome {
    /// Ours, to be removed at the end.
    case own(Path)
    case other(LockHolder)
  }

  private static let prefix = Array("owner-".utf8)
  private static let mostAttempts = 20

  private let folder: Folder

  init(in folder: Folder) {
    self.folder = folder
  }

  /// Takes the lock, or says who has it.
  func take(_ owner: HostIdentity) throws(SystemError) -> Outcome {
    for _ in 0..<Self.mostAttempts {
      if let other = try holder(besides: nil) { return .other(other) }
      let number = (try numbers().last ?? 0) + 1
      let name = Self.name(number)
      do throws(SystemError) {
        let file = try folder.create(name)
        try file.write(LockHolder.text(of: owner))
        try file.close()
      } catch {
        if error.isTaken { continue }
        try? folder.remove(name)
        throw error
      }
      let all = try numbers()
      guard let noted = LockHolder.read(name, in: folder), noted.isSameProcess(as: owner) else {
        // It was taken for a dead one's while this process slept, and the number given away anew.
        continue
      }
      if let other = try holder(besides: number) {
        try? folder.remove(name)
        return .other(other)
      }
      guard all.last == number else {
        try? folder.remove(name)
        continue
      }
      // Those below are of the dead.
      for old in all where old < number { try? folder.remove(Self.name(old)) }
      return .own(name)
    }
    throw SystemError(call: "lock", code: SystemError.busyCode)
  }

  /// The living owner of a file other than number `own`; nil when there is none.
  func holder(besides own: Int?) throws(SystemError) -> LockHolder? {
    for number in try numbers().reversed() where number != own {
      let name = Self.name(number)
      // One that names nobody was made by a process that has not yet looked again, and will go
      // when it does, or died before.
      guard let owner = LockHolder.read(name, in: folder) else { continue }
      let here = HostIdentity.current()
      // Whose start is unknown cannot be shown to be dead.
      if owner.host != here.host || owner.isAlive || owner.processStart == 0 {
        return LockHolder(owner: owner, file: name)
      }
    }
    return nil
  }

  private func numbers() throws(SystemError) -> [Int] {
    try folder.entries().compactMap { entry in
      guard entry.name.bytes.starts(with: Self.prefix) else { return nil }
      let digits = entry.name.bytes.dropFirst(Self.prefix.count)
      return Int(String(decoding: digits, as: UTF8.self))
    }.sorted()
  }

  private static func name(_ number: Int) -> Path {
    Path(bytes: prefix + Array("\(number)".utf8))
  }
}

extension HostIdentity {
  fileprivate func isSameProcess(as other: HostIdentity) -> Bool {
    host == other.host && bootID == other.bootID && processID == other.processID
      && processStart == other.processStart
  }
}
