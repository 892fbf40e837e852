/// The facts a reader found in one file.
package struct Metadata: Equatable, Sendable {
  /// Every date found, in no particular order; implausible ones are the decision's business.
  package var claims: [DateClaim] = []
  /// Maker of the camera, as written, trimmed.
  package var make: String?
  /// Model of the camera, as written, trimmed.
  package var model: String?
  /// Apple's content identifier, which a Live Photo's still and video share.
  package var contentIdentifier: String?
  /// Length of a video in seconds; what separates the start of a clip from its end.
  package var duration: Double?

  package init() {}
}

extension Metadata {
  /// Takes the maker and the model where none is known yet and these are not blank.
  package mutating func offer(make: String? = nil, model: String? = nil) {
    self.make = self.make ?? make?.trimmed
    self.model = self.model ?? model?.trimmed
  }

  /// Takes what `newer` says and keeps what it is silent about: of two Exif segments the later
  /// one is believed, tag by tag.
  package mutating func supersede(with newer: consuming Metadata) {
    if self == Metadata() {
      self = newer
      return
    }
    if claims.isEmpty {
      claims = newer.claims
    } else {
      let sources = Set(newer.claims.map(\.source))
      claims.removeAll { sources.contains($0.source) }
      claims += newer.claims
    }
    make = newer.make ?? make
    model = newer.model ?? model
    contentIdentifier = newer.contentIdentifier ?? contentIdentifier
    duration = newer.duration ?? duration
  }
}

extension String {
  /// The text without blanks and control characters around it; nil when nothing is left.
  var trimmed: String? {
    if let first = utf8.first, let last = utf8.last,
      !ASCII.isBlank(first), !ASCII.isBlank(last)
    {
      return self
    }
    guard let first = utf8.firstIndex(where: { !ASCII.isBlank($0) }),
      let last = utf8.lastIndex(where: { !ASCII.isBlank($0) })
    else { return nil }
    return String(decoding: utf8[first...last], as: UTF8.self)
  }
}
