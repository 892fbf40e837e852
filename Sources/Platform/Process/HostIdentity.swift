#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Which process on which start of which machine; what tells a crash from a restart later.
package struct HostIdentity: Hashable, Sendable {
  package let host: String
  /// A value that changes with each start of the machine; empty when the system has none.
  package let bootID: String
  package let processID: Int
  /// When the process started, in the system's own ticks: with the id it names a process for
  /// good. 0 when unknown.
  package let processStart: Int
  /// How often the kernel killed a process for memory since the start; nil when it does not say.
  package let outOfMemoryKills: Int?
  /// The control group that the process was in, as `SystemEvidence` says it; nil for none.
  package let controlGroup: String?
  /// How often a process of that group had been killed for memory; nil when it does not say.
  package let groupOutOfMemoryKills: Int?

  package init(
    host: String, bootID: String, processID: Int, processStart: Int, outOfMemoryKills: Int?,
    controlGroup: String? = nil, groupOutOfMemoryKills: Int? = nil
  ) {
    self.host = host
    self.bootID = bootID
    self.processID = processID
    self.processStart = processStart
    self.outOfMemoryKills = outOfMemoryKills
    self.controlGroup = controlGroup
    self.groupOutOfMemoryKills = groupOutOfMemoryKills
  }

  package static func current() -> HostIdentity {
    let pid = Int(getpid())
    let system = SystemEvidence.here
    let group = system.controlGroup
    return HostIdentity(
      host: hostName(), bootID: system.bootID, processID: pid,
      processStart: startTime(of: pid) ?? 0, outOfMemoryKills: system.outOfMemoryKills,
      controlGroup: group,
      groupOutOfMemoryKills: group.flatMap { system.outOfMemoryKills(ofGroup: $0) })
  }

  /// Peak resident memory of this process in bytes.
  package static func peakMemory() -> Int {
    var usage = rusage()
    #if canImport(Darwin)
      guard unsafe getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
      return Int(usage.ru_maxrss)
    #else
      guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
      return Int(usage.ru_maxrss) * 1024
    #endif
  }

  /// True when the process that this describes runs now on this machine.
  package var isAlive: Bool {
    let here = Self.current()
    guard host == here.host, bootID == here.bootID else { return false }
    return Self.startTime(of: processID).map { $0 == processStart } ?? false
  }

  /// Asks that process to pause (SIGUSR2), which one that has a handler for it takes as a wish;
  /// looks once more that it is that process, because its number may be another's by now.
  ///
  /// - Returns: false when it has ended.
  /// - Throws: when the system does not let this user signal it.
  package func askToPause() throws(SystemError) -> Bool {
    guard isAlive, processID > 0, let id = pid_t(exactly: processID) else { return false }
    guard kill(id, SIGUSR2) != 0 else { return true }
    if errno == ESRCH { return false }
    throw SystemError(call: "kill", code: errno)
  }

  private static func hostName() -> String {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  #if canImport(Darwin)
    /// macOS's value that changes with each start.
    static func bootSession() -> String {
      var size = 0
      guard unsafe sysctlbyname("kern.bootsessionuuid", nil, &size, nil, 0) == 0, size > 1 else {
        return ""
      }
      var text = [CChar](repeating: 0, count: size)
      guard unsafe sysctlbyname("kern.bootsessionuuid", &text, &size, nil, 0) == 0 else {
        return ""
      }
      return String(
        decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  #endif

  private static func startTime(of pid: Int) -> Int? {
    #if canImport(Darwin)
      var info = proc_bsdinfo()
      let size = Int32(MemoryLayout<proc_bsdinfo>.size)
      guard unsafe proc_pidinfo(Int32(pid), PROC_PIDTBSDINFO, 0, &info, size) == size else {
        return nil
      }
      return Int(info.pbi_start_tvsec)
    #else
      // proc(5): field 22, counted after the command name, which may hold anything.
      guard let line = smallFile("/proc/\(pid)/stat").first,
        let end = line.lastIndex(of: ")")
      else { return nil }
      let fields = line[line.index(after: end)...].split(separator: " ")
      // A process that has ended and is not waited for yet holds nothing any more.
      guard fields.count > 19, !["Z", "X"].contains(fields[0]) else { return nil }
      return Int(fields[19])
    #endif
  }

  /// The lines of one of the kernel's text files; empty when it cannot be read.
  private static func smallFile(_ path: String) -> [String] {
    let path = Path(path)
    guard let folder = try? Folder(at: path.parent),
      let file = try? folder.open(path.lastComponent),
      let bytes = try? file.read(at: 0, count: 65_536)
    else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
