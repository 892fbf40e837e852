internal import PicsortCore
internal import Platform

/// Prints explanations as they come: results on standard output, problems on standard error.
final class ExplanationReport {
  private let console: Console
  private let printsJSON: Bool
  private let onlyDoubtful: Bool
  private let clock: () -> UInt64
  private var explained = 0
  /// Files and folders that could not be looked into.
  private(set) var problems = 0

  init(
    console: Console, printsJSON: Bool, onlyDoubtful: Bool = false,
    clock: @escaping () -> UInt64
  ) {
    self.console = console
    self.printsJSON = printsJSON
    self.onlyDoubtful = onlyDoubtful
    self.clock = clock
  }

  /// True when there was nothing to tell.
  var isEmpty: Bool { explained == 0 && problems == 0 }

  func hear(_ event: ExplainEvent) {
    switch event {
    case .explained(let explanation) where onlyDoubtful && !explanation.isDoubtful: break
    case .explained(let explanation):
      if printsJSON {
        console.print(ExplanationObject.object(explanation).line)
      } else {
        if explained > 0 { console.print("") }
        let text = ExplanationText(explanation: explanation, width: console.textWidth(.output))
        for line in text.lines { console.print(line) }
      }
      explained += 1
    case .problem(let problem):
      problems += 1
      let path = problem.path.isEmpty ? "''" : SafeText.escape(problem.path)
      console.sayError("\(path): \(problem.reason)", nextStep: problem.nextStep)
    }
    console.flushNowAndThen(clock())
  }
}
