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
