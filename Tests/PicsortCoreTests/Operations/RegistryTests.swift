import Foundation
import Platform
import Testing

@testable import PicsortCore

/// The index of operations: its text, its bounds, and what it is worth.
@Suite struct RegistryTests {
  private func entry(_ operation: String, _ status: RunStatus?, at time: Int) -> Registry.Entry {
    var entry = Registry.Entry(
      SampleRecords.header(operation: operation), output: Path("/library"), stateFile: nil)
    (entry.status, entry.lastCheckpoint) = (status, time)
    entry.progress = RunProgress(
      phase: .move, items: 3, totalItems: 9, bytes: 30, totalBytes: 90, failures: 1)
    entry.process = HostIdentity(
      host: "desk", bootID: "b", processID: 17, processStart: 4, outOfMemoryKills: nil)
    return entry
  }

  @Test func `an entry is read as it was written`() throws {
    var entry = entry("abc", .paused, at: 1_700_000_500)
    entry.stateFile = Path(bytes: [0x2F, 0xE9, 0x25])
    #expect(RegistryText.decode(RegistryText.encode(entry)) == entry)
    entry.status = nil
    #expect(RegistryText.decode(RegistryText.encode(entry)) == entry)
  }

  @Test(arguments: [
    "", "{}", "null",
    "{\"operation_id\":\"../x\",\"last_checkpoint\":\"2026-11-21T10:00:00Z\","
      + "\"configuration\":{\"sources\":[],\"output\":\"/o\"}}",
    "{\"operation_id\":\"ab\",\"last_checkpoint\":\"2026-11-21T10:00:00Z\","
      + "\"configuration\":{\"sources\":[],\"output\":\"relative\"}}",
  ])
  func `what is no entry is none`(text: String) {
    #expect(RegistryText.decode(Array(text.utf8)) == nil)
  }

  @Test func `entries are told from other files, the newest first`() throws {
    let place = try Workspace()
    let registry = Registry(path: place.path.appending("PicSort/checkpoints"))
    #expect(registry.look().entries.isEmpty)
    registry.enter(entry("old", .completed, at: 1_700_000_000))
    registry.enter(entry("new", nil, at: 1_700_000_009))
    try place.write("PicSort/checkpoints/broken.json", Array("{".utf8))
    try place.write("PicSort/checkpoints/.old.1.new", [])

    let look = registry.look()

    #expect(look.entries.map(\.operation) == ["new", "old"])
    #expect(look.unreadable == [Path("broken.json")])
  }

  @Test func `only its owner may read it`() throws {
    let place = try Workspace()
    let registry = Registry(path: place.path.appending("PicSort/checkpoints"))
    registry.enter(entry("abc", nil, at: 1_700_000_000))
    let folder = try Folder(at: registry.path)
    #expect(try folder.status().mode == 0o700)
    #expect(try folder.status(of: Path("abc.json"))?.mode == 0o600)
    #expect(try place.names(in: "PicSort/checkpoints") == ["abc.json"])
  }

  @Test func `it does not grow without end, and keeps what is unfinished`() throws {
    let place = try Workspace()
    let registry = Registry(path: place.path)
    for number in 0...1000 {
      let status: RunStatus? = number < 3 ? .paused : .completed
      registry.enter(entry("x\(number)", status, at: 1_700_000_000 + number))
    }
    _ = RegistryEntry(registry, header: SampleRecords.header(operation: "next"), stateFile: nil)

    let left = registry.entries()

    #expect(left.count == 900)
    #expect(left.count { $0.isUnfinished } == 3)
    #expect(left.first?.operation == "x1000")
  }

  @Test func `IDs are shown as long as they must be`() {
    func list(_ ids: [String]) -> Operations.List {
      var list = Operations.List()
      list.views = ids.map { OperationView(entry($0, nil, at: 0), books: .current) }
      return list
    }
    #expect(list([]).idLength == 4)
    #expect(list(["0123456789abcdef", "fedcba9876543210"]).idLength == 4)
    #expect(list(["0123456789abcdef", "0123456f89abcdef", "0a"]).idLength == 8)
  }
}
