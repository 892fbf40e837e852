import Platform

/// Flushes staged copies and reads them back from the medium where that is wanted, on another
/// thread, while the mover copies the next files.
///
/// It changes nothing but what is on its way to the drive: what was found is acted on by the mover,
/// in the order of docs/safety.md. If the machine dies meanwhile, the copies are still in `tmp/`,
/// and no note says that they are whole.
struct CopyCheck: Sendable {
  /// A staged copy.
  struct Copy: Sendable {
    let folder: Folder
    let name: Path
    /// Of what was read when it was made; nil when it is only flushed, and not read back.
    let digest: Digest?
  }

  /// What flushing a copy and reading it back showed.
  enum Finding: Sendable {
    /// It is what was read, or nobody asked that.
    case same
    case different
    case failed(SystemError)
  }

  /// Fewer copies are flushed one by one.
  private static let fewestTogether = 4

  private let work: BackgroundWork<[Finding]>

  init(_ copies: [Copy]) {
    work = BackgroundWork { Self.findings(of: copies) }
  }

  /// One finding for each copy, in their order; waits for them.
  func findings() -> [Finding] { work.wait() ?? [] }

  private static func findings(of copies: [Copy]) -> [Finding] {
    var isFlushed: [ObjectIdentifier: Bool] = [:]
    if copies.count >= fewestTogether {
      for copy in copies where isFlushed[ObjectIdentifier(copy.folder)] == nil {
        // An error is told once, and may be another file's: then each copy is asked for itself.
        let isWhole = try? copy.folder.syncFileSystem()
        isFlushed[ObjectIdentifier(copy.folder)] = isWhole ?? false
      }
    }
    return copies.map { finding(of: $0, isFlushed[ObjectIdentifier($0.folder)] ?? false) }
  }

  /// Reads one copy back; `isFlushed` when its file system was flushed after it was made.
  static func finding(of copy: Copy, _ isFlushed: Bool) -> Finding {
    if copy.digest == nil, isFlushed { return .same }
    do throws(SystemError) {
      let file = try copy.folder.open(copy.name)
      if !isFlushed { try file.sync() }
      guard let digest = copy.digest else { return .same }
      file.dropCache()
      if case .whole(_, digest) = try file.hash() { return .same }
      return .different
    } catch {
      return .failed(error)
    }
  }
}
