import Foundation
import FuzzTargets

/// Has workers read damaged inputs, and finds out which input ended one.
struct Campaign {
  /// Inputs for each worker.
  private static let block = 20_000
  /// Harmful inputs after which the rest is left.
  private static let mostHarmful = 20

  private let inputs: Int
  private let seeds: [FuzzSeed]
  private let mutator: Mutator

  init(inputs: Int) throws {
    self.inputs = inputs
    seeds = FuzzSeed.all(journal: try journal())
    guard let mutator = Mutator(seeds) else { fail("fuzz: there are no seeds", status: 1) }
    self.mutator = mutator
  }

  /// Reads all inputs; false when one did harm.
  func run() throws -> Bool {
    let clock = ContinuousClock()
    let start = clock.now
    var harmful = 0
    var slowest: [String: SlowInput] = [:]
    var next = 0
    while next < inputs, harmful < Self.mostHarmful {
      let numbers = next..<min(inputs, next + Self.block)
      switch try work(numbers, announces: false) {
      case .done(let slow):
        slowest.merge(slow, uniquingKeysWith: max)
        next = numbers.upperBound
      case .ended:
        // Once more, with the numbers said: the one that was said last did it.
        guard case .ended(let last?, let cause) = try work(numbers, announces: true) else {
          fail("fuzz: harm among \(numbers) that does not happen twice", status: 1)
        }
        harmful += 1
        try report(last, cause)
        next = last + 1
      }
    }
    print(
      "\(grouped(next)) mutated inputs from \(seeds.count) seeds, \(harmful) traps,",
      "\((clock.now - start).components.seconds) seconds")
    for (target, slow) in slowest.sorted(by: { $0.value > $1.value }).prefix(5) {
      let size = grouped(mutator.input(slow.number).bytes.count)
      print("slow: \(target), number \(slow.number), \(size) bytes, \(slow.time)")
    }
    return harmful == 0
  }

  private enum Ending {
    /// With the slowest input of each target.
    case done([String: SlowInput])
    /// With the number that was announced last, and how the process ended.
    case ended(last: Int?, cause: String)
  }

  /// Lets a worker read the inputs.
  private func work(_ numbers: Range<Int>, announces: Bool) throws -> Ending {
    let worker = Process()
    worker.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    worker.arguments = ["work", "\(numbers.lowerBound)", "\(numbers.upperBound)"]
    if announces { worker.arguments?.append("announce") }
    var environment = ProcessInfo.processInfo.environment
    environment["SWIFT_BACKTRACE"] = "enable=no"
    worker.environment = environment
    let output = Pipe()
    worker.standardOutput = output
    try worker.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    worker.waitUntilExit()
    let status = worker.terminationStatus
    switch worker.terminationReason {
    case .exit where status == 0:
      return .done(SlowInput.all(in: text))
    case .exit:
      return .ended(last: text.split(separator: "\n").last.flatMap { Int($0) }, cause: "an error")
    default:
      let last = text.split(separator: "\n").last.flatMap { Int($0) }
      return .ended(last: last, cause: "signal \(status)")
    }
  }

  /// Keeps the input where the tests find it.
  private func report(_ number: Int, _ cause: String) throws {
    let input = mutator.input(number)
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Crashes")
    let file = folder.appending(path: "\(input.target.name)-mutation-\(number)")
    try Data(input.bytes).write(to: file)
    print("number \(number) ended the reader \(input.target.name) with \(cause): \(file.path)")
  }

  private func grouped(_ number: Int) -> String {
    var text = String(number)
    var place = text.count - 3
    while place > 0 {
      text.insert(",", at: text.index(text.startIndex, offsetBy: place))
      place -= 3
    }
    return text
  }
}
