/// The value of one TIFF field, by the type it is written with (TIFF 6.0, section 2).
package indirect enum TIFFValue: Sendable {
  /// Type 2; a NUL is added at the end.
  case ascii(String)
  /// Type 1.
  case bytes([UInt8])
  /// Type 7.
  case undefined([UInt8])
  /// Type 3.
  case shorts([UInt16])
  /// Type 4.
  case longs([UInt32])
  /// Type 5, as numerator and denominator.
  case rationals([(UInt32, UInt32)])
  /// Type 4 (16 in BigTIFF): the offset of a directory that is written with this value.
  case directory([TIFFField])
  /// Any type and count, with the bytes as they are to stand in the file: for damaged fields.
  case raw(type: UInt16, count: UInt64, [UInt8])
}

/// One field of a TIFF directory.
package struct TIFFField: Sendable {
  package var tag: UInt16
  package var value: TIFFValue

  package init(_ tag: UInt16, _ value: TIFFValue) {
    self.tag = tag
    self.value = value
  }
}

/// A TIFF or BigTIFF structure with one directory and whatever directories its fields point to.
package struct TIFFBlock: Sendable {
  package var order: SampleByteOrder
  /// True for BigTIFF: magic 43, 64-bit offsets.
  package var isBig: Bool
  /// The number after `II` or `MM`; ORF and RW2 write others than 42.
  package var magic: UInt16
  /// Bytes between the header and the first directory, as CR2 has.
  package var afterHeader: [UInt8]
  package var fields: [TIFFField]

  package init(
    _ fields: [TIFFField], order: SampleByteOrder = .little, isBig: Bool = false,
    magic: UInt16? = nil, afterHeader: [UInt8] = []
  ) {
    self.fields = fields
    self.order = order
    self.isBig = isBig
    self.magic = magic ?? (isBig ? 43 : 42)
    self.afterHeader = afterHeader
  }

  /// The structure as it stands in a file, offsets counted from its first byte.
  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.append(text: order == .big ? "MM" : "II")
    writer.append(magic, order)
    if isBig {
      writer.append(UInt16(8), order)
      writer.append(UInt16(0), order)
    }
    let first = (isBig ? 16 : 8) + afterHeader.count
    append(offset: first, to: &writer)
    writer.append(afterHeader)
    writer.append(directory(fields, at: first))
    return writer.bytes
  }

  /// The directory as it stands at `start`, followed by all that its fields point to.
  private func directory(_ fields: [TIFFField], at start: Int) -> [UInt8] {
    var head = ByteWriter()
    var tail = ByteWriter()
    if isBig {
      head.append(UInt64(fields.count), order)
    } else {
      head.append(UInt16(fields.count), order)
    }
    let size = isBig ? 8 + 20 * fields.count + 8 : 2 + 12 * fields.count + 4
    let room = isBig ? 8 : 4
    for field in fields {
      let here = start + size + tail.bytes.count
      let value = encoded(field.value, at: here)
      head.append(field.tag, order)
      head.append(value.type, order)
      if isBig {
        head.append(value.count, order)
      } else {
        head.append(UInt32(truncatingIfNeeded: value.count), order)
      }
      if value.inline.count <= room {
        head.append(value.inline + Array(repeating: 0, count: room - value.inline.count))
        tail.append(value.behind)
      } else {
        append(offset: here, to: &head)
        tail.append(value.inline)
      }
      tail.pad(to: 2)
    }
    append(offset: 0, to: &head)
    return head.bytes + tail.bytes
  }

  private struct Encoded {
    var type: UInt16
    var count: UInt64
    /// The value; moved behind the directory when it is too long for the field.
    var inline: [UInt8]
    /// What the value points to.
    var behind: [UInt8] = []
  }

  private func encoded(_ value: TIFFValue, at here: Int) -> Encoded {
    var writer = ByteWriter()
    switch value {
    case .ascii(let text):
      writer.append(text: text + "\0")
      return Encoded(type: 2, count: UInt64(writer.bytes.count), inline: writer.bytes)
    case .bytes(let bytes):
      return Encoded(type: 1, count: UInt64(bytes.count), inline: bytes)
    case .undefined(let bytes):
      return Encoded(type: 7, count: UInt64(bytes.count), inline: bytes)
    case .shorts(let numbers):
      for number in numbers { writer.append(number, order) }
      return Encoded(type: 3, count: UInt64(numbers.count), inline: writer.bytes)
    case .longs(let numbers):
      for number in numbers { writer.append(number, order) }
      return Encoded(type: 4, count: UInt64(numbers.count), inline: writer.bytes)
    case .rationals(let numbers):
      for (numerator, denominator) in numbers {
        writer.append(numerator, order)
        writer.append(denominator, order)
      }
      return Encoded(type: 5, count: UInt64(numbers.count), inline: writer.bytes)
    case .directory(let fields):
      append(offset: here, to: &writer)
      let behind = directory(fields, at: here)
      return Encoded(type: isBig ? 16 : 4, count: 1, inline: writer.bytes, behind: behind)
    case .raw(let type, let count, let bytes):
      return Encoded(type: type, count: count, inline: bytes)
    }
  }

  private func append(offset: Int, to writer: inout ByteWriter) {
    if isBig {
      writer.append(UInt64(offset), order)
    } else {
      writer.append(UInt32(offset), order)
    }
  }
}
