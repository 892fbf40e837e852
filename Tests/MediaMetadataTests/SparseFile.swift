import MediaMetadata

/// A file of zeros but for some parts, as large as a test needs it.
struct SparseFile {
  let length: Int
  /// Bytes by where they lie.
  let parts: [(offset: Int, bytes: [UInt8])]

  /// A source over it, which counts what reading costs.
  var source: ByteSource {
    ByteSource(length: length) { [length, parts] offset, count in
      var window = [UInt8](repeating: 0, count: min(count, length - offset))
      for part in parts {
        for (index, byte) in part.bytes.enumerated() {
          let place = part.offset + index - offset
          if window.indices.contains(place) { window[place] = byte }
        }
      }
      return window
    }
  }
}
