/// What sort of thing a media file is.
package enum MediaKind: String, Sendable {
  case photo
  case raw
  case video
}

/// A file format: how it is recognised and how it is read.
///
/// A new format is one file in `Formats/` with one static value, and one word in `all`.
package final class MediaFormat: Sendable {
  /// The facts of a file, or why it cannot be read.
  package typealias Read = @Sendable (inout ByteSource) throws(FormatError) -> Metadata

  /// Short name as people say it: `JPEG`.
  package let name: String
  package let kind: MediaKind
  /// Lower-case extensions without the dot that usually hold this format.
  package let extensions: [String]
  /// Where the reader finds dates, for docs/formats.md: `Exif, XMP`.
  package let dates: String
  /// True when a file that begins with these bytes (up to `headLength`) is of this format.
  package let recognises: @Sendable (Bytes) -> Bool
  package let read: Read

  /// How many bytes from the start `recognises` is given, at most.
  package static let headLength = 1024

  package init(
    name: String, kind: MediaKind, extensions: [String], dates: String,
    recognises: @escaping @Sendable (Bytes) -> Bool, read: @escaping Read
  ) {
    self.name = name
    self.kind = kind
    self.extensions = extensions
    self.dates = dates
    self.recognises = recognises
    self.read = read
  }

  /// The format of a file that begins with `head`; nil when it is none that we know.
  package static func of(head: Bytes) -> MediaFormat? {
    all.first { $0.recognises(head) }
  }
}
