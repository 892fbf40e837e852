extension MediaFormat {
  /// Every format, the more particular before the more general.
  package static let all: [MediaFormat] = [
    .jpeg,
    .jpegXL,
    .jpeg2000,
    .jpegXR,
    .heif,
    .png,
    .webP,
    .gif,
    .bmp,
    .psd,
    .quickTime,
    .cr2,
    .cr3,
    .crm,
    .crw,
    .raf,
    .mrw,
    .x3f,
    .kyoceraRAW,
    .orf,
    .rw2,
    .tiff,
  ]
}
