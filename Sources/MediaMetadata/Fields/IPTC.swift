/// The date in an IPTC block (Information Interchange Model 4.2).
package enum IPTC {
  /// Adds the date of record 2: dataset 55, the day, with dataset 60, the time. A day without a
  /// time is its midnight. Damage ends the reading; what came before it counts.
  package static func read(_ block: Bytes, into metadata: inout Metadata) {
    var date: String?
    var time: String?
    var position = 0
    let block = inOrder(block)
    while let dataSet = try? dataSet(block, at: position) {
      switch (dataSet.record, dataSet.number) {
      case (2, 55): date = date ?? dataSet.value.prefix(32).text
      case (2, 60): time = time ?? dataSet.value.prefix(32).text
      default: break
      }
      position = dataSet.end
    }
    guard let date, let claim = claim(date, time ?? "") else { return }
    metadata.claims.append(claim)
  }

  private struct DataSet {
    var record: UInt8
    var number: UInt8
    var value: Bytes
    /// Where the next one begins.
    var end: Int
  }

  /// The data set at `offset`: marker, record, number, length, value. A length with its top bit
  /// set says how many bytes the length proper has (IIM 4.2, 1.5 and 1.6).
  private static func dataSet(_ block: Bytes, at offset: Int) throws(FormatError) -> DataSet {
    guard try block.u8(offset) == 0x1C else {
      throw .malformed("no IPTC data set", offset: offset)
    }
    var start = offset + 5
    var length = Int(try block.u16(offset + 3, .big))
    if length & 0x8000 != 0 {
      let width = length & 0x7FFF
      guard (1...4).contains(width) else { throw .malformed("IPTC length", offset: offset) }
      length = Int(try block.number(start, width, .big))
      start += width
    }
    return DataSet(
      record: try block.u8(offset + 1), number: try block.u8(offset + 2),
      value: try block.slice(start, length), end: start + length)
  }

  /// The block with its bytes in order: some programs wrote it to TIFF as 32-bit numbers of the
  /// other byte order.
  private static func inOrder(_ block: Bytes) -> Bytes {
    guard !block.matches([0x1C]), block.matches([0x1C], at: 3) else { return block }
    var bytes = block.array
    for start in stride(from: 0, to: bytes.count - 3, by: 4) {
      bytes.swapAt(start, start + 3)
      bytes.swapAt(start + 1, start + 2)
    }
    return Bytes(bytes)
  }

  private static func claim(_ date: String, _ time: String) -> DateClaim? {
    let raw = RawValue.text(time.isEmpty ? date : "\(date) \(time)")
    guard let day = DateText(date) else { return nil }
    var scanner = TextScanner(time)
    if let time = DateText.time(&scanner),
      let dateTime = CivilDateTime(
        year: day.dateTime.year, month: day.dateTime.month, day: day.dateTime.day,
        hour: time.hour, minute: time.minute, second: time.second, nanosecond: time.nanosecond)
    {
      return DateClaim(
        source: .iptcDateCreated, dateTime: dateTime, zone: scanner.zone() ?? .local,
        precision: time.precision, raw: raw)
    }
    return DateClaim(
      source: .iptcDateCreated, dateTime: day.dateTime, zone: .local, precision: day.precision,
      raw: raw)
  }
}
