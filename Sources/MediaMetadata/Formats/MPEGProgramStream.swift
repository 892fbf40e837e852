extension MediaFormat {
  /// MPEG program streams and bare MPEG video (ISO/IEC 11172-1, 13818-1), of DVDs and of
  /// camcorders that wrote to discs and cards. They have no date.
  package static let mpegProgramStream = MediaFormat(
    name: "MPEG-PS", kind: .video,
    extensions: ["mpg", "mpeg", "vob", "mod", "m2p", "m1v", "m2v", "mpe"],
    dates: "none",
    recognises: { head in
      // A pack header, or the sequence header of a video stream.
      head.matches([0, 0, 1, 0xBA]) || head.matches([0, 0, 1, 0xB3])
    },
    read: { _ throws(FormatError) in Metadata() })
}
