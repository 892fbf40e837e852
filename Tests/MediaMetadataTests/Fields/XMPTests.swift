import MediaMetadata
import SampleMedia
import Testing

@Suite struct XMPTests {
  private static let full = XMPPacket([
    "exif:DateTimeOriginal": "2023-12-25T14:30:00+01:00",
    "photoshop:DateCreated": "2023-12-25",
    "xmp:CreateDate": "2023-12-25T14:30:00.25Z",
    "exif:DateTimeDigitized": "2023-12-25T14:30",
    "tiff:Make": "A &amp; B", "tiff:Model": "&#x53;&#49;",
  ])
  private static let lines = [
    "xmp:DateTimeOriginal 2023-12-25T14:30:00 +3600",
    "xmp:DateCreated 2023-12-25T00:00:00",
    "xmp:CreateDate 2023-12-25T14:30:00.250 UTC",
    "xmp:DateTimeDigitized 2023-12-25T14:30:00",
  ]

  @Test(arguments: XMPPacket.Style.allCases)
  func `properties are read as attributes and as elements`(_ style: XMPPacket.Style) {
    var packet = Self.full
    packet.style = style
    let metadata = read(packet.bytes)
    #expect(metadata.lines == Self.lines)
    #expect(metadata.make == "A & B")
    #expect(metadata.model == "S1")
  }

  @Test(arguments: SampleByteOrder.allCases, [true, false])
  func `UTF-16 and UTF-32 are read with and without a byte order mark`(
    _ order: SampleByteOrder, _ hasMark: Bool
  ) {
    var (narrow, wide) = (ByteWriter(), ByteWriter())
    if hasMark {
      narrow.append(UInt16(0xFEFF), order)
      wide.append(UInt32(0xFEFF), order)
    }
    for unit in Self.full.text.utf16 { narrow.append(unit, order) }
    for scalar in Self.full.text.unicodeScalars { wide.append(scalar.value, order) }
    #expect(read(narrow.bytes).lines == Self.lines)
    #expect(read(wide.bytes).lines == Self.lines)
  }

  @Test func `the namespace decides and not the prefix`() {
    let text = """
      <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description
        xmlns:a='http://ns.adobe.com/xap/1.0/' xmlns:exif = "http://example.com/other/"
        a:CreateDate = '2023-12-25' exif:DateTimeOriginal="2020-01-01"/></r:RDF>
      """
    #expect(read(Array(text.utf8)).lines == ["xmp:CreateDate 2023-12-25T00:00:00"])
  }

  @Test func `a prefix has its outer meaning again after the element that changed it`() {
    let exif = "http://ns.adobe.com/exif/1.0/"
    let text = """
      <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='\(exif)'>
      <rdf:Description xmlns:e='other'><e:DateTimeOriginal>2001-01-01</e:DateTimeOriginal>
      </rdf:Description>
      <rdf:Description e:DateTimeOriginal='2023-12-25'/></rdf:RDF>
      """
    var metadata = Metadata()
    XMP.read(Bytes(Array(text.utf8)), into: &metadata)
    #expect(metadata.claims.map(\.dateTime.year) == [2023])
  }

  @Test func `an undeclared prefix means what it usually means`() {
    let text = """
      <rdf:RDF><rdf:Description xap:CreateDate="2023-12-25"><photoshop:DateCreated>
      2023-12-24T10:11:12</photoshop:DateCreated></rdf:Description></rdf:RDF>
      """
    #expect(
      read(Array(text.utf8)).lines == [
        "xmp:DateCreated 2023-12-24T10:11:12", "xmp:CreateDate 2023-12-25T00:00:00",
      ])
  }

  @Test func `dates of ingredients and of earlier versions are not the file's`() {
    let text = """
      <x:xmpmeta><rdf:RDF><rdf:Description><xmpMM:Pantry><rdf:Bag><rdf:li>
      <rdf:Description xmp:CreateDate="2001-01-01"><exif:DateTimeOriginal>2001-01-01
      </exif:DateTimeOriginal></rdf:Description></rdf:li></rdf:Bag></xmpMM:Pantry>
      <xmp:CreateDate>2023-12-25</xmp:CreateDate></rdf:Description></rdf:RDF></x:xmpmeta>
      """
    #expect(read(Array(text.utf8)).lines == ["xmp:CreateDate 2023-12-25T00:00:00"])
  }

  @Test func `comments, instructions, types and character data are passed through`() {
    let text = """
      garbage <?xml version="1.0"?><!DOCTYPE x><!-- <rdf:RDF> --><rdf:RDF><rdf:Description>
      <xmp:CreateDate><![CDATA[2023-12-25]]></xmp:CreateDate>
      <exif:DateTimeOriginal/></rdf:Description></rdf:RDF>
      """
    #expect(read(Array(text.utf8)).lines == ["xmp:CreateDate 2023-12-25T00:00:00"])
  }

  @Test func `a packet that is cut off gives what came before`() {
    let packet = XMPPacket([
      "exif:DateTimeOriginal": "2023-12-25T14:30:00", "xmp:CreateDate": "2023-12-26",
    ])
    let text = packet.text
    let cut = text.prefix(upTo: text.firstRange(of: "2023-12-26")?.lowerBound ?? text.startIndex)
    #expect(read(Array(cut.utf8)).lines == ["xmp:DateTimeOriginal 2023-12-25T14:30:00"])
  }

  @Test(arguments: ["2023", "2023-12", "", "yesterday"])
  func `a date short of the day claims nothing`(_ date: String) {
    #expect(read(XMPPacket(["xmp:CreateDate": date]).bytes).lines == [])
  }

  @Test func `a sidecar's dates are all the sidecar's, the most believed first`() {
    let packet = XMPPacket([
      "xmp:CreateDate": "2023-12-26", "exif:DateTimeOriginal": "2023:12:25 14:30:00",
    ])
    #expect(
      XMP.sidecarClaims(Bytes(packet.bytes)).map(\.line) == [
        "sidecar:xmp 2023-12-25T14:30:00", "sidecar:xmp 2023-12-26T00:00:00",
      ])
  }

  @Test func `the camera of the file itself stays`() {
    var metadata = Metadata()
    metadata.offer(make: "First", model: " ")
    XMP.read(Bytes(Self.full.bytes), into: &metadata)
    #expect(metadata.make == "First")
    #expect(metadata.model == "S1")
  }

  private func read(_ bytes: [UInt8]) -> Metadata {
    var metadata = Metadata()
    XMP.read(Bytes(bytes), into: &metadata)
    return metadata
  }
}
