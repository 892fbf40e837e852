import MediaMetadata
import PicsortCore

extension FuzzTarget {
  /// Words: dates as they are written, names of files and folders, templates.
  static let texts: [FuzzTarget] = [
    FuzzTarget(
      name: "dates", summary: "a date as Exif, XMP, e-mail or the journal write it"
    ) { bytes throws(BrokenPromise) in
      let text = String(decoding: bytes, as: UTF8.self)
      let claims = [
        DateText.claim(.exifDateTimeOriginal, text), InternetDate.claim(.pngCreationTime, text),
        ClaimText.decode(text),
      ]
      for claim in claims.compactMap(\.self) { try check(claim) }
      _ = DateText.zone(text)
      _ = DateText.nanoseconds(fraction: text)
    },
    FuzzTarget(
      name: "names", summary: "the name of a file below folders"
    ) { bytes throws(BrokenPromise) in
      let parts = bytes.split(separator: UInt8(ascii: "/")).map {
        String(decoding: $0, as: UTF8.self)
      }
      let claims =
        FileNameDates.claims(fileName: parts.last ?? "")
        + FolderNameDates.claims(folders: parts.dropLast())
      for claim in claims { try check(claim) }
    },
    FuzzTarget(
      name: "layout", summary: "a folder template, and on further lines what fills it",
      read: readLayout),
    FuzzTarget(
      name: "shift", summary: "a correction of a camera's clock"
    ) { bytes throws(BrokenPromise) in
      let text = String(decoding: bytes, as: UTF8.self)
      guard let shift = ClockShift(text) else { return }
      try promise(ClockShift(shift.text) == shift, "\(shift.text) is read back as another")
      for year in [1, 1970, 9999] {
        guard let date = CivilDateTime(year: year, month: 12, day: 31) else { continue }
        let claim = DateClaim(source: .exifDateTimeOriginal, dateTime: date, zone: .local)
        try check(shift.applied(to: claim))
      }
    },
  ]

  /// The template on the first line; maker, model, stem, extension and source folder on the next.
  @Sendable
  private static func readLayout(_ bytes: [UInt8]) throws(BrokenPromise) {
    let lines = bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: 5, omittingEmptySubsequences: false
    ).map { String(decoding: $0, as: UTF8.self) }
    guard let template = try? LayoutTemplate(lines[0]),
      let date = CivilDateTime(year: 2023, month: 12, day: 25)
    else { return }
    func line(_ index: Int) -> String { index < lines.count ? lines[index] : "" }
    let values = LayoutValues(
      date: date, make: line(1), model: line(2), stem: line(3), fileExtension: line(4),
      kind: .photo, sourceFolder: line(5))
    try checkFolder(template.folder(for: values))
  }
}
