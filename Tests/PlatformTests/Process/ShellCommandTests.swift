import Testing

@testable import Platform

@Suite("Shell commands")
struct ShellCommandTests {
  @Test func `tell how they ended`() throws {
    #expect(try ShellCommand.run("exit 0", variables: []) == .exit(0))
    #expect(try ShellCommand.run("exit 7", variables: []) == .exit(7))
    #expect(try ShellCommand.run("kill -KILL $$", variables: []) == .signal(9))
  }

  @Test func `find the variables that they are given, byte for byte`() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/seen"
    let value = Array("a 'b' \"c\" $d".utf8) + [0xFF, 0x0A]
    let ending = try ShellCommand.run(
      "printf %s \"$PICSORT_TEST\" > '\(file)'", variables: [("PICSORT_TEST", value)])
    #expect(ending == .exit(0))
    #expect(try folder.read("seen") == value)
  }

  @Test func `keep the environment of the process`() throws {
    #expect(Environment.value("PATH") != nil)
    #expect(
      try ShellCommand.run("test -n \"$PATH\" && test \"$A\" = b", variables: [("A", [0x62])])
        == .exit(0))
  }

  @Test func `get nothing to read`() throws {
    #expect(try ShellCommand.run("test -z \"$(cat)\"", variables: []) == .exit(0))
  }
}
