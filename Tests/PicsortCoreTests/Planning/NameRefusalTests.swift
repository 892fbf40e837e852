import MediaMetadata
import PicsortCore
import Platform
import Testing

@Suite("Names that an output's file system does not take")
struct NameRefusalTests {
  private var exfat: VolumeManners {
    var manners = VolumeManners(fileSystem: "fuse")
    manners.forbidden = Array("\"*:<>?|\\".utf8) + [0x01]
    manners.wantsUnicode = true
    manners.refusesLooseEnds = true
    manners.longestName = 40
    return manners
  }

  private func plan(_ files: [Path], manners: VolumeManners?) throws -> Plan {
    let planned = files.enumerated().map { number, path in
      PlanFile(number: number, path: path, size: 1, role: number == 0 ? .photo : .sidecar)
    }
    let first = try #require(planned.first)
    let asset = PlanAsset(primary: first, companions: Array(planned.dropFirst()), date: nil)
    return Planner.plan(
      [asset], found: files.count, skipped: [:], configuration: Configuration(),
      templates: Templates(layout: try LayoutTemplate("{yyyy}"), name: nil), manners: manners
    ) { _ in [] }
  }

  @Test(arguments: [
    Path("a:b.jpg"), Path("why?.jpg"), Path("a\u{7}.jpg"), Path("dot."), Path("blank "),
    Path(bytes: [0x63, 0xE9, 0x2E, 0x6A]), Path(String(repeating: "a", count: 41)),
  ])
  func `are told before anything moves, with those that belong to them`(name: Path) throws {
    let plan = try plan([name, Path("x.xmp")], manners: exfat)
    #expect(plan.moves.isEmpty)
    #expect(plan.stays.count == 2)
    for stay in plan.stays {
      guard case .refused(let cause, let nextStep) = stay.reason else {
        Issue.record("\(stay)")
        continue
      }
      #expect(!cause.isEmpty && !nextStep.isEmpty)
    }
  }

  @Test func `are moved where nothing speaks against them`() throws {
    let name = Path("a:b?.jpg")
    #expect(try plan([name], manners: nil).moves.count == 1)
    #expect(try plan([name], manners: VolumeManners(fileSystem: "ext4")).moves.count == 1)
    #expect(try plan([Path("Ä b.jpg")], manners: exfat).moves.count == 1)
  }
}
