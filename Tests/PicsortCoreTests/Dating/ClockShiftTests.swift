import MediaMetadata
import Testing

@testable import PicsortCore

@Suite struct ClockShiftTests {
  @Test(arguments: [
    ("EOS 5D=+1h", "EOS 5D", 3600), ("EOS 5D=-30m", "EOS 5D", -1800),
    ("  EOS 5D =+2d3h4m5s", "EOS 5D", 183_845), ("*=+1W", "*", 604_800),
    ("a=b=+90s", "a=b", 90), ("x=+1h1h", "x", 7200),
  ])
  func `a correction is a camera and a time`(_ text: String, camera: String, seconds: Int) throws {
    let shift = try #require(ClockShift(text))
    #expect(shift == ClockShift(camera: camera, seconds: seconds))
    #expect(ClockShift(shift.text) == shift)
  }

  @Test(arguments: [
    "", "EOS 5D", "EOS 5D=", "EOS 5D=1h", "EOS 5D=+", "EOS 5D=+1", "EOS 5D=+h", "EOS 5D=+1x",
    "=+1h", " =+1h", "EOS 5D=+0h", "EOS 5D=+99999999999999999999h", "EOS 5D=+5300w", "a=+1h ",
  ])
  func `anything else is none`(_ text: String) {
    #expect(ClockShift(text) == nil)
  }

  @Test func `a camera answers to its model and to maker and model, in either case`() {
    let shift = { (camera: String) in ClockShift(camera: camera, seconds: 1) }
    for name in ["Canon EOS 5D", "canon eos 5d", "*"] {
      #expect(shift(name).applies(make: "Canon", model: "Canon EOS 5D"))
    }
    #expect(shift("iPhone 15").applies(make: "Apple", model: "iPhone 15"))
    #expect(shift("Apple iPhone 15").applies(make: "Apple", model: "iPhone 15"))
    #expect(!shift("Apple").applies(make: "Apple", model: "iPhone 15"))
    #expect(!shift("iPhone 1").applies(make: "Apple", model: "iPhone 15"))
    #expect(!shift("iPhone 15").applies(make: nil, model: nil))
    #expect(shift("*").applies(make: nil, model: nil))
  }

  @Test func `only the camera's own clocks are moved, and only to real dates`() throws {
    let shift = ClockShift(camera: "*", seconds: 86_400)
    let noon = try #require(CivilDateTime(year: 2023, month: 12, day: 31, hour: 12))
    for source in DateSource.allCases {
      let claim = DateClaim(source: source, dateTime: noon, zone: .local)
      let moved = shift.applied(to: claim)
      #expect(
        moved.dateTime.iso8601
          == (source.isCameraClock ? "2024-01-01T12:00:00" : "2023-12-31T12:00:00"))
      let day = DateClaim(source: source, dateTime: noon, zone: .local, precision: .day)
      #expect(shift.applied(to: day) == day)
    }
    let last = try #require(CivilDateTime(year: 9999, month: 12, day: 31))
    let claim = DateClaim(source: .exifDateTimeOriginal, dateTime: last, zone: .local)
    #expect(shift.applied(to: claim) == claim)
  }
}
