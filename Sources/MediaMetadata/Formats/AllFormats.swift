extension MediaFormat {
  /// Every format, the more particular before the more general.
  package static let all: [MediaFormat] = [
    .jpeg,
    .cr2,
    .orf,
    .rw2,
    .tiff,
  ]
}
