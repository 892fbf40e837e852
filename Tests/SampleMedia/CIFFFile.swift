/// A CIFF block: a CRW file, or what some JPEGs have in APP0.
package struct CIFFFile: Sendable {
  /// A record of a heap's directory.
  package indirect enum Record: Sendable {
    /// A value somewhere in the heap.
    case value(UInt16, [UInt8])
    /// A value of eight bytes in the directory itself.
    case inDirectory(UInt16, [UInt8])
    /// A heap within.
    case heap(UInt16, [Record])
  }

  package var records: [Record]
  package var order: SampleByteOrder
  /// `HEAPCCDR` in CRW files, `HEAPJPGM` in JPEGs.
  package var type: String

  package init(
    _ records: [Record], order: SampleByteOrder = .little, type: String = "HEAPCCDR"
  ) {
    self.records = records
    self.order = order
    self.type = type
  }

  /// Camera and time stamp (seconds since 1970), nested as cameras do it.
  package init(
    make: String = "Sample", model: String = "S1", timeStamp: UInt32,
    order: SampleByteOrder = .little, type: String = "HEAPCCDR"
  ) {
    var stamp = ByteWriter()
    for number in [timeStamp, 0, 0] { stamp.append(number, order) }
    let camera = Array("\(make)\0\(model)\0".utf8)
    self.init(
      [
        .heap(0x300A, [.heap(0x2807, [.value(0x080A, camera)]), .value(0x180E, stamp.bytes)])
      ], order: order, type: type)
  }

  private static let headerLength = 26

  /// The whole block.
  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.append(text: order == .big ? "MM" : "II")
    writer.append(UInt32(Self.headerLength), order)
    writer.append(text: type)
    writer.append(UInt32(0x0001_0002), order)
    while writer.bytes.count < Self.headerLength { writer.append([0]) }
    writer.append(heap(records))
    return writer.bytes
  }

  /// Values, then the directory, then where the directory lies.
  private func heap(_ records: [Record]) -> [UInt8] {
    var values = ByteWriter()
    var directory = ByteWriter()
    directory.append(UInt16(records.count), order)
    for record in records {
      switch record {
      case .value(let number, let bytes),
        .inDirectory(let number, let bytes) where bytes.count > 8:
        append(number, bytes, to: &directory, &values)
      case .inDirectory(let number, let bytes):
        directory.append(number | 0x4000, order)
        directory.append(bytes + [UInt8](repeating: 0, count: 8 - bytes.count))
      case .heap(let number, let records):
        append(number, heap(records), to: &directory, &values)
      }
    }
    let place = values.bytes.count
    values.append(directory.bytes)
    values.append(UInt32(place), order)
    return values.bytes
  }

  private func append(
    _ number: UInt16, _ bytes: [UInt8], to directory: inout ByteWriter,
    _ values: inout ByteWriter
  ) {
    directory.append(number, order)
    directory.append(UInt32(bytes.count), order)
    directory.append(UInt32(values.bytes.count), order)
    values.append(bytes)
    values.pad(to: 2)
  }
}
