import Platform
import Testing

/// `LocalZone.use` changes the environment of its process, so each test has a process of its own.
@Suite("The zone of the machine")
struct LocalZoneTests {
  @Test func `a fixed offset holds in summer and in winter`() async {
    await #expect(processExitsWith: .success) {
      let rows = [
        ("+02:00", 7200), ("-05:00", -18_000), ("+05:45", 20_700), ("-09:30", -34_200),
        ("+00:00", 0), ("-00:00", 0), ("+14:00", 50_400), ("UTC", 0), ("Z", 0),
      ]
      for (zone, offset) in rows {
        #expect(LocalZone.use(zone), "\(zone)")
        for instant in [1_703_500_000, 1_689_500_000, 0, -1_000_000_000] {
          #expect(LocalZone.offset(atUTC: instant) == offset, "\(zone) at \(instant)")
        }
      }
    }
  }

  @Test func `a name follows its own rules`() async {
    await #expect(processExitsWith: .success) {
      // A machine without the zone data knows no names; it says so by refusing them.
      guard LocalZone.use("Europe/Berlin") else { return }
      #expect(LocalZone.offset(atUTC: 1_703_500_000) == 3600)
      #expect(LocalZone.offset(atUTC: 1_689_500_000) == 7200)
      // The hour before and after the clocks went forward on 2023-03-26 at 01:00 UTC.
      #expect(LocalZone.offset(atUTC: 1_679_792_399) == 3600)
      #expect(LocalZone.offset(atUTC: 1_679_792_400) == 7200)
      #expect(LocalZone.use("Asia/Kolkata"))
      #expect(LocalZone.offset(atUTC: 1_703_500_000) == 19_800)
    }
  }

  @Test func `what is no zone is refused and changes nothing`() async {
    await #expect(processExitsWith: .success) {
      #expect(LocalZone.use("+03:00"))
      let wrong = [
        "", "Nowhere/City", "+2:00", "+02:60", "+15:00", "+ab:cd", "+02:00x", "02:00", "+0200",
        "/etc/localtime", "../zoneinfo/UTC", "Europe", "Europe/../Europe/Berlin", "EST 5", ":UTC",
        "+-1:00", "+1-:00", "++1:00", "<+02>-2", "+02:+5",
      ]
      for zone in wrong {
        #expect(!LocalZone.use(zone), "\(zone)")
        #expect(LocalZone.offset(atUTC: 0) == 10_800, "\(zone)")
      }
    }
  }

  @Test(arguments: [Int.min, Int.max])
  func `an instant that no calendar holds has no offset`(instant: Int) {
    #expect(LocalZone.offset(atUTC: instant) == nil)
  }
}
