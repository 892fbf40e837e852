/// The XML that Sony's cameras add to XAVC: the clock of the place with its offset, and the camera
/// (`NonRealTimeMeta`, the document that professional discs have beside a clip).
enum NonRealTimeMetadata {
  /// Adds the facts in `bytes`, the content of an `xml ` box; other documents say nothing.
  static func read(_ bytes: Bytes, into metadata: inout Metadata) {
    // A version word comes first, as in every full box; some writers leave it out.
    let start = bytes.firstIndex(of: [0x3C]) ?? bytes.count
    var scanner = XMLScanner(bytes.suffix(from: start).array)
    var isOurs = false
    while let event = scanner.next() {
      guard case .start(let tag) = event else { continue }
      switch tag.name {
      case "NonRealTimeMeta":
        isOurs = true
      case "CreationDate" where isOurs:
        let claim = attribute("value", of: tag).flatMap {
          DateText.claim(.quickTimeContentCreateDate, $0)
        }
        metadata.claims += [claim].compactMap(\.self)
      case "Device" where isOurs:
        metadata.offer(
          make: attribute("manufacturer", of: tag), model: attribute("modelName", of: tag))
      default:
        break
      }
    }
  }

  private static func attribute(_ name: String, of tag: XMLScanner.Tag) -> String? {
    tag.attributes.first { $0.name == name }?.value.string
  }
}
