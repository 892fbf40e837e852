import Platform
import Synchronization

/// The first pass over a journal: proves each line, its place in the chain and every seal, takes
/// what is said of the operation as a whole, and notes where the records of single files stand.
///
/// It knows lines as this program writes them. At the first one that is otherwise it stops, and
/// `JournalReader` judges.
struct OutlineReader {
  /// What was found in a journal that is whole, or torn at its end.
  struct Outline {
    var condition: JournalCondition
    var position: JournalPosition
    var course: OperationCourse
    var lines: FileLines
  }

  private var course = OperationCourse()
  private var lines = FileLines()
  private var proof = ChainedLine.beginning
  /// Bytes of all proven lines.
  private var length = 0
  /// What checkpoints of the block in hand seal: all bytes up to a place in the block.
  private var seals: [Seal] = []
  private var frequent = FrequentRecords()

  /// Bytes read at a time, which stay in a core's own memory while they are proven.
  private static let blockLength = 256 << 10

  /// Nil for a journal that is for `JournalReader`: damaged, newer, or not as this program writes.
  static func read(_ journal: borrowing FileDescriptor) throws(SystemError) -> Outline? {
    var reader = OutlineReader()
    let check = SealCheck()
    defer { check.finish() }
    while true {
      let start = reader.length
      let block = try journal.read(
        at: start, count: blockLength, reusing: check.takeSpare())
      reader.take(block)
      if reader.length == start { break }
      check.add(block, count: reader.length - start, seals: reader.seals)
    }
    guard reader.length > 0, let digest = check.finish() else { return nil }
    var position = JournalPosition()
    (position.checksum, position.digest) = (reader.proof.checksum, digest)
    position.length = reader.length
    var isOdd = false
    let (condition, end) = try JournalReader.read(journal, from: position) { _, _ in
      isOdd = true
    }
    // Nothing may follow but a line that was cut.
    if isOdd || end.length != position.length { return nil }
    switch condition {
    case .whole, .torn: break
    case .absent, .damaged, .newer: return nil
    }
    return Outline(
      condition: condition, position: position, course: reader.course, lines: reader.lines)
  }

  /// Takes the lines of `block`, which begins behind those that were proven, up to the first one
  /// that is not as expected.
  private mutating func take(_ block: [UInt8]) {
    seals.removeAll(keepingCapacity: true)
    let offset = length
    var start = 0
    while let end = block.firstLineFeed(from: start) {
      let line = start..<end
      guard let found = ChainedLine.prove(line, of: block, after: proof),
        isTaken(line, of: block, at: offset)
      else { return }
      proof = found
      start = end + 1
      length = offset + start
    }
  }

  /// Takes what a proven line says; false when it is not as this program would have written it.
  private mutating func isTaken(_ line: Range<Int>, of block: [UInt8], at offset: Int) -> Bool {
    if length > 0, let (word, number) = FileWord.begin(line, of: block) {
      switch word {
      case .done:
        course.apply(.done(file: number))
        return true
      case .line(let kind):
        guard
          let place = FileLines.Line(
            kind, of: number, at: offset + line.lowerBound, length: line.count)
        else { return false }
        lines.append(place)
        return true
      }
    }
    return isTaken(whole: line, of: block)
  }

  /// The same for the lines of which there are few.
  private mutating func isTaken(whole line: Range<Int>, of block: [UInt8]) -> Bool {
    let record: JournalRecord?
    if let (short, _) = frequent.decode(line, of: block) {
      record = short
    } else {
      guard let proven = JournalFormat.prove(Array(block[line])),
        proven.previous == proof.checksum
      else { return false }
      record = RecordDecoder.decode(proven.value)
    }
    switch record {
    // Of a type that a later program added.
    case nil: break
    case .header(let header):
      guard length == 0, header.formatVersion == JournalFormat.version else { return false }
      course.apply(.header(header))
    case .checkpoint(let checkpoint):
      seals.append(Seal(end: line.lowerBound, digest: checkpoint.sealed))
      course.apply(.checkpoint(checkpoint))
    case .planning:
      lines.beginPlan()
      course.apply(.planning)
    // Ones that begin otherwise than this program begins them.
    case .file, .hash, .compared, .copied, .move, .stay: return false
    case .process, .volume, .planned, .retarget, .made, .linked, .step, .done, .doubt, .failed,
      .end:
      if let record { course.apply(record) }
    }
    return length > 0 || course.header != nil
  }
}

/// What a checkpoint states of the bytes before it.
private struct Seal {
  /// Where they end in their block.
  let end: Int
  let digest: Digest
}

/// Hashes what was proven and compares it with the seals, on a thread of its own.
private final class SealCheck: Sendable {
  /// Proven bytes at the beginning of a block, and what in them is sealed.
  private struct Piece {
    var block: [UInt8]
    let count: Int
    let seals: [Seal]
  }

  private struct Blocks {
    var waiting: [Piece] = []
    /// Done with, to be read into again.
    var spare: [[UInt8]] = []
  }

  private let blocks = Mutex(Blocks())
  private let result = Mutex((digest: SHA256(), isSound: true))
  private let work = OrderedWork(ahead: 4)

  /// A block that is done with; an empty one when there is none.
  func takeSpare() -> [UInt8] {
    blocks.withLock { $0.spare.popLast() ?? [] }
  }

  /// Takes the first `count` bytes of a block, which follow those before.
  func add(_ block: consuming [UInt8], count: Int, seals: [Seal]) {
    let piece = Piece(block: block, count: count, seals: seals)
    blocks.withLock { $0.waiting.append(piece) }
    work.add { [self] in hashNext() }
  }

  private func hashNext() {
    guard var piece = blocks.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() })
    else { return }
    result.withLock { result in
      var start = 0
      for seal in piece.seals {
        result.digest.update(piece.block[start..<seal.end])
        start = seal.end
        if result.digest.finish() != seal.digest { result.isSound = false }
      }
      result.digest.update(piece.block[start..<piece.count])
    }
    blocks.withLock { blocks in
      blocks.spare.append(piece.block)
      // Who takes it has it alone.
      piece.block = []
    }
  }

  /// The digest of all of it, when every seal was right.
  @discardableResult
  func finish() -> SHA256? {
    work.finish()
    return result.withLock { $0.isSound ? $0.digest : nil }
  }
}

/// How the lines about single files begin, as this program writes them:
/// `{"type":"move","file":17,`.
private enum FileWord {
  case done
  case line(FileLines.Kind)

  private enum Text {
    static let type = UInt64(word: #"{"type":"#)
    static let number = UInt64(word: #","file":"#)
    static let file = UInt64(word: #""file",""#)
    static let move = UInt64(word: #""move",""#)
    static let done = UInt64(word: #""done",""#)
    static let hash = UInt64(word: #""hash",""#)
    static let stay = UInt64(word: #""stay",""#)
    static let copied = UInt64(word: #""copied""#)
    static let compared = UInt64(word: #""compare"#)
  }

  /// What a proven line is about; nil for those that begin otherwise.
  static func begin(_ line: Range<Int>, of block: [UInt8]) -> (word: FileWord, number: Int)? {
    let start = line.lowerBound
    let end = ChainedLine.endOfContent(line)
    guard block.word(at: start) == Text.type, let second = block.word(at: start + 8) else {
      return nil
    }
    let word: FileWord
    // Where `,"file":` stands: behind the word.
    var place = start + 14
    switch second {
    case Text.file: word = .line(.file)
    case Text.move: word = .line(.move)
    case Text.done: word = .done
    case Text.hash: word = .line(.hash)
    case Text.stay: word = .line(.stay)
    case Text.copied: (word, place) = (.line(.copied), start + 16)
    case Text.compared: (word, place) = (.line(.compared), start + 18)
    default: return nil
    }
    guard block.word(at: place) == Text.number,
      let (number, next) = number(in: block, from: place + 8, to: end)
    else { return nil }
    switch word {
    case .done: return next == end ? (word, number) : nil
    case .line(.move) where block.has(#","action":"delete""#, at: next):
      return (.line(.removal), number)
    case .line: return (word, number)
    }
  }

  /// A number without a sign and needless zeros, and where it ends.
  private static func number(
    in block: [UInt8], from start: Int, to end: Int
  ) -> (number: Int, end: Int)? {
    var number = 0
    var index = start
    while index < end, index - start < 15, (0x30...0x39).contains(block[index]) {
      number = number &* 10 &+ Int(block[index] &- 0x30)
      index += 1
    }
    guard index > start, index == end || block[index] == UInt8(ascii: ","),
      index == start + 1 || block[start] != 0x30
    else { return nil }
    return (number, index)
  }
}
