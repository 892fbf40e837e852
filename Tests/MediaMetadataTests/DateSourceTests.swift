import MediaMetadata
import Testing

@Suite struct DateSourceTests {
  @Test func `the sources are listed in the order in which they are believed`() {
    #expect(DateSource.allCases.map(\.rank) == Array(DateSource.allCases.indices))
  }
}
