internal import Platform

/// Where words go: results to standard output, talk to standard error. Passed in, never global.
///
/// Lines that are printed must be safe already (`SafeText`). A reader that goes away is no error:
/// what follows is dropped. Any other failure of standard output is kept for the end. Standard
/// output is buffered unless it is a terminal; `flush` before the process leaves.
final class Console {
  /// One of the two streams.
  struct Stream {
    let isTerminal: Bool
    /// Columns, asked anew each time because windows are resized; nil when unknown.
    let width: () -> Int?
    /// Writes all bytes.
    let write: ([UInt8]) throws(SystemError) -> Void
    /// False while the process runs in the background of its terminal, where a status line would
    /// be drawn over somebody's prompt.
    var isForeground: () -> Bool = { true }
  }

  enum Channel {
    case output
    case error
  }

  /// What a colour stands for; the word beside it always says the same.
  enum Style: String {
    case error = "1;31"
    case warning = "33"
    case strong = "1"
  }

  /// Off until the options are read.
  var usesColor = false
  /// True when the terminal understands escape sequences.
  let knowsEscapes: Bool

  private let output: Stream
  private let error: Stream
  private var buffer: [UInt8] = []
  private var lastFlush: UInt64 = 0
  private var status: String?
  /// True when nobody gets what is printed from now on.
  private(set) var outputIsGone = false
  /// Why results were lost; nil while none were, and when their reader went away.
  private(set) var outputFailure: SystemError?
  private var errorIsGone = false

  init(output: Stream, error: Stream, knowsEscapes: Bool = true) {
    self.output = output
    self.error = error
    self.knowsEscapes = knowsEscapes
  }

  /// True when standard error is a terminal that can erase a line.
  var canRedraw: Bool { knowsEscapes && error.isTerminal }

  func isTerminal(_ channel: Channel) -> Bool {
    channel == .output ? output.isTerminal : error.isTerminal
  }

  /// Columns for running text: the terminal's, at most 100 and at least 20; 80 elsewhere.
  func textWidth(_ channel: Channel) -> Int {
    let stream = channel == .output ? output : error
    guard stream.isTerminal else { return 80 }
    return min(100, max(20, stream.width() ?? 80))
  }

  /// Columns for the status line.
  var statusWidth: Int { max(20, error.width() ?? 80) }

  /// A line of the result.
  func print(_ line: String) { print(bytes: Array(line.utf8)) }

  /// A line for a program, in which names stand as they are on the disk.
  func print(bytes line: [UInt8]) {
    if output.isTerminal { eraseStatus() }
    buffer += line
    buffer.append(UInt8(ascii: "\n"))
    if output.isTerminal || buffer.count >= Self.bufferSize { flush() }
  }

  /// A line of talk; what was printed before it comes out before it.
  func say(_ line: String) {
    flush()
    eraseStatus()
    sendToError(line + "\n")
  }

  /// A question whose answer is typed behind it.
  func prompt(_ question: String) {
    flush()
    eraseStatus()
    sendToError(question + " ")
  }

  /// Draws `text` in place of the last status line; nil only erases that.
  func draw(_ text: String?) {
    guard text != status else { return }
    guard let text, error.isForeground() else { return eraseStatus() }
    flush()
    // Over the old line first and erase the rest after it: erasing first would flicker.
    sendToError("\r" + text + "\u{1B}[K")
    status = text
  }

  /// Lines into a pipe are buffered, but a reader should not wait long for them: flushes when the
  /// last time is 0.2 s ago. `now` is in nanoseconds.
  func flushNowAndThen(_ now: UInt64) {
    guard now &- lastFlush >= 200_000_000 else { return }
    lastFlush = now
    flush()
  }

  func flush() {
    guard !buffer.isEmpty else { return }
    defer { buffer.removeAll(keepingCapacity: true) }
    guard !outputIsGone else { return }
    do throws(SystemError) {
      try output.write(buffer)
    } catch {
      outputIsGone = true
      if !error.isClosedPipe { outputFailure = error }
    }
  }

  /// `text` in the colour of `style` where colours are wanted and can be seen.
  func styled(_ text: String, _ style: Style, on channel: Channel) -> String {
    guard usesColor, isTerminal(channel) else { return text }
    return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
  }

  private func eraseStatus() {
    guard status != nil else { return }
    status = nil
    guard error.isForeground() else { return }
    sendToError("\r\u{1B}[K")
  }

  private func sendToError(_ text: String) {
    guard !errorIsGone else { return }
    do throws(SystemError) {
      try self.error.write(Array(text.utf8))
    } catch {
      // There is nowhere left to say it.
      errorIsGone = true
    }
  }

  private static let bufferSize = 32 * 1024
}
