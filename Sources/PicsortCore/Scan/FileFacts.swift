package import MediaMetadata

/// What a file is to a run.
package enum FileRole: String, Sendable {
  case photo
  case raw
  case video
  /// Travels with the photo it belongs to.
  case sidecar
  /// Neither a photo nor a video nor anything that belongs to one.
  case other
}

/// What a JSON file of a Google Photos export says, besides a date.
package struct TakeoutNote: Sendable, Equatable {
  /// What the JSON is about; the raw value is the journal's word.
  package enum Kind: String, Sendable {
    case sidecar
    case album
  }
  package var kind: Kind
  /// Original name of the photo, or the album's; nil when it says none.
  package var title: String?
  package var isTrashed = false
  package var isArchived = false

  package init(
    kind: Kind, title: String?, isTrashed: Bool = false, isArchived: Bool = false
  ) {
    self.kind = kind
    self.title = title
    self.isTrashed = isTrashed
    self.isArchived = isArchived
  }
}

/// What was read from one file; all that later steps need of its bytes.
package struct FileFacts: Sendable, Equatable {
  package var role: FileRole
  /// Name of the format its content has; nil when none was recognised.
  package var format: String?
  /// Dates found in the file; without their words.
  package var claims: [DateClaim]
  package var make: String?
  package var model: String?
  package var contentIdentifier: String?
  /// Seconds, of a video.
  package var duration: Double?
  /// Of a JSON file that came from Google Photos.
  package var takeout: TakeoutNote?
  /// The system's sentence when the file could not be read.
  package var failure: String?

  package init(
    role: FileRole, format: String? = nil, claims: [DateClaim] = [], make: String? = nil,
    model: String? = nil, contentIdentifier: String? = nil, duration: Double? = nil,
    takeout: TakeoutNote? = nil, failure: String? = nil
  ) {
    self.role = role
    self.format = format
    self.claims = claims
    self.make = make
    self.model = model
    self.contentIdentifier = contentIdentifier
    self.duration = duration
    self.takeout = takeout
    self.failure = failure
  }
}
