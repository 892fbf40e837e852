import MediaMetadata
import Testing

@Suite struct InternetDateTests {
  @Test(arguments: [
    ("Sat, 20 Dec 2008 17:00:46 -0600", "2008-12-20T17:00:46 -21600"),
    ("Sat 20 Dec 2008 17:00:46 -0600", "2008-12-20T17:00:46 -21600"),
    ("20 Dec 2008 17:00:46", "2008-12-20T17:00:46"),
    ("1 jan 18 12:10 EST", "2018-01-01T12:10:00 -18000"),
    ("Mon, 1 Jan 1999 12:10:22 GMT", "1999-01-01T12:10:22 UTC"),
    ("Mon, 1 Jan 99 12:10:22 Z", "1999-01-01T12:10:22 UTC"),
    ("Mon, 1 Jan 2018 12:10:22+05:30", "2018-01-01T12:10:22 +19800"),
    ("  Mon,\n1 Jan 2018\t12:10:22 Nowhere", "2018-01-01T12:10:22"),
  ]) func `the forms met are read`(_ text: String, _ date: String) {
    #expect(claim(text) == "png:CreationTime \(date)")
  }

  @Test(arguments: [
    "", "Dec", "20 Dec 2008", "Dec 20 17:00:46 2008", "32 Dec 2008 17:00:46",
    "31 Feb 2008 17:00:46", "20 Dec 2008 25:00:46", "20th Dec 2008 17:00:46",
    "20 December 2008 17:00:46", "2008-12-20T17:00:46",
  ]) func `what is no such date is left alone`(_ text: String) {
    #expect(claim(text) == nil)
  }

  private func claim(_ text: String) -> String? {
    InternetDate.claim(.pngCreationTime, text)?.line
  }
}
