package import Platform

/// `OUT/.picsort/audit.log`: one line of text for each start, resume, end and refusal, appended and
/// never rewritten. For people who want to know who did what and when; nothing reads it back.
///
///     2026-11-21T16:10:45Z user=jo(1000) host=desk pid=4711 start organize 4f1d… move /in -> /out
package struct AuditLog: Sendable {
  package static let name = Path("audit.log")

  /// What is noted; the raw value is the line's word.
  package enum Event: String, Sendable, CaseIterable {
    case start
    case resume
    /// How a process of an operation ended.
    case end
    /// A command that was not carried out.
    case refused
    /// The books of an operation were forgotten.
    case forgotten
  }

  private let folder: Folder
  private let host: HostIdentity

  /// The log in the state folder `folder`.
  package init(in folder: Folder, host: HostIdentity = .current()) {
    self.folder = folder
    self.host = host
  }

  /// Appends a line, in one write, so that two processes never mix theirs. A log that cannot be
  /// written stops nothing.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - words: what else is to be known; control characters are escaped.
  ///   - time: seconds since 1970-01-01 UTC.
  package func note(_ event: Event, _ words: [String], time: Int = Clock.wallSeconds()) {
    let user = Environment.user()
    let who = "user=\(user.name)(\(user.id)) host=\(host.host) pid=\(host.processID)"
    let parts = [UTCText.text(time), who, event.rawValue] + words.filter { !$0.isEmpty }
    let line = parts.map(Self.onOneLine).joined(separator: " ") + "\n"
    _ = try? folder.openForAppending(Self.name).write(Array(line.utf8))
  }

  /// Notes in the log of `output` that a command was not carried out, if picsort ever worked there.
  static func note(_ error: RunError, in output: Path) {
    switch error {
    case .refused(let text, _), .locked(let text, _):
      guard let folder = try? Folder(at: output).folder(StateFolder.name) else { return }
      AuditLog(in: folder).note(.refused, [text])
    case .usage, .failed: return
    }
  }

  /// A path as the journal writes it.
  package static func text(_ path: Path) -> String {
    String(decoding: PathText.encode(path.bytes), as: UTF8.self)
  }

  private static func onOneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
      return text
    }
    return text.unicodeScalars.map { scalar in
      guard scalar.value < 0x20 || scalar.value == 0x7F else { return String(scalar) }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }
}
