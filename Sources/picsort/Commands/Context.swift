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
  /// The signal by which somebody asked to stop; nil while nobody did.
  let stopSignal: () -> Int32?
  /// The first bytes of the file at a path.
  let contents: (Path, Int) throws(SystemError) -> [UInt8]
  /// Runs a command line by the shell, with variables of its own.
  let shell: (String, [(name: String, value: [UInt8])]) throws(SystemError) -> ShellCommand.Ending
  /// Performs a run.
  let perform: (RunSettings, any RunListener) throws(RunError) -> RunReport
  /// Undoes an operation.
  let undo: (UndoSettings, any RunListener) throws(RunError) -> RunReport
  /// Explains files, until the answer to an explanation is false.
  let explain: (Configuration, [Path], (ExplainEvent) -> Bool) throws(RunError) -> Void
  /// Verifies a library, until the answer to an event is false.
  let verify: (VerifySettings, @escaping (VerifyEvent) -> Bool) throws(RunError) -> VerifyReport
  /// The next line that a person types; nil where nobody sits at standard input. The line is nil
  /// at its end, and when a signal came.
  var typedLine: (() -> [UInt8]?)?

  /// The operations that are known.
  var operations = Operations(registry: nil)
  /// The file of this program; nil when the system does not say.
  var program: Path?
  /// Runs a command line whose results are this program's, and passes a stop on to it.
  var shellInTurn: @Sendable (String, [(name: String, value: [UInt8])], StopRequest) -> Ending = {
    _, _, _ in
    .exit(.done)
  }
  /// What signals ask of this process.
  var stop = StopRequest.never

  /// The real world.
  static func system() -> Context {
    let stop = StopRequest.bySignals()
    OpenFiles.allowMany()
    let console = Console(
      output: .standard(.standardOutput), error: .standard(.standardError),
      knowsEscapes: Environment.value("TERM").map { !["", "dumb"].contains($0) } ?? false)
    let workingDirectory: Path?
    do {
      workingDirectory = try Environment.workingDirectory()
    } catch {
      workingDirectory = nil
    }
    // What cannot be gone on with cannot pause.
    let onlyStop = stop.withoutPause
    var context = Context(
      console: console, workingDirectory: workingDirectory, clock: Clock.monotonicNanoseconds,
      variable: Environment.value,
      stopSignal: { stop.signal },
      contents: { path, count throws(SystemError) in
        try Folder(at: path.parent).openFollowingLinks(path.lastComponent).read(at: 0, count: count)
      },
      shell: { command, variables throws(SystemError) in
        try ShellCommand.run(command, variables: variables)
      },
      perform: { settings, listener throws(RunError) in
        try Run(settings: settings, listener: listener, stop: stop).perform()
      },
      undo: { settings, listener throws(RunError) in
        try UndoRun(settings: settings, listener: listener, stop: stop).perform()
      },
      explain: { configuration, operands, tell throws(RunError) in
        var explainer = try Explainer(configuration: configuration)
        explainer.explain(operands, isStopping: { onlyStop.isStopping }, tell: tell)
      },
      verify: { settings, tell throws(RunError) in
        try Verifier(settings: settings, stop: onlyStop).perform(tell: tell)
      },
      operations: Operations(), stop: stop)
    context.program = Environment.executable()
    context.shellInTurn = { command, variables, stop in
      let ended = try? ShellCommand.run(
        command, variables: variables, output: .standardOutput, stop: stop)
      switch ended {
      case .exit(let status): return .exit(ExitStatus(rawValue: status) ?? .problems)
      case .signal(let signal): return .signal(signal)
      case nil: return .exit(.problems)
      }
    }
    if StandardInput.isTerminal {
      context.typedLine = { StandardInput.line { stop.isStopping } }
    }
    return context
  }

  /// True once somebody asked to stop.
  var isStopping: Bool { stopSignal() != nil }
}

extension Context {
  /// What a person types at the terminal in answer to `question`; nil where nobody sits there, and
  /// when somebody asks to stop.
  func answer(_ question: String) -> String? {
    guard let typedLine, console.isTerminal(.error) else { return nil }
    console.prompt(question)
    return typedLine().map { String(decoding: $0, as: UTF8.self) }
  }
}

extension Console.Stream {
  /// One of the process's own streams.
  static func standard(_ stream: OutputStream) -> Self {
    Self(
      isTerminal: stream.isTerminal, width: { stream.columns },
      write: { bytes throws(SystemError) in try stream.write(bytes) },
      isForeground: { stream.isForeground })
  }
}
