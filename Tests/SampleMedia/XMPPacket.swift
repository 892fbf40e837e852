/// An XMP packet with simple properties of the file itself.
package struct XMPPacket: Sendable {
  /// How the properties are written; programs do both.
  package enum Style: Sendable, CaseIterable {
    case attributes
    case elements
  }

  /// Names with their usual prefixes, `exif:DateTimeOriginal`, and texts.
  package var properties: [(name: String, value: String)]
  package var style: Style

  package init(
    _ properties: KeyValuePairs<String, String>, style: Style = .attributes
  ) {
    self.properties = properties.map { ($0.key, $0.value) }
    self.style = style
  }

  /// The packet as text.
  package var text: String {
    let description =
      switch style {
      case .attributes:
        "<rdf:Description rdf:about=\"\" \(Self.namespaces)"
          + properties.map { " \($0.name)=\"\($0.value)\"" }.joined() + "/>"
      case .elements:
        "<rdf:Description rdf:about=\"\" \(Self.namespaces)>"
          + properties.map { "<\($0.name)>\($0.value)</\($0.name)>" }.joined()
          + "</rdf:Description>"
      }
    return "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
      + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
      + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
      + description + "</rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>"
  }

  /// The packet in UTF-8.
  package var bytes: [UInt8] { Array(text.utf8) }

  private static let namespaces = [
    "xmlns:exif=\"http://ns.adobe.com/exif/1.0/\"",
    "xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\"",
    "xmlns:tiff=\"http://ns.adobe.com/tiff/1.0/\"",
    "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"",
  ].joined(separator: " ")
}
