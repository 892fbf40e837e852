package import Platform

/// The lock on an output: one process at a time works in its state folder. Held as long as this
/// lives; a process that died holds nothing, in whatever way it died.
///
/// The kernel's lock on the file `lock` wherever the file system has such locks. Elsewhere
/// `OwnerFiles`, which are looked at in either case, because two machines may see one network share
/// with different options.
package final class OutputLock {
  /// Who takes it.
  package enum Taker {
    /// A run, which leaves word of itself for people in `lock`.
    case run(HostIdentity)
    /// Somebody who writes nothing into `lock`, and makes no such file.
    case reader(HostIdentity)

    var identity: HostIdentity {
      switch self {
      case .run(let identity), .reader(let identity): identity
      }
    }
  }

  /// What came of it.
  package enum Outcome {
    case held(OutputLock)
    /// Another process has it.
    case taken(LockHolder)
    /// There is none to take.
    case impossible(SystemError)
  }

  static let fileName = Path("lock")

  private let folder: Folder
  private let kernelLock: FileDescriptor?
  private let ownerFile: Path?

  private init(folder: Folder, kernelLock: consuming FileDescriptor?, ownerFile: Path?) {
    self.folder = folder
    self.kernelLock = kernelLock
    self.ownerFile = ownerFile
  }

  deinit {
    if let ownerFile { try? folder.remove(ownerFile) }
  }

  /// Takes the lock of the state folder `folder` without waiting.
  ///
  /// - Parameters:
  ///   - folder: `.picsort` of an output.
  ///   - taker: who takes it.
  ///   - triesKernel: false as if the file system had no locks.
  /// - Returns: the lock, or why not.
  package static func take(
    in folder: Folder, as taker: Taker, triesKernel: Bool = true
  ) -> Outcome {
    do throws(SystemError) {
      let file = try open(in: folder, taker)
      do throws(SystemError) {
        guard triesKernel else { return try takeByFile(in: folder, taker) }
        guard try file.tryLock() else { return .taken(LockHolder(kernelLockIn: folder)) }
      } catch {
        guard error.isUnsupportedLock else { throw error }
        return try takeByFile(in: folder, taker)
      }
      if let other = try OwnerFiles(in: folder).holder(besides: nil) { return .taken(other) }
      if case .run(let owner) = taker {
        try file.truncate(to: 0)
        try file.write(LockHolder.text(of: owner))
      }
      return .held(OutputLock(folder: folder, kernelLock: file, ownerFile: nil))
    } catch {
      return .impossible(error)
    }
  }

  private static func open(in folder: Folder, _ taker: Taker) throws(SystemError) -> FileDescriptor
  {
    switch taker {
    case .run: return try folder.openForAppending(fileName)
    case .reader:
      guard try folder.status(of: fileName) != nil else {
        throw SystemError(call: "open", code: SystemError.missingCode)
      }
      // Network file systems lock only what is open for writing.
      if let file = try? folder.openForAppending(fileName) { return file }
      return try folder.open(fileName)
    }
  }

  private static func takeByFile(in folder: Folder, _ taker: Taker) throws(SystemError) -> Outcome {
    switch try OwnerFiles(in: folder).take(taker.identity) {
    case .own(let name): .held(OutputLock(folder: folder, kernelLock: nil, ownerFile: name))
    case .other(let holder): .taken(holder)
    }
  }
}

/// Who holds a lock, as far as it says.
package struct LockHolder: Sendable, Equatable {
  /// Nil when nothing readable is noted.
  let owner: HostIdentity?
  /// The owner file, where the lock is one.
  let file: Path?

  init(owner: HostIdentity?, file: Path?) {
    self.owner = owner
    self.file = file
  }

  /// What `lock` says while the kernel holds it. Who only reads leaves its text as it was, so that
  /// one that names a process of the past names nobody.
  init(kernelLockIn folder: Folder) {
    let noted = Self.read(OutputLock.fileName, in: folder)
    let here = HostIdentity.current()
    owner = noted.flatMap { $0.host != here.host || $0.isAlive ? $0 : nil }
    file = nil
  }

  /// The process that the lock in the state folder `folder` names: one of now or of the past.
  /// Nothing is locked to find out.
  static func noted(in folder: Folder) -> HostIdentity? {
    let other = (try? OwnerFiles(in: folder).holder(besides: nil)).flatMap(\.self)
    return other?.owner ?? read(OutputLock.fileName, in: folder)
  }

  /// The holder in one line.
  package var words: String {
    owner.map { "host \($0.host), pid \($0.processID)" }
      ?? "no process is noted: perhaps a picsort verify"
  }

  /// Why nothing can be done on `output` now.
  func refusal(_ output: Path) -> RunError {
    let sentence = "another run is working on \(output) (\(words))"
    guard let file, owner?.host != HostIdentity.current().host else {
      return .locked(sentence, nextStep: Advice.waitForOther)
    }
    // Nobody but that machine knows whether its process lives.
    let path = output.appending(StateFolder.name).appending(file)
    return .locked(
      sentence, nextStep: "when no picsort works on it there any more, remove \(path)")
  }

  static func text(of owner: HostIdentity) -> [UInt8] {
    Array(
      ("host \(owner.host)\npid \(owner.processID)\nstart \(owner.processStart)\n"
        + "boot \(owner.bootID)\n").utf8)
  }

  /// The owner that a file names; nil when it names none.
  static func read(_ name: Path, in folder: Folder) -> HostIdentity? {
    guard let file = try? folder.open(name), let bytes = try? file.read(at: 0, count: 1024) else {
      return nil
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    func value(_ name: String) -> String? {
      lines.first { $0.hasPrefix(name + " ") }.map { String($0.dropFirst(name.count + 1)) }
    }
    guard let host = value("host"), let process = value("pid").flatMap({ Int($0) }),
      let start = value("start").flatMap({ Int($0) })
    else { return nil }
    // A lock of an older version does not name the machine's start.
    return HostIdentity(
      host: host, bootID: value("boot") ?? HostIdentity.current().bootID, processID: process,
      processStart: start, outOfMemoryKills: nil)
  }
}
