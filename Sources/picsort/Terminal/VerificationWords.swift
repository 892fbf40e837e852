internal import PicsortCore
internal import Platform

// What each difference is called, what it comes from, and what a person can do.

extension Difference.Kind {
  /// One word; programs rely on it.
  var word: String {
    switch self {
    case .missing: "missing"
    case .replaced: "replaced"
    case .size: "size"
    case .time: "time"
    case .content: "content"
    case .vanished: "vanished"
    case .sourceChanged: "source-changed"
    case .journalMissing: "journal-missing"
    case .journalDamaged: "journal-damaged"
    case .journalFault: "journal-fault"
    }
  }

  /// What is there and what the books say; names in it are safe.
  var cause: String {
    switch self {
    case .missing: "it was sorted to this name, and no file of this name is there"
    case .replaced(let seen): "a file was sorted to this name, and \(seen.words) has it now"
    case .size(let expected, let found):
      "it had \(Figures.grouped(expected)) bytes and has \(Figures.grouped(found)) now"
    case .time(let expected, let found):
      "its modification time was \(UTCTime.text(expected)) and is \(UTCTime.text(found)) now; "
        + "its size is the same"
    case .content(let expected, let found):
      "its bytes are others: SHA-256 was \(expected.hex) and is \(found.hex) now"
    case .vanished(let source):
      "it was to come here from \(SafeText.escape(source)), and is in neither place"
    case .sourceChanged: "it is to be sorted and is not the file any more that was planned"
    case .journalMissing: "there is no journal of the last run"
    case .journalDamaged(let offset):
      "from byte \(Figures.grouped(offset)) on it is not what was written"
    case .journalFault(let fault): fault.words
    }
  }

  /// What to do about it.
  var nextStep: String {
    switch self {
    case .missing:
      "if you moved, renamed or removed it, nothing is to be done; else look for it by name, and "
        + "in your backup"
    case .replaced: "see what it is; the file may be beside it, or in your backup"
    case .size, .content:
      "if you edited it, nothing is to be done; else compare it with your backup: the disk may be "
        + "failing"
    case .time: "see whether it was edited; --full compares its bytes where they are known"
    case .vanished: "look for it by name; if you moved it yourself, nothing is to be done"
    case .sourceChanged: "the next run leaves it alone and says so; run it again after that"
    case .journalMissing:
      "run picsort with the same source and output again: it finds out from the disk"
    case .journalDamaged:
      "the next run keeps it aside, uses what it proves, and asks the disk; check the disk's health"
    case .journalFault:
      "keep a copy of .picsort, and do not go on with this run before somebody has looked"
    }
  }
}

extension Sighting {
  fileprivate var words: String {
    switch self {
    case .absent: "nothing"
    case .file: "another file"
    case .folder: "a folder"
    case .symbolicLink: "a symbolic link"
    case .special: "a device or a pipe"
    }
  }
}

extension JournalFault {
  fileprivate var words: String {
    func count(_ what: String, _ stated: Int, _ found: Int) -> String {
      "it counts \(Figures.grouped(stated)) \(what) and its records are \(Figures.grouped(found))"
    }
    return switch self {
    case .noHeader: "it does not begin with a header"
    case .secondHeader: "a header stands in the middle of it"
    case .misnamed(let operation): "it tells of the operation \(SafeText.line(operation))"
    case .plannedMoves(let stated, let found): count("planned moves", stated, found)
    case .settledFiles(let stated, let found): count("settled files", stated, found)
    case .failures(let stated, let found): count("failed files", stated, found)
    }
  }
}

/// Times of files as people read them.
enum UTCTime {
  /// `2023-12-25 14:30:00 UTC` of nanoseconds since 1970-01-01 UTC.
  static func text(_ nanoseconds: Int) -> String {
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let words = UTCText.text(rest < 0 ? seconds - 1 : seconds).dropLast().split(separator: "T")
    return words.joined(separator: " ") + " UTC"
  }
}
