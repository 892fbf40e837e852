import MediaMetadata
import SampleMedia
import Testing

@Suite struct IPTCTests {
  @Test(arguments: [
    ("20231225", "143000+0100", "iptc:DateCreated 2023-12-25T14:30:00 +3600"),
    ("20231225", "143000-0800", "iptc:DateCreated 2023-12-25T14:30:00 -28800"),
    ("20231225", "143000", "iptc:DateCreated 2023-12-25T14:30:00"),
    ("20231225", "14:30:00", "iptc:DateCreated 2023-12-25T14:30:00"),
    ("2023:12:25", "", "iptc:DateCreated 2023-12-25T00:00:00"),
    ("20231225", "996199", "iptc:DateCreated 2023-12-25T00:00:00"),
  ])
  func `day and time make one claim`(_ date: String, _ time: String, _ line: String) {
    #expect(read(IPTCBlock(dateCreated: date, timeCreated: time).bytes).lines == [line])
  }

  @Test func `a day alone is its midnight and says so`() {
    let claims = read(IPTCBlock(dateCreated: "20231225").bytes).claims
    #expect(claims.map(\.line) == ["iptc:DateCreated 2023-12-25T00:00:00"])
    #expect(claims.map(\.precision) == [.day])
  }

  @Test func `a time alone and a zero day claim nothing`() {
    #expect(read(IPTCBlock(timeCreated: "143000").bytes).claims.isEmpty)
    #expect(read(IPTCBlock(dateCreated: "00000000", timeCreated: "143000").bytes).claims.isEmpty)
    #expect(read(IPTCBlock(dateCreated: "", timeCreated: "").bytes).claims.isEmpty)
  }

  @Test func `other data sets are passed over, also those with long lengths`() {
    let long: [UInt8] = [0x1C, 2, 120, 0x80, 4, 0, 0, 0, 3, 1, 2, 3]
    let bytes = long + IPTCBlock(dateCreated: "20231225").bytes + [0x1C, 2]
    #expect(read(bytes).lines == ["iptc:DateCreated 2023-12-25T00:00:00"])
  }

  @Test func `a block that was swapped as 32-bit numbers is put in order`() {
    var bytes = IPTCBlock(dateCreated: "20231225", timeCreated: "143000").bytes
    while bytes.count % 4 != 0 { bytes.append(0) }
    for start in stride(from: 0, to: bytes.count, by: 4) {
      bytes.replaceSubrange(start..<start + 4, with: bytes[start..<start + 4].reversed())
    }
    #expect(read(bytes).lines == ["iptc:DateCreated 2023-12-25T14:30:00"])
  }

  @Test func `image resources hand on IPTC, Exif and XMP`() {
    let block = PhotoshopBlock([
      (0x03ED, [1, 2, 3]),
      (0x0404, IPTCBlock(dateCreated: "20231225").bytes),
      (0x0422, ExifBlock(dateTime: "2023:12:26 14:30:00").bytes),
      (0x0424, XMPPacket(["xmp:CreateDate": "2023-12-27"]).bytes),
    ])
    var metadata = Metadata()
    PhotoshopResources.read(Bytes(block.bytes), into: &metadata)
    #expect(
      metadata.lines == [
        "iptc:DateCreated 2023-12-25T00:00:00", "xmp:CreateDate 2023-12-27T00:00:00",
        "exif:ModifyDate 2023-12-26T14:30:00",
      ])
  }

  private func read(_ bytes: [UInt8]) -> Metadata {
    var metadata = Metadata()
    IPTC.read(Bytes(bytes), into: &metadata)
    return metadata
  }
}
