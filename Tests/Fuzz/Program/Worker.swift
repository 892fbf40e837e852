import Foundation
import FuzzTargets

/// Reads damaged inputs in a process of its own, which an input may end.
struct Worker {
  /// An input that takes longer ends the process; in seconds.
  static let longest: UInt32 = 10

  private let mutator: Mutator
  /// True when the number of each input is printed before it is read.
  private let announces: Bool

  init?(seeds: [FuzzSeed], announces: Bool) {
    guard let mutator = Mutator(seeds) else { return nil }
    self.mutator = mutator
    self.announces = announces
  }

  /// Reads the inputs with those numbers, and prints the slowest of each target at the end.
  func read(_ numbers: Range<Int>) throws {
    let clock = ContinuousClock()
    var slowest: [String: SlowInput] = [:]
    for number in numbers {
      let input = mutator.input(number)
      if announces { say("\(number)\n") }
      alarm(Self.longest)
      let start = clock.now
      try input.target.read(input.bytes)
      let slow = SlowInput(number: number, time: clock.now - start)
      slowest.merge([input.target.name: slow], uniquingKeysWith: max)
    }
    alarm(0)
    say(slowest.map { "\($0.key) \($0.value.line)\n" }.joined())
  }
}

/// An input and how long it took.
struct SlowInput: Comparable {
  let number: Int
  let time: Duration

  /// As a worker tells it: the number and the nanoseconds.
  var line: String {
    let (seconds, attoseconds) = time.components
    return "\(number) \(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)"
  }

  static func < (left: SlowInput, right: SlowInput) -> Bool { left.time < right.time }

  /// The slowest input of each target, in what a worker printed.
  static func all(in text: String) -> [String: SlowInput] {
    let rows = text.split(separator: "\n").compactMap { line -> (String, SlowInput)? in
      let words = line.split(separator: " ")
      guard words.count == 3, let number = Int(words[1]), let time = Int64(words[2]) else {
        return nil
      }
      return (String(words[0]), SlowInput(number: number, time: .nanoseconds(time)))
    }
    return Dictionary(rows, uniquingKeysWith: max)
  }
}
