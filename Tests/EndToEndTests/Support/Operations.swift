import Foundation
import SampleMedia
import Testing

/// What `picsort resume` says of operations, and the registry that it says it from.
extension Sandbox {
  static let registryPath = data + "/PicSort/checkpoints"

  /// Names of the registry's entries, without `.json`.
  var registered: [String] {
    Disk.names(in: path(Self.registryPath)).map { $0.replacing(".json", with: "") }
  }

  /// What `picsort resume list --json` says, without its summary; with options.
  func operations(_ options: String = "") throws -> [[String: Any]] {
    let result = try picsort("resume list --json " + options)
    #expect(result.ending == .exit(0), "\(result)")
    let events = try #require(result.events)
    let summary = try #require(events.last)
    #expect(summary["event"] as? String == "summary")
    #expect(summary["operations"] as? Int == events.count - 1)
    return events.dropLast()
  }

  /// The operation that is at the desk of an output.
  func operation(in output: String = "out") throws -> String {
    try #require(try journal(output).values("header", "operation", as: String.self).first)
  }

  /// Starts a run of its own, with its own source, and lets it halt in the middle of moving.
  func startAndHalt(from source: String, to output: String) throws -> RunningPicsort {
    try write(LongLibrary.tree, in: source)
    let run = try start("-s @\(source) -o @\(output) --json")
    try #require(run.output.read(upTo: "\"event\":\"moved\""), "it ended: \(run.finish())")
    return run
  }

  /// A run that was killed in the middle of moving.
  func kill(from source: String, to output: String) throws {
    let run = try startAndHalt(from: source, to: output)
    run.send(SIGKILL)
    #expect(run.waitUnread() == .signal(SIGKILL))
  }

  /// Writes an entry of an operation whose output is nowhere.
  func enter(_ operation: String, status: String, lastActive time: String) throws {
    let entry: [String: Any] = [
      "operation_id": operation, "kind": "organize", "status": status, "start_time": time,
      "last_checkpoint": time, "current_phase": "move", "total_items": 9, "completed_items": 3,
      "failed_items": 0, "progress_data": ["bytes": 30, "total_bytes": 90],
      "configuration": ["sources": [path("gone")], "output": path("nowhere")],
    ]
    try Disk.write(
      try JSONSerialization.data(withJSONObject: entry),
      to: path(Self.registryPath + "/\(operation).json"))
  }
}

extension [[String: Any]] {
  /// The operation of an ID.
  func of(_ operation: String) throws -> [String: Any] {
    try #require(first { $0["operation"] as? String == operation })
  }

  /// One member of all.
  func texts(_ name: String) -> [String] { compactMap { $0[name] as? String } }
}
