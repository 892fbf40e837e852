import PicsortCore
import Platform
import Testing

@testable import picsort

@Suite("The settings file")
struct SettingsFileTests {
  /// The settings that a run gets.
  private func settings(
    _ line: String, _ variables: [String: String], files: [Path: String]
  ) -> (settings: RunSettings?, ending: Ending, error: String) {
    let terminal = FakeTerminal()
    var seen: RunSettings?
    let context = terminal.context(
      variables, files: files.mapValues { Array($0.utf8) },
      perform: { settings, _ throws(RunError) in
        seen = settings
        return RunReport(operation: "op", output: Path("/out"))
      })
    let ending = Program.run(words(line), context)
    return (seen, ending, terminal.error)
  }

  @Test(arguments: [
    (["HOME": "/h"], "/h/.config/picsort/config"),
    (["HOME": "/h", "XDG_CONFIG_HOME": "/x"], "/x/picsort/config"),
    (["HOME": "/h", "XDG_CONFIG_HOME": "relative"], "/h/.config/picsort/config"),
    (["HOME": "/h", "PICSORT_CONFIG_PATH": "/p"], "/p"),
  ])
  func `is where it is said to be`(_ variables: [String: String], _ path: String) {
    let result = settings("-s a", variables, files: [Path(path): "--copy"])
    #expect(result.settings?.configuration.mode == .copy)
  }

  @Test func `is ignored when that is asked for`() {
    let result = settings(
      "-s a --no-config", ["HOME": "/h"], files: [Path("/h/.config/picsort/config"): "--copy"])
    #expect(result.settings?.configuration.mode == .move)
  }

  @Test func `may be missing, unless it was named`() {
    #expect(settings("-s a", ["HOME": "/h"], files: [:]).ending == .exit(.done))
    let named = settings("-s a", ["PICSORT_CONFIG_PATH": "/gone"], files: [:])
    #expect(named.ending == .exit(.usage))
    #expect(named.settings == nil)
    #expect(named.error.contains("/gone: the settings file cannot be read"))
    #expect(named.error.contains("--no-config"))
  }

  @Test func `keeps the run from beginning when a line makes no sense`() {
    let result = settings(
      "-s a", ["HOME": "/h"], files: [Path("/h/.config/picsort/config"): "--copy\n--layuot x"])
    #expect(result.ending == .exit(.usage))
    #expect(result.settings == nil)
    #expect(result.error.contains("/h/.config/picsort/config, line 2: unknown option"))
    #expect(result.error.contains("did you mean --layout?"))
  }

  @Test(arguments: ["--help", "--version", "help config", "--generate man"])
  func `does not stand in the way of`(_ line: String) {
    let result = settings(
      line, ["HOME": "/h"], files: [Path("/h/.config/picsort/config"): "--no-such"])
    #expect(result.ending == .exit(.done))
    #expect(result.error.isEmpty)
  }
}

@Suite("Hooks")
struct HooksTests {
  private final class Calls {
    var commands: [String] = []
    var variables: [String: String] = [:]
  }

  private func run(
    _ line: String, _ report: RunReport, environment: [String: String] = [:],
    ending: ShellCommand.Ending = .exit(0)
  ) -> (calls: Calls, ending: Ending, error: String) {
    let terminal = FakeTerminal()
    let calls = Calls()
    let context = terminal.context(
      environment, perform: { _, _ throws(RunError) in report },
      shell: { command, variables throws(SystemError) in
        calls.commands.append(command)
        for (name, value) in variables {
          calls.variables[name] = String(decoding: value, as: UTF8.self)
        }
        return ending
      })
    var all = words(line)
    if line.contains("HOOKS") {
      all = words("-s a") + [Array("--on-complete=yes".utf8), Array("--on-interrupt=no".utf8)]
    }
    let result = Program.run(all, context)
    return (calls, result, terminal.error)
  }

  @Test func `a complete run calls one, any other the other`() {
    var report = sampleReport()
    #expect(run("HOOKS", report).calls.commands == ["yes"])
    report.status = .interrupted
    report.signal = 15
    let interrupted = run("HOOKS", report)
    #expect(interrupted.calls.commands == ["no"])
    #expect(interrupted.ending == .signal(15))
    #expect(interrupted.calls.variables["PICSORT_RUN_REASON"] == "signal 15")
    report.status = .paused
    report.signal = nil
    report.stopReason = "disk full"
    #expect(run("HOOKS", report).calls.variables["PICSORT_RUN_REASON"] == "disk full")
  }

  @Test func `it finds every variable`() {
    let calls = run("HOOKS", sampleReport()).calls
    for variable in Hooks.variables { #expect(calls.variables[variable.name] != nil) }
    #expect(calls.variables["PICSORT_RUN_MOVED"] == "940")
    #expect(calls.variables["PICSORT_RUN_OUTPUT"] == "/out")
    #expect(calls.variables["PICSORT_RUN_STATUS"] == "completed")
    #expect(calls.variables["PICSORT_IN_HOOK"] == "1")
  }

  @Test func `a failing one is told and changes nothing`() {
    let failed = run("HOOKS", sampleReport(), ending: .exit(3))
    #expect(failed.ending == .exit(.done))
    #expect(failed.error.contains("--on-complete ended with status 3"))
    #expect(
      run("HOOKS", sampleReport(), ending: .signal(9)).error.contains("was ended by signal 9"))
  }

  @Test func `none is called for a dry run, without a run, or inside another one`() {
    var dry = sampleReport()
    dry.dryRun = true
    #expect(run("HOOKS", dry).calls.commands.isEmpty)
    #expect(run("HOOKS", RunReport(operation: "", output: Path("/o"))).calls.commands.isEmpty)
    #expect(
      run("HOOKS", sampleReport(), environment: ["PICSORT_IN_HOOK": "1"]).calls.commands.isEmpty)
    #expect(run("-s a", sampleReport()).calls.commands.isEmpty)
  }
}
