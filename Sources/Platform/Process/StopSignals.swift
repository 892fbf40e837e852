import CPlatform

/// What a person asked of a running process by signals.
///
/// SIGINT, SIGTERM and SIGHUP ask it to stop: it finishes the file in hand and flushes. A second
/// one ends it at once, which is as safe as kill -9. SIGUSR2 asks it to pause: it stops in the same
/// way, and by itself. SIGUSR1 (SIGINFO on macOS) asks how far it is.
package struct StopRequest: Sendable {
  private let answer: @Sendable () -> Int32?
  private let report: @Sendable () -> Bool
  private let pause: @Sendable () -> Bool

  /// A request that is asked by `answer`, `report` and `pause`; tests bring their own.
  package init(
    answer: @escaping @Sendable () -> Int32?, report: @escaping @Sendable () -> Bool = { false },
    pause: @escaping @Sendable () -> Bool = { false }
  ) {
    self.answer = answer
    self.report = report
    self.pause = pause
  }

  /// Installs the signal handlers of this process.
  package static func bySignals() -> StopRequest {
    picsort_install_signals()
    return StopRequest(
      answer: {
        let signal = picsort_stop_signal()
        return signal == 0 ? nil : signal
      },
      report: { picsort_take_report_request() != 0 },
      pause: { picsort_pause_requested() != 0 })
  }

  /// Never asks for anything.
  package static let never = StopRequest(answer: { nil })

  /// The signal that asked to stop; nil while nobody did.
  package var signal: Int32? { answer() }

  /// True once somebody asked it to pause.
  package var isPausing: Bool { pause() }

  package var isStopping: Bool { answer() != nil || pause() }

  /// This request, which a pause that `isAsked` tells of stops too.
  package func pausing(when isAsked: @escaping @Sendable () -> Bool) -> StopRequest {
    StopRequest(answer: answer, report: report, pause: { [pause] in pause() || isAsked() })
  }

  /// This request for what cannot pause: only signals that ask to stop count.
  package var withoutPause: StopRequest { StopRequest(answer: answer, report: report) }

  /// True once for each time somebody asked how far it is.
  package func takeReportRequest() -> Bool { report() }

  /// Ends this process as the signal would have, so that the shell sees it.
  package static func die(by signal: Int32) -> Never {
    picsort_die_by(signal)
  }
}
