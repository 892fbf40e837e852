package import Platform

/// An error of the system that ended a run, as it was noted down.
package struct NotedError: Sendable, Hashable {
  /// The errno of the machine that it happened on.
  package var number: Int
  /// Its name, which means the same on every system: `ENOSPC`.
  package var name: String
  /// What it was about; nil when that is not known.
  package var path: Path?
  /// What it was about lies on a network volume.
  package var isOnNetwork: Bool

  package init(number: Int, name: String, path: Path? = nil, isOnNetwork: Bool = false) {
    self.number = number
    self.name = name
    self.path = path
    self.isOnNetwork = isOnNetwork
  }

  package init(_ error: SystemError, path: Path? = nil, isOnNetwork: Bool = false) {
    self.init(
      number: Int(error.code), name: error.name, path: path, isOnNetwork: isOnNetwork)
  }

  /// What sort of failure such an error tells of; nil for one that tells of none.
  package var cause: StopCause? {
    switch name {
    case "ENOSPC", "EDQUOT": .diskFull
    case "ENOTCONN", "ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN",
      "ENETUNREACH", "ECONNABORTED", "ECONNRESET", "ECONNREFUSED", "ESHUTDOWN":
      .networkFailure
    case "EIO", "ENODEV", "ENXIO", "EROFS": isOnNetwork ? .networkFailure : .storageFailure
    default: nil
    }
  }
}

/// How a process of an operation said that it ended.
package struct EndNote: Sendable, Equatable {
  package var status: RunStatus
  /// 0 for none.
  package var signal: Int
  /// For people; may be empty.
  package var reason: String
  /// The error that made it stop; nil when none did.
  package var error: NotedError?

  package init(status: RunStatus, signal: Int = 0, reason: String = "", error: NotedError? = nil) {
    self.status = status
    self.signal = signal
    self.reason = reason
    self.error = error
  }
}

/// How often the kernel had killed for memory at some moment.
package struct MemoryKills: Sendable, Hashable {
  /// Since the machine started, whatever process; nil when the kernel does not say.
  package var system: Int?
  /// In the control group of the process; nil when there is none, or it does not say.
  package var group: Int?

  package init(system: Int? = nil, group: Int? = nil) {
    self.system = system
    self.group = group
  }
}

extension MemoryKills {
  /// What a process found when it started.
  package init(_ host: HostIdentity) {
    self.init(system: host.outOfMemoryKills, group: host.groupOutOfMemoryKills)
  }
}
