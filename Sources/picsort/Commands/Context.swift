internal import PicsortCore
internal import Platform

/// What a command may use of the world; tests bring their own.
struct Context {
  let console: Console
  /// Nil when the current folder is gone.
  let workingDirectory: Path?
  /// Nanoseconds that only grow.
  let clock: () -> UInt64
  /// A variable of the environment; nil when it is not set.
  let variable: (String) -> String?
  /// True once somebody asked to stop.
  let isStopping: () -> Bool
  /// Performs a run.
  let perform: (RunSettings, any RunListener) throws(RunError) -> RunReport

  /// The real world.
  static func system() -> Context {
    let stop = StopRequest.bySignals()
    let console = Console(
      output: .standard(.standardOutput), error: .standard(.standardError),
      knowsEscapes: Environment.value("TERM").map { !["", "dumb"].contains($0) } ?? false)
    let workingDirectory: Path?
    do {
      workingDirectory = try Environment.workingDirectory()
    } catch {
      workingDirectory = nil
    }
    return Context(
      console: console, workingDirectory: workingDirectory, clock: Clock.monotonicNanoseconds,
      variable: Environment.value,
      isStopping: { stop.isStopping },
      perform: { settings, listener throws(RunError) in
        try Run(settings: settings, listener: listener, stop: stop).perform()
      })
  }
}

extension Console.Stream {
  /// One of the process's own streams.
  static func standard(_ stream: OutputStream) -> Self {
    Self(
      isTerminal: stream.isTerminal, width: { stream.columns }, write: { stream.write($0) },
      isForeground: { stream.isForeground })
  }
}
