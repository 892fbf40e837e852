import Foundation
import PicsortCore
import Platform
import Synchronization
import Testing

/// A run that is asked to stop at a place that signals from outside do not hit.
@Suite struct StopTests {
  /// Asks to stop as soon as a file is being copied.
  private final class StoppingListener: RunListener, Sendable {
    let isStopping = Mutex(false)

    func hear(_ event: RunEvent) {
      if case .progress(let progress) = event, progress.phase == .move, progress.bytes > 0 {
        isStopping.withLock { $0 = true }
      }
    }
  }

  @Test func `a run that abandons its last file has not ended`() throws {
    let place = try Workspace()
    try place.write("src/VID_20230704_101010.mp4", [])
    // Longer than what a requested stop still copies; zeros that no disk has to hold.
    let video = place.path.appending("src/VID_20230704_101010.mp4")
    try #require(FileHandle(forWritingAtPath: video.description)).truncate(atOffset: 80 << 20)
    var settings = RunSettings(
      sources: [place.path.appending("src")], output: place.path.appending("out"))
    settings.configuration.mode = .copy
    let listener = StoppingListener()
    let stop = StopRequest(answer: { listener.isStopping.withLock { $0 } ? SIGTERM : nil })

    let stopped = try Run(settings: settings, listener: listener, stop: stop, registry: nil)
      .perform()

    #expect(stopped.status == .interrupted)
    #expect(stopped.tally.left == 1)
    #expect(!stopped.resumeArguments.isEmpty)
    #expect(try place.names(in: "out/.picsort/tmp") == [])

    settings.resume = true
    let resumed = try Run(
      settings: settings, listener: StoppingListener(), stop: .never, registry: nil
    ).perform()
    #expect(resumed.status == .completed)
    #expect(resumed.tally.copied == 1)
  }
}
