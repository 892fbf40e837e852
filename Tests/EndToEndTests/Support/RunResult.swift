import Foundation
import Testing

/// What a finished picsort said.
struct RunResult: CustomStringConvertible {
  let ending: ProcessEnding
  let output: String
  let error: String
  fileprivate let root: String

  init(ending: ProcessEnding, output: String, error: String, root: String) {
    self.ending = ending
    self.output = output
    self.error = error
    self.root = root
  }

  /// Both streams as one text, with `@` for the sandbox.
  var talk: String { short(output + error) }
  /// Lines of standard output, with `@` for the sandbox.
  var lines: [String] { short(output).split(separator: "\n").map(String.init) }

  var description: String { "\(ending)\n\(short(output))\n\(short(error))" }

  /// The lines of `--json`; nil when one of them is no JSON object.
  var events: [[String: Any]]? {
    var events: [[String: Any]] = []
    for line in output.split(separator: "\n") {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
        let event = object as? [String: Any]
      else { return nil }
      events.append(event)
    }
    return events
  }

  /// The first event of that name.
  func event(_ name: String) -> [String: Any]? {
    events?.first { $0["event"] as? String == name }
  }

  /// The last line of `--json`, which must be the summary.
  func summary() throws -> Summary {
    let events = try #require(events, "a line is no JSON object")
    let last = try #require(events.last)
    #expect(last["event"] as? String == "summary")
    return Summary(fields: last)
  }

  private func short(_ text: String) -> String {
    text.replacing(root + "/", with: "@").replacing(root, with: "@")
  }
}

/// The end of a run in numbers.
struct Summary {
  let fields: [String: Any]

  func count(_ name: String) -> Int? { fields[name] as? Int }
  func text(_ name: String) -> String? { fields[name] as? String }

  /// found = moved + copied + duplicates + skipped + failed + left
  var isBalanced: Bool {
    let parts = ["moved", "copied", "duplicates", "skipped", "failed", "left"].map { count($0) }
    guard let found = count("found"), !parts.contains(nil) else { return false }
    return found == parts.compactMap { $0 }.reduce(0, +)
  }
}

/// A picsort under way.
final class RunningPicsort {
  let output: NamedPipe
  let error: NamedPipe
  private let child: ChildProcess
  private let root: String

  init(child: ChildProcess, output: NamedPipe, error: NamedPipe, root: String) {
    self.child = child
    self.output = output
    self.error = error
    self.root = root
  }

  /// Its process id.
  var id: Int32 { child.id }

  func send(_ signal: Int32) { child.send(signal) }

  /// Lets it run, and waits for its end.
  func finish() -> RunResult {
    NamedPipe.drain([output, error])
    return RunResult(ending: child.wait(), output: output.text, error: error.text, root: root)
  }

  /// Sends `signal` again and again until it has ended; nothing is read from it.
  func insist(_ signal: Int32) -> ProcessEnding { child.insist(signal) }

  /// Waits for its end without reading anything more from it.
  func waitUnread() -> ProcessEnding { child.wait() }
}
