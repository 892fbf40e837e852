import CPlatform

/// What a person asked of a running process by signals.
///
/// SIGINT, SIGTERM and SIGHUP ask it to stop: it finishes the file in hand and flushes. A second
/// one ends it at once, which is as safe as kill -9. SIGUSR1 (SIGINFO on macOS) asks how far it is.
package struct StopRequest: Sendable {
  private let answer: @Sendable () -> Int32?
  private let report: @Sendable () -> Bool

  /// A request that is asked by `answer` and `report`; tests bring their own.
  package init(
    answer: @escaping @Sendable () -> Int32?, report: @escaping @Sendable () -> Bool = { false }
  ) {
    self.answer = answer
    self.report = report
  }

  /// Installs the signal handlers of this process.
  package static func bySignals() -> StopRequest {
    picsort_install_signals()
    return StopRequest(
      answer: {
        let signal = picsort_stop_signal()
        return signal == 0 ? nil : signal
      },
      report: { picsort_take_report_request() != 0 })
  }

  /// Never asks for anything.
  package static let never = StopRequest(answer: { nil })

  /// The signal that asked to stop; nil while nobody did.
  package var signal: Int32? { answer() }

  package var isStopping: Bool { answer() != nil }

  /// True once for each time somebody asked how far it is.
  package func takeReportRequest() -> Bool { report() }

  /// Ends this process as the signal would have, so that the shell sees it.
  package static func die(by signal: Int32) -> Never {
    picsort_die_by(signal)
  }
}
