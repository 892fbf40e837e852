extension MediaFormat {
  /// Canon's raw video, Cinema RAW Light: made like a CR3.
  package static let crm = MediaFormat(
    name: "CRM", kind: .video, extensions: ["crm"],
    dates: "Exif, XMP, movie header",
    recognises: { ISOFileFamily.of(head: $0) == .canonRaw && CR3.isMovie($0) },
    read: { source throws(FormatError) in try CR3.read(&source) })
}
