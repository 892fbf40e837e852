extension MediaFormat {
  /// Canon's raw format of 1998 to 2004.
  package static let crw = MediaFormat(
    name: "CRW", kind: .raw, extensions: ["crw"],
    dates: "the camera's time stamp",
    recognises: { CIFF.begins($0) },
    read: { source throws(FormatError) in
      var metadata = Metadata()
      try CIFF.read(&source, into: &metadata)
      return metadata
    })
}
