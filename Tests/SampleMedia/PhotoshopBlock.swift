/// An IPTC block with the day and the time of creation (IIM 4.2, 2:55 and 2:60).
package struct IPTCBlock: Sendable {
  /// `YYYYMMDD`.
  package var dateCreated: String?
  /// `HHMMSS` or `HHMMSS+HHMM`.
  package var timeCreated: String?

  package init(dateCreated: String? = nil, timeCreated: String? = nil) {
    self.dateCreated = dateCreated
    self.timeCreated = timeCreated
  }

  package var bytes: [UInt8] {
    var writer = ByteWriter()
    for case let (dataSet, text?) in [(UInt8(55), dateCreated), (60, timeCreated)] {
      writer.append([0x1C, 2, dataSet])
      writer.append(UInt16(text.utf8.count), .big)
      writer.append(text: text)
    }
    return writer.bytes
  }
}

/// Photoshop's image resources, as PSD files, TIFF's field 34377 and JPEG's APP13 have them.
package struct PhotoshopBlock: Sendable {
  /// Identifiers and values: 0x0404 IPTC, 0x0422 Exif, 0x0424 XMP.
  package var resources: [(identifier: UInt16, value: [UInt8])]

  package init(_ resources: [(identifier: UInt16, value: [UInt8])]) {
    self.resources = resources
  }

  package var bytes: [UInt8] {
    var writer = ByteWriter()
    for (identifier, value) in resources {
      writer.append(text: "8BIM")
      writer.append(identifier, .big)
      writer.append([0, 0])
      writer.append(UInt32(value.count), .big)
      writer.append(value)
      writer.pad(to: 2)
    }
    return writer.bytes
  }
}
