import Testing

@testable import picsort

struct Helping {
  private static let visible = Flag.all.filter {
    !$0.isHidden && $0.scope.includes("organize")
  }

  @Test(arguments: [HelpForm.short, .full])
  func `lists every visible flag and no hidden one`(form: HelpForm) {
    let text = Help(width: 80).lines(for: .organize, form).joined(separator: "\n")
    for flag in Self.visible {
      #expect(text.contains(flag.heading), "--\(flag.long) is missing")
    }
    #expect(!text.contains("--generate"))
  }

  @Test func `gives every flag one line in the short form`() {
    let lines = Help(width: 80).lines(for: .organize, .short)
    for flag in Self.visible {
      #expect(lines.contains { $0.contains(flag.heading) && $0.hasSuffix(flag.summary) })
    }
    #expect(lines.contains { $0.contains("--help") && $0.contains("tells more") })
  }

  @Test(arguments: [40, 60, 80, 100], [HelpForm.short, .full])
  func `fits the terminal`(width: Int, form: HelpForm) {
    for command in Command.all {
      for line in Help(width: width).lines(for: command, form) where line.count > width {
        // A word that is longer than the line, a path or a command line to copy, cannot be broken.
        let isExample = command.examples.contains { line == "  " + $0.line }
        #expect(isExample || line.split(separator: " ").count == 1, "\(width): \(line)")
      }
    }
  }

  @Test func `tells statuses, examples, files and variables in the full form`() {
    let text = Help(width: 80).lines(for: .organize, .full).joined(separator: "\n")
    for status in Command.organize.exitStatuses { #expect(text.contains("  \(status.rawValue) ")) }
    for example in Command.organize.examples { #expect(text.contains(example.line)) }
    for entry in Reference.layout + Reference.files + Reference.variables {
      #expect(text.contains(entry.name))
    }
    for flag in Self.visible {
      if let negated = flag.negated { #expect(text.contains("--\(negated)")) }
    }
  }

  @Test func `lists no command that does not exist yet`() {
    let lines = Help(width: 80).lines(for: .organize, .full)
    for planned in Command.planned {
      #expect(!lines.contains { $0.hasPrefix("  \(planned) ") })
    }
  }

  @Test func `gives a command its own options only`() {
    let text = Help(width: 80).lines(for: .help, .full).joined(separator: "\n")
    #expect(text.contains("picsort help [COMMAND]"))
    #expect(text.contains("--quiet") && !text.contains("--duplicates"))
  }

  @Test func `is ten lines with two examples when nothing was asked`() {
    let usage = Help(width: 80).usage
    #expect(usage.count <= 11)
    #expect(usage.count { $0.hasPrefix("  picsort ") } == 2)
  }

  @Test func `wraps at spaces and keeps long words whole`() {
    #expect(Wrap.lines("aa bb cc", width: 5) == ["aa bb", "cc"])
    #expect(Wrap.lines("aaaaaaaa b", width: 5) == ["aaaaaaaa", "b"])
    #expect(Wrap.lines("", width: 5) == [])
    #expect(Wrap.paragraphs("a\n\nb", indent: 2, width: 40) == ["  a", "", "  b"])
    #expect(Wrap.row("left", "right", column: 8, width: 80) == ["left    right"])
    #expect(
      Wrap.row("longer than", "right", column: 8, width: 80) == ["longer than", "        right"])
    #expect(Wrap.row("left", "right", column: 30, width: 40) == ["left", "        right"])
  }
}

struct `Generated documents` {
  private static let visible = Flag.all.filter {
    !$0.isHidden && $0.scope.includes("organize")
  }

  @Test func `the manual documents every flag, status and example`() {
    let text = ManPage().lines.joined(separator: "\n")
    for flag in Self.visible {
      for name in flag.longNames {
        #expect(text.contains("\\fB" + ManPage.text("--" + name)), "--\(name) is missing")
      }
    }
    for status in Command.organize.exitStatuses {
      #expect(text.contains(".B \(status.rawValue)\n"))
    }
    for example in Command.organize.examples {
      #expect(text.contains(ManPage.text(example.line)))
    }
    #expect(!text.contains("generate\\fR"))
  }

  @Test func `the manual has no line that roff takes for a request by accident`() {
    let known = [
      ".TH", ".SH", ".SS", ".TP", ".IP", ".PP", ".B ", ".I ", ".br", ".nh", ".ad", ".\\\"",
    ]
    for line in ManPage().lines where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(known.contains { line.hasPrefix($0) }, "\(line)")
    }
    #expect(ManPage.text(".x'-\\~") == "\\&.x\\(aq\\-\\e\\(ti")
  }

  @Test func `every completion offers every flag and command`() {
    let bash = BashCompletion().lines.joined(separator: "\n")
    let zsh = ZshCompletion().lines.joined(separator: "\n")
    let fish = FishCompletion().lines.joined(separator: "\n")
    for flag in Self.visible {
      for name in flag.longNames {
        #expect(bash.contains(" --\(name)"), "bash lacks --\(name)")
        #expect(zsh.contains("--\(name)"), "zsh lacks --\(name)")
        #expect(fish.contains("-l \(name) "), "fish lacks --\(name)")
      }
      if case .choice(let words) = flag.value?.kind {
        for text in [bash, zsh, fish] { #expect(text.contains(words.joined(separator: " "))) }
      }
    }
    for command in Command.all {
      for text in [bash, zsh, fish] { #expect(text.contains(command.word ?? command.name)) }
    }
    for text in [bash, zsh, fish] {
      let code = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      #expect(!code.contains { $0.contains("generate") }, "a hidden flag is not offered")
      #expect(!code.contains { $0.contains(" report") }, "nor a command that does not exist yet")
    }
  }
}
