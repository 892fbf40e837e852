import MediaMetadata
import Platform
import PicsortCore
import Testing

@Suite("JSON files of a Google Photos export")
struct TakeoutJSONTests {
  private func read(_ text: String) -> TakeoutDocument {
    TakeoutJSON.read(Array(text.utf8))
  }

  private func sidecar(_ members: String) throws -> TakeoutSidecar {
    let document = read(#"{"title":"a.jpg","# + members + "}")
    var found: TakeoutSidecar?
    if case .sidecar(let sidecar) = document { found = sidecar }
    return try #require(found)
  }

  @Test func `a sidecar says what it knows`() throws {
    let document = read(
      #"""
      {
        "title": "Tom \u0026 Jerry \ud83d\ude00.jpg",
        "description": "", "imageViews": "3",
        "creationTime": {"timestamp": "1700000000", "formatted": "…"},
        "photoTakenTime": {"timestamp": "1703511000", "formatted": "25.12.2023, 13:30:00 UTC"},
        "geoData": {"latitude": 47.5, "longitude": -8, "altitude": 0.0},
        "archived": true,
        "googlePhotosOrigin": {"fromPartnerSharing": {}}
      }
      """#)
    let sidecar = TakeoutSidecar(
      title: "Tom & Jerry 😀.jpg", takenSeconds: 1_703_511_000, isTrashed: false, isArchived: true,
      isFromPartner: true, position: .init(latitude: 47.5, longitude: -8))
    #expect(document == .sidecar(sidecar))
    let claim = try #require(sidecar.claim)
    #expect(claim.source == .sidecarTakeout)
    #expect(claim.dateTime.iso8601 == "2023-12-25T13:30:00")
    #expect(claim.zone == .utc)
    #expect(claim.raw == .number(1_703_511_000))
  }

  @Test(
    arguments: [
      (#""1703511000""#, 1_703_511_000), ("1703511000", 1_703_511_000), (#""-86400""#, -86_400),
      (#""0""#, nil), ("0", nil), (#""""#, nil), ("null", nil), (#""1e9""#, nil),
      ("1e9", 1_000_000_000),
      (#""99999999999999999999""#, nil), ("1.5", nil), ("{}", nil),
    ] as [(String, Int?)])
  func `a timestamp is a number or a text of digits`(text: String, seconds: Int?) throws {
    #expect(try sidecar(#""photoTakenTime":{"timestamp":\#(text)}"#).takenSeconds == seconds)
  }

  @Test func `a time beyond the calendar claims no date`() throws {
    let sidecar = try sidecar(#""photoTakenTime":{"timestamp":"\#(Int.max)"}"#)
    #expect(sidecar.takenSeconds == Int.max)
    #expect(sidecar.claim == nil)
    #expect(try self.sidecar(#""photoTakenTime":{}"#).claim == nil)
    let early = try self.sidecar(#""photoTakenTime":{"timestamp":"-1"}"#)
    #expect(early.claim?.dateTime.iso8601 == "1969-12-31T23:59:59")
  }

  @Test(arguments: [
    (#""geoData":{"latitude":0.0,"longitude":0.0}"#, false),
    (#""geoData":{"latitude":0,"longitude":0},"geoDataExif":{"latitude":1,"longitude":2}"#, true),
    (#""geoData":{"latitude":91,"longitude":1}"#, false),
    (#""geoData":{"latitude":"1","longitude":1}"#, false), (#""geoData":[]"#, false),
    (#""geoData":{"latitude":0,"longitude":5}"#, true),
  ])
  func `a place of 0 and 0 is none`(members: String, isThere: Bool) throws {
    #expect(try (sidecar(#""photoTakenTime":{},"# + members).position != nil) == isThere)
  }

  @Test func `trash is told by content`() throws {
    #expect(try sidecar(#""photoTakenTime":{},"trashed":true"#).isTrashed)
    #expect(try !sidecar(#""photoTakenTime":{},"trashed":false"#).isTrashed)
  }

  @Test(
    arguments: [
      (#"{"title":"Croatia"}"#, "Croatia"),
      (
        #"{"title":"Croatia","description":"","access":"protected","date":{"timestamp":"1"}}"#,
        "Croatia"
      ),
      (#"{"title":"2022","enrichments":[{"narrativeEnrichment":{"text":"x"}}]}"#, "2022"),
      (#"{"albumData":{"title":"Old","description":"","date":{}}}"#, "Old"),
      ("\u{FEFF}" + #"{"title":"BOM","access":""}"#, "BOM"),
      (#"{"title":"","sharedAlbumComments":[]}"#, nil), (#"{"title":" "}"#, nil), ("{}", nil),
      (#"{"title":"A note","textContent":"x","isTrashed":false}"#, nil),
      (#"{"externalOrderId":"1"}"#, nil), ("[]", nil), ("", nil), ("null", nil), ("{", nil),
      (#"{"title":7}"#, nil), (#"{"albumData":[]}"#, nil),
      (#"{"title":"a","photoTakenTime":1}"#, nil),
    ] as [(String, String?)])
  func `an album has a title and no time`(text: String, title: String?) {
    let expected = title.map { TakeoutDocument.album(TakeoutAlbum(title: $0)) } ?? .other
    #expect(read(text) == expected)
  }

  @Test func `what another program writes badly is forgiven`() throws {
    #expect(try sidecar(#""photoTakenTime":{"timestamp":"1","timestamp":"2"}"#).takenSeconds == 2)
    let halves = [
      #""\ud83d""#: "\u{FFFD}", #""\ud83dx""#: "\u{FFFD}x", #""\ud83d\u0041""#: "\u{FFFD}A",
      #""\udc00""#: "\u{FFFD}", #""\ud83d\ud83d\ude00""#: "\u{FFFD}😀",
    ]
    for (written, text) in halves {
      guard case .sidecar(let read) = read(#"{"title":\#(written),"photoTakenTime":{}}"#) else {
        Issue.record("\(written) is no sidecar")
        continue
      }
      #expect(read.title == text)
    }
    let bytes = Array(#"{"photoTakenTime":{},"title":""#.utf8) + [0xFF, 0x41] + Array("\"}".utf8)
    guard case .sidecar(let sidecar) = TakeoutJSON.read(bytes) else {
      Issue.record("ill-formed UTF-8 is no sidecar")
      return
    }
    #expect(sidecar.title == "\u{FFFD}A")
  }

  @Test func `hostile files are account data`() {
    #expect(read(String(repeating: "[", count: 100_000)) == .other)
    #expect(read(String(repeating: #"{"a":"#, count: 100_000)) == .other)
    let blanks = [UInt8](repeating: 0x20, count: TakeoutJSON.longest)
    #expect(TakeoutJSON.read(blanks + Array(#"{"title":"a"}"#.utf8)) == .other)
    let whole = Array(#"{"title":"a.jpg","photoTakenTime":{"timestamp":"1"}}"#.utf8)
    for length in whole.indices { #expect(TakeoutJSON.read(Array(whole[..<length])) == .other) }
    for position in whole.indices {
      for bit in 0..<8 {
        var bytes = whole
        bytes[position] ^= 1 << UInt8(bit)
        _ = TakeoutJSON.read(bytes)
      }
    }
  }
}

@Suite("Folders of a Google Photos export")
struct TakeoutFolderTests {
  @Test(arguments: [
    ("a/takeout-001/Takeout/Google Fotos/2019", "Takeout/Google Fotos/2019"),
    ("Takeout/x/Takeout/Google Photos/y", "Takeout/Google Photos/y"), ("Takeout", "Takeout"),
    ("photos/2019", "photos/2019"), ("", ""), ("takeout/x", "takeout/x"),
    ("/Takeouts/x", "/Takeouts/x"),
  ])
  func `parts are merged from Takeout on`(folder: String, key: String) {
    #expect(TakeoutFolders.key(of: Path(folder)) == Path(key))
  }

  @Test func `an export is told by the name of its root`() {
    #expect(TakeoutFolders.isInExport(Path("a/Takeout/b")))
    #expect(!TakeoutFolders.isInExport(Path("a/Takeout 2/b")))
  }
}
