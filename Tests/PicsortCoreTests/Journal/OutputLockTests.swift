import PicsortCore
import Platform
import Testing

@Suite("The lock on an output")
struct OutputLockTests {
  private let place: Workspace
  private let here = HostIdentity.current()

  init() throws {
    place = try Workspace()
  }

  private func take(triesKernel: Bool) -> OutputLock.Outcome {
    OutputLock.take(in: place.folder, as: .run(here), triesKernel: triesKernel)
  }

  private func isHeld(_ outcome: OutputLock.Outcome) -> Bool {
    if case .held = outcome { true } else { false }
  }

  private func holder(_ outcome: OutputLock.Outcome) -> String? {
    if case .taken(let holder) = outcome { holder.words } else { nil }
  }

  private func write(_ name: String, host: String, boot: String, pid: Int, start: Int) throws {
    let text = "host \(host)\npid \(pid)\nstart \(start)\nboot \(boot)\n"
    try place.write(name, Array(text.utf8))
  }

  @Test(arguments: [true, false])
  func `one has it, the next one hears who, and it is free afterwards`(kernel: Bool) throws {
    do {
      let first = take(triesKernel: kernel)
      #expect(isHeld(first))
      #expect(holder(take(triesKernel: kernel))?.contains("pid \(here.processID)") == true)
      withExtendedLifetime(first) {}
    }
    #expect(isHeld(take(triesKernel: kernel)))
    #expect(try place.names() == ["lock"])
  }

  @Test func `an owner that died never blocks, and what it left goes`() throws {
    try write("owner-1", host: here.host, boot: "another start", pid: 1, start: 1)
    try write("owner-7", host: here.host, boot: here.bootID, pid: here.processID, start: 1)
    try place.write("owner-9", [])
    let lock = take(triesKernel: false)
    #expect(isHeld(lock))
    #expect(try place.names() == ["lock", "owner-10"])
    withExtendedLifetime(lock) {}
  }

  @Test(arguments: [true, false])
  func `an owner on another machine is never called dead`(kernel: Bool) throws {
    try write("owner-3", host: "elsewhere.example", boot: "x", pid: 42, start: 1)
    #expect(holder(take(triesKernel: kernel)) == "host elsewhere.example, pid 42")
    #expect(try place.names() == ["lock", "owner-3"])
  }

  @Test func `who only reads makes no lock file`() throws {
    let outcome = OutputLock.take(in: place.folder, as: .reader(here))
    guard case .impossible(let error) = outcome else {
      Issue.record("it was \(outcome)")
      return
    }
    #expect(error.isMissing)
    #expect(try place.names() == [])
  }
}
