/// What the system itself keeps that tells how a process or the machine came to its end.
///
/// Linux has all of it in small text files. A test gives other files: the variable
/// `PICSORT_EVIDENCE_ROOT` names a folder that stands for `/`, and what is not in it is not known.
package struct SystemEvidence: Sendable {
  private let root: String

  /// Evidence from the files below `root`; empty for `/`.
  package init(root: String = "") {
    self.root = root
  }

  /// This machine's, or what a test gave in its place.
  package static let here = SystemEvidence(
    root: Environment.value("PICSORT_EVIDENCE_ROOT").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "")

  /// The value that changes with each start of the machine (random(4)); empty when there is none.
  package var bootID: String {
    #if canImport(Darwin)
      return root.isEmpty ? HostIdentity.bootSession() : lines(Self.bootFile).first ?? ""
    #else
      return lines(Self.bootFile).first ?? ""
    #endif
  }

  private static let bootFile = "/proc/sys/kernel/random/boot_id"

  /// How often the kernel killed a process for memory since the machine started (`oom_kill` of
  /// proc_vmstat(5)); nil when it does not say.
  package var outOfMemoryKills: Int? {
    Self.counter("oom_kill ", in: bytes("/proc/vmstat"))
  }

  /// The control group of this process, as a path below the mounted hierarchy (cgroups(7), the
  /// line of version 2); nil where there is none.
  package var controlGroup: String? {
    let line = lines("/proc/self/cgroup").first { $0.hasPrefix("0::/") }
    return line.map { String($0.dropFirst(3)) }
  }

  /// How often a process of the control group `group` was killed for memory (`oom_kill` of
  /// `memory.events`, kernel documentation, "Control Group v2"); nil when it does not say, or is
  /// gone.
  package func outOfMemoryKills(ofGroup group: String) -> Int? {
    guard group.hasPrefix("/"), !group.split(separator: "/").contains("..") else { return nil }
    let folder = "/sys/fs/cgroup" + (group == "/" ? "" : group)
    return Self.counter("oom_kill ", in: bytes(folder + "/memory.events"))
  }

  /// What a look at the places where kernels leave records of their crashes showed.
  package struct CrashRecords: Sendable, Equatable {
    /// The newest one of at least the asked age; nil when there is none.
    package let newest: String?
    /// False when a place is there and this user may not look into it.
    package let areReadable: Bool

    package init(newest: String?, areReadable: Bool) {
      self.newest = newest
      self.areReadable = areReadable
    }
  }

  /// Looks for a record that the kernel left of a crash of its own, changed at `time` or later, in
  /// seconds since 1970-01-01 UTC: a dump in pstore or in what systemd-pstore(8) keeps of it, or a
  /// folder of kdump.
  package func kernelCrashRecords(since time: Int) -> CrashRecords {
    var newest: (modified: Int, path: String)?
    var areReadable = true
    for (place, isRecord) in Self.crashPlaces {
      guard let folder = try? Folder(at: Path(root + place)) else {
        areReadable = areReadable && !isThere(place)
        continue
      }
      guard let names = try? folder.entries() else {
        areReadable = false
        continue
      }
      for entry in names {
        guard isRecord(entry.name.description),
          let status = (try? folder.status(of: entry.name)).flatMap(\.self)
        else { continue }
        let modified = status.modified / 1_000_000_000
        guard modified >= time, modified > newest?.modified ?? Int.min else { continue }
        newest = (modified, place + "/" + entry.name.description)
      }
    }
    return CrashRecords(newest: newest?.path, areReadable: areReadable)
  }

  private static let crashPlaces: [(String, @Sendable (String) -> Bool)] = [
    ("/sys/fs/pstore", { $0.hasPrefix("dmesg-") }),
    // systemd-pstore(8) makes a folder named after the time of the record.
    ("/var/lib/systemd/pstore", { $0.first?.isNumber == true }),
    // kdump names its folders after the time, or the address and the time; crashes of programs are
    // there too and begin with an underscore.
    ("/var/crash", { $0.first?.isNumber == true || $0.hasPrefix("linux-image") }),
  ]

  private func isThere(_ place: String) -> Bool {
    let path = Path(root + place)
    guard let parent = try? Folder(at: path.parent) else { return false }
    return (try? parent.status(of: path.lastComponent)).flatMap(\.self) != nil
  }

  /// The value of the line of `text` that begins with `name`, which has its blank. The kernel's
  /// counters are two hundred lines, and one is wanted.
  private static func counter(_ name: StaticString, in text: [UInt8]) -> Int? {
    var start = 0
    while start < text.count {
      let end = text.firstLineFeed(from: start) ?? text.count
      if text.has(name, at: start) {
        return Int(String(decoding: text[(start + name.utf8CodeUnitCount)..<end], as: UTF8.self))
      }
      start = end + 1
    }
    return nil
  }

  /// The lines of one of the kernel's text files; empty when it cannot be read.
  private func lines(_ path: String) -> [String] {
    String(decoding: bytes(path), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func bytes(_ path: String) -> [UInt8] {
    let path = Path(root + path)
    guard let folder = try? Folder(at: path.parent),
      let file = try? folder.open(path.lastComponent)
    else { return [] }
    return (try? file.read(at: 0, count: 65_536)) ?? []
  }
}
