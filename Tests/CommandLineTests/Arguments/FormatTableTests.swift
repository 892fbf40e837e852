import MediaMetadata
import PicsortCore
import Testing

@testable import picsort

struct FormatTabling {
  private let page = FormatTable().page

  @Test func `every format has a row on the page, in the order in which they are tried`() {
    let rows = page.filter { $0.hasPrefix("| ") }.dropFirst()
    #expect(rows.prefix(MediaFormat.all.count).count == MediaFormat.all.count)
    for (row, format) in zip(rows, MediaFormat.all) {
      #expect(row.hasPrefix("| \(format.name) | ") && row.hasSuffix(" | \(format.dates) |"))
    }
  }

  @Test(arguments: [FileRole.photo, .raw, .video, .sidecar])
  func `every extension that is known stands on the page and in the help, once`(role: FileRole) {
    let help = FormatTable().lines(width: 80)
    let page = page.filter { $0.hasPrefix("| ") || $0.contains("aae") }
    for lines in [page, help] {
      let words = lines.joined(separator: " ").split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      for name in FileKinds.extensions(of: role) where name != "raw" && name != "xmp" {
        #expect(words.filter { $0 == name }.count == 1, "\(name)")
      }
    }
  }

  @Test(arguments: [40, 60, 80, 100])
  func `fits the terminal`(width: Int) {
    for line in FormatTable().lines(width: width) where line.count > width {
      #expect(line.split(separator: " ").count == 1, "\(width): \(line)")
    }
  }

  @Test func `help prints it, and its name completes`() {
    let terminal = FakeTerminal()
    #expect(
      Program.run(words("help formats"), terminal.context())
        == .exit(.done))
    #expect(terminal.output.contains("JPEG"))
    #expect(
      FishCompletion().lines.contains { $0.contains("from help' -a '") && $0.contains("formats") })
  }
}
