import Platform

/// What the first line and the last lines of a journal tell: enough for a list, and bounded,
/// however long the journal is.
///
/// Each line that is used proves itself and follows the one before it. What lies between is not
/// read, so nothing that moves or removes a file may rest on this.
struct JournalGlance: Equatable {
  var header: JournalHeader
  /// The process that began, or last went on; of the header where the record is not at the end.
  var lastProcess: HostIdentity
  var checkpoint: Checkpoint?
  /// How the last process ended; nil when it did not say so.
  var end: End?
  /// Seconds since 1970-01-01 UTC.
  var modified: Int
  /// Bytes.
  var size: Int
  /// False when a whole line at the end is not what was written.
  var isSound = true

  /// The last word of a process.
  struct End: Equatable {
    var status: RunStatus
    var signal: Int
    var reason: String
  }

  /// How much of the end is read, in bytes; more only where the first does not tell how far it is.
  private static let windows = [64 << 10, 1 << 20]
  private static let firstLine = 16 << 10

  /// Nil when there is no journal, or none that this program can read.
  static func read(_ place: JournalPlace) -> JournalGlance? {
    guard let file = try? place.open(), let status = try? file.status(), status.kind == .file,
      let header = header(of: file)
    else { return nil }
    for window in windows {
      var glance = JournalGlance(
        header: header, lastProcess: header.host, modified: status.modified / 1_000_000_000,
        size: status.size)
      let start = max(0, status.size - window)
      guard let bytes = try? file.read(at: start, count: window) else { return nil }
      glance.take(bytes, isWhole: start == 0)
      if glance.checkpoint != nil || glance.end != nil || start == 0 { return glance }
    }
    return JournalGlance(
      header: header, lastProcess: header.host, modified: status.modified / 1_000_000_000,
      size: status.size)
  }

  /// The first record of a journal; nil when there is none that this program can read.
  static func header(at place: JournalPlace) -> JournalHeader? {
    guard let file = try? place.open(), let status = try? file.status(), status.kind == .file else {
      return nil
    }
    return header(of: file)
  }

  private static func header(of file: borrowing FileDescriptor) -> JournalHeader? {
    for count in [firstLine, JournalFormat.longestLine] {
      guard let bytes = try? file.read(at: 0, count: count) else { return nil }
      guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { continue }
      guard let proven = JournalFormat.prove(Array(bytes[..<end])),
        case .header(let header)? = RecordDecoder.decode(proven.value),
        header.oldestReader <= JournalFormat.version
      else { return nil }
      return header
    }
    return nil
  }

  /// Takes the last bytes of the journal; the first line of them is cut unless they are all.
  private mutating func take(_ bytes: [UInt8], isWhole: Bool) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // Behind the last line feed stands nothing, or a line that was cut short by a crash.
    if !lines.isEmpty { lines.removeLast() }
    if !isWhole, !lines.isEmpty { lines.removeFirst() }
    var previous: UInt32?
    for line in lines {
      guard let proven = JournalFormat.prove(Array(line)),
        previous == nil || proven.previous == previous
      else {
        (isSound, previous, end, checkpoint) = (false, nil, nil, nil)
        continue
      }
      previous = proven.checksum
      switch RecordDecoder.decode(proven.value) {
      case .process(let host, _, _): (lastProcess, end) = (host, nil)
      case .checkpoint(let found): checkpoint = found
      case .end(let status, let signal, let reason, _):
        end = End(status: status, signal: signal, reason: reason)
      default: break
      }
    }
    // Nothing that follows damage is believed.
    if !isSound { (end, checkpoint) = (nil, nil) }
  }
}
