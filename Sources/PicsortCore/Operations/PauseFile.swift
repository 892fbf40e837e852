import Platform

/// `OUT/.picsort/pause`: asks the run at work in OUT to pause, whichever machine it is on.
///
/// A process of this machine is asked by a signal, which is quicker; the file is for a run that
/// another machine does on a shared disk.
struct PauseFile: Sendable {
  /// Why a run that was asked to pause ended, as its journal has it.
  static let reason = "paused by picsort resume pause"
  static let name = Path("pause")

  private let folder: Folder
  private let look: RareLook

  /// The request in the state folder `folder`. It is looked for once a second at most: that costs
  /// one system call, on a share one round trip.
  init(in folder: Folder) {
    self.folder = folder
    look = RareLook(every: 1_000_000_000) { (try? folder.status(of: Self.name)) != nil }
  }

  /// True once the file was seen.
  var isThere: Bool { look.isTrue }

  /// Makes the request; `who` is for people. One that is there already will do.
  func ask(by who: HostIdentity) throws(SystemError) {
    do throws(SystemError) {
      let file = try folder.create(Self.name)
      try file.write(Array("host \(who.host)\npid \(who.processID)\n".utf8))
    } catch {
      if !error.isTaken { throw error }
    }
  }

  /// Takes the request back, if there is one.
  func remove() {
    if (try? folder.status(of: Self.name)) != nil { _ = try? folder.remove(Self.name) }
  }
}
