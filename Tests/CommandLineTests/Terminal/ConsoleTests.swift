import Foundation
import Platform
import Testing

@testable import picsort

struct `The console` {
  @Test func `keeps results and talk apart, in the order in which they were said`() {
    let terminal = FakeTerminal()
    terminal.console.print("result")
    #expect(terminal.output == "", "a pipe is buffered")
    terminal.console.say("talk")
    #expect(terminal.output == "result\n")
    #expect(terminal.error == "talk\n")
  }

  @Test func `writes every line at once on a terminal`() {
    let terminal = FakeTerminal(isTerminal: true)
    terminal.console.print("result")
    #expect(terminal.output == "result\n")
  }

  @Test func `flushes a full buffer by itself`() {
    let terminal = FakeTerminal()
    for _ in 0..<1000 { terminal.console.print(String(repeating: "x", count: 99)) }
    #expect(terminal.outputBytes.count > 60_000)
    terminal.console.flush()
    #expect(terminal.outputBytes.count == 100_000)
  }

  @Test func `does not let a reader of a pipe wait`() {
    let terminal = FakeTerminal()
    terminal.console.flushNowAndThen(1_000_000_000)
    terminal.console.print("a")
    terminal.console.flushNowAndThen(1_100_000_000)
    #expect(terminal.output == "")
    terminal.console.flushNowAndThen(1_200_000_000)
    #expect(terminal.output == "a\n")
  }

  @Test func `drops what nobody reads any more`() {
    let terminal = FakeTerminal(isTerminal: true)
    (terminal.outputError, terminal.errorError) = (EPIPE, EPIPE)
    for _ in 0..<10 { terminal.console.print("a") }
    for _ in 0..<10 { terminal.console.say("b") }
    #expect(terminal.failedWrites == 2, "each stream is given up after its first failure")
    #expect(terminal.output == "" && terminal.error == "")
    #expect(terminal.console.outputIsGone && terminal.console.outputFailure == nil)
  }

  @Test func `remembers why results were lost`() {
    let terminal = FakeTerminal()
    terminal.outputError = ENOSPC
    terminal.console.print("a")
    terminal.console.flush()
    #expect(terminal.console.outputFailure?.code == ENOSPC)
  }

  @Test func `takes the status line away before anything else is shown`() {
    let terminal = FakeTerminal(isTerminal: true)
    terminal.console.draw("status")
    #expect(terminal.error == "\rstatus\u{1B}[K")
    terminal.console.print("result")
    #expect(terminal.error == "\rstatus\u{1B}[K\r\u{1B}[K")
    terminal.console.draw("again")
    terminal.console.say("talk")
    #expect(terminal.error.hasSuffix("\ragain\u{1B}[K\r\u{1B}[Ktalk\n"))
  }

  @Test func `does not draw the same line twice, nor erase what is not there`() {
    let terminal = FakeTerminal(isTerminal: true)
    terminal.console.draw(nil)
    terminal.console.draw("a")
    terminal.console.draw("a")
    terminal.console.draw(nil)
    terminal.console.draw(nil)
    #expect(terminal.error == "\ra\u{1B}[K\r\u{1B}[K")
  }

  @Test func `draws nothing over the prompt while it is in the background`() {
    let terminal = FakeTerminal(isTerminal: true)
    terminal.console.draw("a")
    terminal.isForeground = false
    terminal.console.draw("b")
    terminal.console.draw(nil)
    #expect(terminal.error == "\ra\u{1B}[K")
    terminal.isForeground = true
    terminal.console.draw("c")
    #expect(terminal.error == "\ra\u{1B}[K\rc\u{1B}[K")
  }

  @Test func `uses colors on terminals only, and only when they are wanted`() {
    let terminal = FakeTerminal(isTerminal: true)
    #expect(terminal.console.styled("x", .error, on: .error) == "x")
    terminal.console.usesColor = true
    #expect(terminal.console.styled("x", .error, on: .error) == "\u{1B}[1;31mx\u{1B}[0m")
    let pipe = FakeTerminal()
    pipe.console.usesColor = true
    #expect(pipe.console.styled("x", .error, on: .error) == "x")
  }

  @Test(arguments: [(nil, 80), (40, 40), (10, 20), (300, 100)] as [(Int?, Int)])
  func `wraps text at a width that can be read`(columns: Int?, width: Int) {
    #expect(FakeTerminal(isTerminal: true, columns: columns).console.textWidth(.output) == width)
  }
}
