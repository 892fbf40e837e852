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
package struct TakeoutNote: Sendable, Hashable {
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

/// What a file is, besides its dates; most photos of one camera agree in all of it.
package struct FileDetails: Sendable, Hashable {
  /// Name of the format its content has; nil when none was recognised.
  package var format: String?
  package var make: String?
  package var model: String?
  package var contentIdentifier: String?
  /// Seconds, of a video.
  package var duration: Double?
  /// Of a JSON file that came from Google Photos.
  package var takeout: TakeoutNote?
  /// The system's sentence when the file could not be read.
  package var failure: String?

  package init() {}
}

/// What was read from one file; all that later steps need of its bytes.
///
/// Small, because a run keeps one for every file of a library: the details are in a box that files
/// with the same ones can share (`Pool`).
package struct FileFacts: Sendable, Equatable {
  private final class Box: Sendable {
    let details: FileDetails
    /// What the pool made of them.
    let words: [UInt8]

    init(_ details: consuming FileDetails, words: [UInt8] = []) {
      self.details = details
      self.words = words
    }

    func hasSameDetails(as other: Box) -> Bool {
      // Cameras differ in their models.
      details.model == other.details.model && details == other.details
    }
  }

  /// Nil for no details.
  private var box: Box?
  private var packed: [PackedClaim] = []
  /// The claims as they were read, for who wants their words.
  private var worded: [DateClaim]?

  /// Dates found in the file; with their words until these are dropped.
  package var claims: [DateClaim] {
    get { worded ?? packed.map(\.claim) }
    set { keep(newValue, withWords: newValue.contains { $0.raw != .notKept }) }
  }

  /// The same without words, as they are kept.
  var packedClaims: [PackedClaim] { worded?.map(PackedClaim.init) ?? packed }

  /// Sets the claims, with the words they were read from, for which only `explain` asks, or without
  /// them.
  mutating func keep(_ claims: [DateClaim], withWords: Bool) {
    worded = withWords ? claims : nil
    packed = withWords ? [] : PackedClaim.packed(claims)
  }

  package var role: FileRole
  /// 0 for none; the one file in 2^32 whose checksum that is is read once more.
  private var storedHead: UInt32 = 0

  /// Bytes that `head` is of.
  package static let headLength = 4096

  /// CRC-32C of its first `headLength` bytes, or of all of a shorter file; nil when they were not
  /// read.
  package var head: UInt32? {
    get { storedHead == 0 ? nil : storedHead }
    set { storedHead = newValue ?? 0 }
  }

  /// Of a file of which nothing else is known.
  package init(role: FileRole) {
    self.role = role
  }

  package init(
    role: FileRole, format: String? = nil, claims: [DateClaim] = [], make: String? = nil,
    model: String? = nil, contentIdentifier: String? = nil, duration: Double? = nil,
    takeout: TakeoutNote? = nil, head: UInt32? = nil, failure: String? = nil
  ) {
    self.role = role
    var details = FileDetails()
    details.format = format
    details.make = make
    details.model = model
    details.contentIdentifier = contentIdentifier
    details.duration = duration
    details.takeout = takeout
    details.failure = failure
    self.details = details
    self.head = head
    self.claims = claims
  }

  /// All of them at once.
  package var details: FileDetails {
    get { box?.details ?? Self.noDetails }
    set { box = newValue == Self.noDetails ? nil : Box(newValue) }
  }

  /// Sets them, which are not none.
  mutating func keep(_ details: consuming FileDetails) { box = Box(details) }

  private static let noDetails = FileDetails()

  package var format: String? { box?.details.format }
  package var make: String? { box?.details.make }
  package var model: String? { box?.details.model }
  package var contentIdentifier: String? { box?.details.contentIdentifier }
  package var duration: Double? { box?.details.duration }
  package var takeout: TakeoutNote? { box?.details.takeout }
  package var failure: String? { box?.details.failure }

  /// What the pool that they were shared in made of the details; empty without one.
  var words: [UInt8] { box?.words ?? [] }

  package static func == (left: FileFacts, right: FileFacts) -> Bool {
    left.role == right.role && left.packed == right.packed && left.worded == right.worded
      && left.storedHead == right.storedHead
      && (left.box === right.box || left.details == right.details)
  }

  /// The details of many files, those that are equal kept once.
  package struct Pool {
    private var boxes: [FileDetails: Box] = [:]
    /// Some that came lately, the frequent ones first: of a few cameras each photo is one's.
    private var recent: [Box] = []
    private static let mostRecent = 4
    /// Cameras are few; a library in which everything differs is not worth remembering.
    private static let most = 4096

    private let words: (FileDetails) -> [UInt8]

    /// - Parameter words: what is made of details that files share, once for all of them.
    package init(words: @escaping (FileDetails) -> [UInt8] = { _ in [] }) { self.words = words }

    /// Lets `facts` share the details of an earlier file that had the same ones.
    package mutating func share(_ facts: inout FileFacts) {
      guard let own = facts.box else { return }
      if let index = recent.firstIndex(where: { $0.hasSameDetails(as: own) }) {
        facts.box = recent[index]
        if index > 0 { recent.swapAt(index, index - 1) }
      } else if let known = boxes[own.details] {
        facts.box = known
        keep(known)
      } else if own.details.isCommon, boxes.count < Self.most {
        let box = Box(own.details, words: words(own.details))
        facts.box = box
        boxes[box.details] = box
        keep(box)
      }
    }

    private mutating func keep(_ box: Box) {
      if recent.count == Self.mostRecent { recent.removeLast() }
      recent.append(box)
    }
  }
}

extension FileDetails {
  /// What tells cameras apart does; hardly anything else differs.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(make)
    hasher.combine(model)
    hasher.combine(failure)
  }

  /// False when something in them is of one file alone.
  fileprivate var isCommon: Bool { contentIdentifier == nil && duration == nil && takeout == nil }
}
