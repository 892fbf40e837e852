internal import PicsortCore

/// The question how to go on with an unfinished run, put once to a person at a terminal.
struct RecoveryPrompt {
  let console: Console
  /// The next line that is typed; nil at the end of the input, and when a signal came.
  let typedLine: () -> [UInt8]?
  let isStopping: () -> Bool

  private static let question =
    "[C]ontinue, check the last [b]atch and continue, start [f]resh, [q]uit? [C]"

  /// Asks; an answer that is none is asked for once more.
  func ask() -> RecoveryAnswer {
    for _ in 0..<2 {
      console.prompt(Self.question)
      guard let line = typedLine() else {
        // The cursor stands behind the question.
        console.say("")
        return isStopping() ? .interrupted : .unclear
      }
      if let answer = Self.answer(line) { return answer }
      console.say("Please answer with c, b, f or q")
    }
    return .unclear
  }

  /// A letter or the whole word, in any case; nothing is the first choice.
  static func answer(_ line: [UInt8]) -> RecoveryAnswer? {
    let space = UInt8(ascii: " ")
    let word = String(decoding: line.filter { $0 > space }, as: UTF8.self).lowercased()
    return switch word {
    case "", "c", "continue": .chosen(.goOn)
    case "b", "batch": .chosen(.batch)
    case "f", "fresh": .chosen(.fresh)
    case "q", "quit": .quit
    default: nil
    }
  }
}
