extension MediaFormat {
  /// Every format, the more particular before the more general.
  package static let all: [MediaFormat] = [
    .jpeg,
    .heif,
    .png,
    .webP,
    .quickTime,
    .cr2,
    .orf,
    .rw2,
    .tiff,
  ]
}
