import Foundation
import Testing

/// The records of a state file, read as `jq` would.
struct Journal {
  let records: [[String: Any]]

  init(_ path: String) throws {
    let data = try #require(Disk.read(path), "no journal at \(path)")
    records = data.split(separator: UInt8(ascii: "\n")).compactMap { line in
      (try? JSONSerialization.jsonObject(with: Data(line))) as? [String: Any]
    }
  }

  func records(_ type: String) -> [[String: Any]] {
    records.filter { $0["type"] as? String == type }
  }

  /// What stands in one field of all records of a type.
  func values<Value>(_ type: String, _ field: String, as: Value.Type = Value.self) -> [Value] {
    records(type).compactMap { $0[field] as? Value }
  }

  /// Files that were handled a second time although the books said durably that they were done.
  /// What a killed process noted after the last durable checkpoint is rightly looked at again.
  var filesDoneAgain: [Int] {
    var durable: Set<Int> = []
    var noted: Set<Int> = []
    var again: [Int] = []
    for record in records {
      if record["type"] as? String == "process" {
        noted.removeAll()
      } else if record["type"] as? String == "done", let file = record["file"] as? Int {
        if durable.contains(file) { again.append(file) }
        noted.insert(file)
      } else if record["type"] as? String == "checkpoint", record["durable"] as? Bool == true {
        durable.formUnion(noted)
      }
    }
    return again
  }

  /// How the last process ended.
  var end: String? { records.last { $0["type"] as? String == "end" }?["status"] as? String }
}

extension Sandbox {
  static let statePath = ".picsort/state.jsonl"

  /// The journal of the current or last operation of an output.
  func journal(_ output: String = "out") throws -> Journal {
    try Journal(path(output + "/" + Self.statePath))
  }

  /// Names of the journals that were kept.
  func history(_ output: String = "out") -> [String] {
    Disk.names(in: path(output + "/.picsort/history"))
  }
}

extension Collection where Element: Hashable {
  /// True when no element is there twice.
  var isFreeOfRepeats: Bool { Set(self).count == count }
}
