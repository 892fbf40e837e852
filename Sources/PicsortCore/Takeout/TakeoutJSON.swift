package import MediaMetadata

/// What Google Photos wrote beside one photo.
package struct TakeoutSidecar: Equatable, Sendable {
  /// A place in degrees, north and east positive.
  package struct Position: Equatable, Sendable {
    package let latitude: Double
    package let longitude: Double

    package init(latitude: Double, longitude: Double) {
      self.latitude = latitude
      self.longitude = longitude
    }
  }

  /// Original file name: not cut, not cleaned, without a counter.
  package let title: String
  /// Seconds since 1970 in UTC, negative before; nil when none was written or it is 0.
  package let takenSeconds: Int?
  package let isTrashed: Bool
  package let isArchived: Bool
  /// True for a photo that a partner shared with the account.
  package let isFromPartner: Bool
  /// Nil where 0/0 is written, which stands for none.
  package let position: Position?

  package init(
    title: String, takenSeconds: Int?, isTrashed: Bool = false, isArchived: Bool = false,
    isFromPartner: Bool = false, position: Position? = nil
  ) {
    self.title = title
    self.takenSeconds = takenSeconds
    self.isTrashed = isTrashed
    self.isArchived = isArchived
    self.isFromPartner = isFromPartner
    self.position = position
  }

  /// The moment of capture, in UTC: the sidecar knows no zone.
  package var claim: DateClaim? {
    guard let takenSeconds, let date = CivilDateTime(secondsSince1970: takenSeconds) else {
      return nil
    }
    return DateClaim(
      source: .sidecarTakeout, dateTime: date, zone: .utc, raw: .number(takenSeconds))
  }
}

/// What Google Photos wrote beside the photos of an album.
package struct TakeoutAlbum: Equatable, Sendable {
  /// As the owner typed it; never blank.
  package let title: String

  package init(title: String) {
    self.title = title
  }
}

/// What a JSON file of an export is, by its content: names are localized and cut.
package enum TakeoutDocument: Equatable, Sendable {
  case sidecar(TakeoutSidecar)
  case album(TakeoutAlbum)
  /// Account data, conversations, albums without a title, and what is no JSON at all.
  case other
}

/// Reads the JSON files of a Google Photos export. Google documents none of it.
package enum TakeoutJSON {
  /// Largest file that is read, in bytes; sidecars have one or two thousand.
  package static let longest = 4 << 20

  /// What `bytes`, a whole file, are.
  package static func read(_ bytes: [UInt8]) -> TakeoutDocument {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard bytes.count <= longest else { return .other }
    let text = bytes.starts(with: mark) ? Array(bytes[mark.count...]) : bytes
    guard let value = try? JSONValue(forgiving: text) else { return .other }
    if let sidecar = sidecar(value) { return .sidecar(sidecar) }
    if let album = album(value) { return .album(album) }
    return .other
  }

  private static func sidecar(_ value: JSONValue) -> TakeoutSidecar? {
    guard let title = text(value["title"]), let taken = value["photoTakenTime"],
      case .object = taken
    else { return nil }
    return TakeoutSidecar(
      title: title,
      takenSeconds: taken["timestamp"].flatMap(seconds),
      isTrashed: isTrue(value["trashed"]),
      isArchived: isTrue(value["archived"]),
      isFromPartner: value["googlePhotosOrigin"]?["fromPartnerSharing"] != nil,
      position: value["geoData"].flatMap(position) ?? value["geoDataExif"].flatMap(position))
  }

  /// Members that only albums have beside a title; notes of Google Keep have a title, too.
  private static let albumMembers = [
    "description", "access", "date", "enrichments", "sharedAlbumComments",
  ]

  private static func album(_ value: JSONValue) -> TakeoutAlbum? {
    let data = value["albumData"] ?? value
    guard case .object(let members) = data, let title = text(data["title"]),
      members.count == 1 || albumMembers.contains(where: { members[$0] != nil }),
      title.contains(where: { !$0.isWhitespace })
    else { return nil }
    return TakeoutAlbum(title: title)
  }

  /// A string's text, ill-formed parts replaced.
  private static func text(_ value: JSONValue?) -> String? {
    guard case .string(let bytes) = value else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func seconds(_ value: JSONValue) -> Int? {
    let seconds: Int? =
      switch value {
      case .integer(let number): number
      case .real(let number): Int(exactly: number)
      case .string: value.text.flatMap { Int($0) }
      case .object, .array, .bool, .null: nil
      }
    return seconds == 0 ? nil : seconds
  }

  private static func isTrue(_ value: JSONValue?) -> Bool {
    value?.bool ?? (value?.text == "true")
  }

  private static func position(_ value: JSONValue) -> TakeoutSidecar.Position? {
    guard let latitude = degrees(value["latitude"], atMost: 90),
      let longitude = degrees(value["longitude"], atMost: 180),
      latitude != 0 || longitude != 0
    else { return nil }
    return TakeoutSidecar.Position(latitude: latitude, longitude: longitude)
  }

  private static func degrees(_ value: JSONValue?, atMost limit: Double) -> Double? {
    let degrees: Double? =
      switch value {
      case .integer(let number): Double(number)
      case .real(let number): number
      default: nil
      }
    return degrees.flatMap { abs($0) <= limit ? $0 : nil }
  }
}
