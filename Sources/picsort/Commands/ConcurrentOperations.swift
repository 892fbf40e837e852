internal import PicsortCore
internal import Platform
internal import Synchronization

/// Several operations at a time, each in a process of its own: `resume continue --all
/// --max-concurrent N`.
struct ConcurrentOperations {
  let options: Options
  let context: Context

  /// Goes on with `views`, begun in their order, at most `most` at a time.
  func goOn(_ views: [OperationView], _ most: Int) -> Ending {
    guard let program = context.program else {
      context.console.sayError(
        "the system does not say where the file of this program is",
        nextStep: "go on with one after the other: leave --max-concurrent out")
      return .exit(.problems)
    }
    let commands = views.map { command(program, $0) }
    let variables = variables
    let shell = context.shellInTurn
    let stop = context.stop
    let endings = Mutex<[Ending]>([])
    context.console.flush()
    Parallel.inOrder(commands.count, width: most) { index in
      guard !stop.isStopping else { return }
      let ending = shell(commands[index], variables, stop)
      endings.withLock { $0.append(ending) }
    }
    if let signal = context.stopSignal() { return .signal(signal) }
    return endings.withLock { $0.first { $0 != .exit(.done) } } ?? .exit(.done)
  }

  private func command(_ program: Path, _ view: OperationView) -> String {
    var words = [program.bytes] + ["resume", "continue", view.operation].map { Array($0.utf8) }
    // Nobody could tell whose question or whose moving line it was.
    words += ["--no-input", "--progress", "never"].map { Array($0.utf8) }
    switch options.verbosity {
    case .quiet: words.append(Array("--quiet".utf8))
    case .verbose: words.append(Array("--verbose".utf8))
    case .normal: break
    }
    return "exec " + Shell.line(words)
  }

  /// What was said on the command line and holds for each of them.
  private var variables: [(name: String, value: [UInt8])] {
    let said: [(name: String, value: String?)] = [
      ("PICSORT_ON_COMPLETE", options.completionHook),
      ("PICSORT_ON_INTERRUPT", options.interruptionHook),
      ("PICSORT_WAIT", options.waits.map { $0 ? "1" : "0" }),
      ("PICSORT_PRIORITY", options.priority.map(String.init)),
      ("PICSORT_JOBS", options.jobs.map(String.init)),
      ("PICSORT_CHECKPOINT_ITEMS", options.checkpointItems.map(String.init)),
      ("PICSORT_CHECKPOINT_SECONDS", options.checkpointSeconds.map(String.init)),
    ]
    return said.compactMap { name, value in value.map { (name, Array($0.utf8)) } }
  }
}
