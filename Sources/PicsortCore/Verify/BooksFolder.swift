import Platform

/// The state folder of an output, opened to be read: nothing is made, nothing is changed.
struct BooksFolder {
  let path: Path
  let output: Folder
  /// `.picsort` itself.
  let folder: Folder

  /// Opens the state folder of the output at `path`. A symbolic link in its place is refused.
  init(at path: Path) throws(RunError) {
    self.path = path
    do throws(SystemError) {
      output = try Folder(at: path)
    } catch {
      throw .failed(
        "the output \(path) cannot be opened: \(error.message)", nextStep: Advice.after(error))
    }
    do throws(SystemError) {
      if try output.status(of: StateFolder.name) != nil {
        folder = try output.folder(StateFolder.name)
        return
      }
    } catch {
      throw .refused(
        "the \(StateFolder.name) in \(path) cannot be opened: \(error.message)",
        nextStep: "see what it is; it must be a folder that you may read")
    }
    throw .refused(
      "\(path) holds no state of picsort, so there is nothing to compare it with",
      nextStep: "name a folder that picsort sorted into")
  }

  /// Takes the lock that runs take, without waiting and without leaving word of itself.
  func lock() -> OutputLock.Outcome {
    OutputLock.take(in: folder, as: .reader(HostIdentity.current()))
  }
}

// MARK: - Journals

/// A journal of an output, before it is read.
struct ShelvedJournal {
  enum Role {
    /// Of the current or last operation.
    case current
    /// Of an operation that was followed by another.
    case past
    /// Kept aside because it was damaged: what it proves is used, its damage is known.
    case setAside
  }
  let role: Role
  let place: JournalPlace
  /// Nil when the first line does not prove itself.
  let header: JournalHeader?
  /// Below the output, or absolute when it lies elsewhere.
  let shown: Path
  /// Seconds since 1970-01-01 UTC.
  fileprivate let began: Int
  /// Nanoseconds since 1970-01-01 UTC.
  fileprivate let modified: Int
}

extension BooksFolder {
  /// The journals of this output in the order in which they were begun, the current one last among
  /// those of one second. One that cannot be opened is there, without a header.
  func journals(stateFile: Path?) -> [ShelvedJournal] {
    var journals: [ShelvedJournal] = []
    let own = StateFolder.name
    if let stateFile {
      if let parent = try? Folder(at: stateFile.parent) {
        let place = JournalPlace(folder: parent, name: stateFile.lastComponent, path: stateFile)
        journals.append(Self.shelved(place, .current, shownAs: stateFile))
      }
    } else {
      let shown = own.appending(StateFolder.journalName)
      let place = JournalPlace(
        folder: folder, name: StateFolder.journalName, path: path.appending(shown))
      journals.append(Self.shelved(place, .current, shownAs: shown))
    }
    if let history = try? folder.folder(StateFolder.historyName) {
      for entry in (try? history.entries()) ?? [] {
        guard let role = Self.role(ofPast: entry.name) else { continue }
        let shown = own.appending(StateFolder.historyName).appending(entry.name)
        let place = JournalPlace(folder: history, name: entry.name, path: path.appending(shown))
        journals.append(Self.shelved(place, role, shownAs: shown))
      }
    }
    func order(_ journal: ShelvedJournal) -> (Int, Int, Int) {
      (journal.began, journal.role == .current ? 1 : 0, journal.modified)
    }
    return journals.sorted { order($0) < order($1) }
  }

  /// Nil for a file of which no more is to be learned: copies of torn journals, whose whole lines
  /// stand in the journal that went on; journals of newer programs, and empty ones.
  private static func role(ofPast name: Path) -> ShelvedJournal.Role? {
    guard let text = name.utf8, text.hasSuffix(".jsonl") else { return nil }
    let stem = text.dropLast(6)
    if stem.split(separator: "-").contains("torn") || stem.hasPrefix("newer-format")
      || stem.hasPrefix("empty")
    {
      return nil
    }
    return stem.hasPrefix("damaged") ? .setAside : .past
  }

  private static func shelved(
    _ place: JournalPlace, _ role: ShelvedJournal.Role, shownAs shown: Path
  ) -> ShelvedJournal {
    let status = (try? place.folder.status(of: place.name)).flatMap(\.self)
    let modified = status?.modified ?? 0
    let header = status?.kind == .file ? header(at: place) : nil
    return ShelvedJournal(
      role: role, place: place, header: header, shown: shown,
      began: header?.started ?? modified / 1_000_000_000, modified: modified)
  }

  private static func header(at place: JournalPlace) -> JournalHeader? {
    guard let file = try? place.folder.open(place.name),
      let start = try? file.read(at: 0, count: JournalFormat.longestLine),
      let proven = JournalFormat.prove(Array(start.prefix { $0 != UInt8(ascii: "\n") })),
      case .header(let header)? = RecordDecoder.decode(proven.value)
    else { return nil }
    return header
  }
}
