import Foundation
import Platform
import Testing

@testable import PicsortCore

/// Runs that are asked to pause where signals from outside do not hit.
@Suite struct PauseRequestTests {
  private final class Listener: RunListener {
    let onStart: () -> Void

    init(onStart: @escaping () -> Void = {}) {
      self.onStart = onStart
    }

    func hear(_ event: RunEvent) {
      if case .started = event { onStart() }
    }
  }

  private func settings(_ place: Workspace) throws -> RunSettings {
    try place.write("src/IMG_20230704_101010.jpg", [0xFF, 0xD8, 0xFF, 0xD9])
    return RunSettings(
      sources: [place.path.appending("src")], output: place.path.appending("out"))
  }

  private func end(_ place: Workspace) throws -> OperationState {
    var state = OperationState()
    let journal = JournalPlace(
      folder: try place.folder.descendant(Path("out/.picsort")), name: StateFolder.journalName,
      path: StateFolder.journalName)
    _ = try Desk.read(journal, into: &state)
    return state
  }

  @Test func `a request before the first move ends the run as paused, and it can go on`() throws {
    let place = try Workspace()
    let settings = try settings(place)
    let stop = StopRequest(answer: { nil }, pause: { true })

    let paused = try Run(
      settings: settings, listener: Listener(), stop: stop, registry: nil
    ).perform()

    #expect(paused.status == .paused)
    #expect(paused.signal == nil)
    #expect(paused.stopReason == PauseFile.reason)
    #expect(try end(place).end == .paused)
    var again = settings
    again.resume = true
    let done = try Run(settings: again, listener: Listener(), stop: .never, registry: nil).perform()
    #expect(done.status == .completed && done.tally.moved == 1)
  }

  @Test func `a signal counts more than a wish to pause`() throws {
    let place = try Workspace()
    let stop = StopRequest(answer: { SIGTERM }, pause: { true })
    let report = try Run(
      settings: settings(place), listener: Listener(), stop: stop, registry: nil
    ).perform()
    #expect(report.status == .interrupted && report.signal == SIGTERM)
  }

  @Test func `the file that another machine leaves pauses a run, once`() throws {
    let place = try Workspace()
    let settings = try settings(place)
    let path = place.path.appending("out/.picsort")
    let listener = Listener {
      guard let folder = try? Folder(at: path) else { return }
      try? PauseFile(in: folder).ask(by: HostIdentity.current())
    }

    let paused = try Run(
      settings: settings, listener: listener, stop: .never, registry: nil
    ).perform()

    #expect(paused.status == .paused)
    #expect(try place.names(in: "out/.picsort").contains("pause"))
    var again = settings
    again.resume = true
    let done = try Run(settings: again, listener: Listener(), stop: .never, registry: nil).perform()
    #expect(done.status == .completed)
    #expect(try !place.names(in: "out/.picsort").contains("pause"))
  }

  @Test func `asking twice is asking once`() throws {
    let place = try Workspace()
    let file = PauseFile(in: place.folder)
    #expect(!file.isThere)
    try file.ask(by: HostIdentity.current())
    try file.ask(by: HostIdentity.current())
    #expect(PauseFile(in: place.folder).isThere)
    #expect(try place.folder.status(of: Path("pause"))?.mode == 0o600)
    file.remove()
    file.remove()
    #expect(try place.names() == [])
  }
}
