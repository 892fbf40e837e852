/// What happens to the original when its file reaches the output.
package enum TransferMode: String, Sendable, CaseIterable {
  case move
  case copy
}

/// What happens to a file whose bytes are in the library already.
package enum DuplicatePolicy: String, Sendable, CaseIterable {
  /// It stays where it is and is reported.
  case leave
  /// It goes to `Duplicates/` in the output.
  case quarantine
  /// It is removed from the source, after a byte-by-byte comparison.
  case delete
}

/// What happens to a file without a trustworthy date.
package enum UndatedPolicy: String, Sendable, CaseIterable {
  /// It goes to `Undated/` in the output.
  case folder
  /// It stays where it is and is reported.
  case leave
}

/// What happens to the albums of a Google Takeout export.
package enum AlbumPolicy: String, Sendable, CaseIterable {
  /// `.picsort/albums.json` in the output lists each album's files.
  case list
  /// `Albums/TITLE/` in the output holds a symbolic link to each file.
  case links
  /// They are not kept.
  case none
}

/// What happens to files that Google Photos had in its trash, or in its archive.
package enum SetAsidePolicy: String, Sendable, CaseIterable {
  /// Like all others.
  case sort
  /// They stay in the source and are reported.
  case leave
}

/// The choices that decide where each file goes; written into the journal.
package struct Configuration: Hashable, Sendable {
  package var mode: TransferMode = .move
  /// Copies are read back and compared before they count; only a copying run can go without.
  package var readsBack = true
  /// Folder template as written, checked by `LayoutTemplate`.
  package var layout = LayoutTemplate.defaultText
  /// File-name template as written; nil keeps the names files have.
  package var names: String?
  /// Language of month names, as the system's locales are called; nil for English.
  package var locale: String?
  package var duplicates: DuplicatePolicy = .leave
  package var undated: UndatedPolicy = .folder
  package var usesModificationTime = false
  /// Zone name as given to `--timezone`; nil for the machine's.
  package var timezone: String?
  /// Corrections for cameras whose clock was wrong, in the order given.
  package var shifts: [ClockShift] = []
  /// A date in the file wins over one that was corrected in Google Photos.
  package var prefersExif = false
  package var albums: AlbumPolicy = .list
  package var trashed: SetAsidePolicy = .leave
  package var archived: SetAsidePolicy = .sort

  package init(
    mode: TransferMode = .move, layout: String = LayoutTemplate.defaultText,
    duplicates: DuplicatePolicy = .leave, undated: UndatedPolicy = .folder,
    usesModificationTime: Bool = false, timezone: String? = nil
  ) {
    self.mode = mode
    self.layout = layout
    self.duplicates = duplicates
    self.undated = undated
    self.usesModificationTime = usesModificationTime
    self.timezone = timezone
  }
}

extension Configuration {
  /// A choice; the raw value is the option that makes it, without dashes.
  package enum Field: String, Sendable, CaseIterable {
    case mode = "copy"
    case readsBack = "verify"
    case layout
    case names = "name"
    case locale
    case duplicates
    case undated
    case usesModificationTime = "use-mtime"
    case timezone
    case shifts = "shift"
    case prefersExif = "prefer-exif"
    case albums
    case trashed
    case archived

    /// Takes this choice from one configuration into another.
    fileprivate func take(_ target: inout Configuration, from other: Configuration) {
      switch self {
      case .mode: target.mode = other.mode
      case .readsBack: target.readsBack = other.readsBack
      case .layout: target.layout = other.layout
      case .names: target.names = other.names
      case .locale: target.locale = other.locale
      case .duplicates: target.duplicates = other.duplicates
      case .undated: target.undated = other.undated
      case .usesModificationTime: target.usesModificationTime = other.usesModificationTime
      case .timezone: target.timezone = other.timezone
      case .shifts: target.shifts = other.shifts
      case .prefersExif: target.prefersExif = other.prefersExif
      case .albums: target.albums = other.albums
      case .trashed: target.trashed = other.trashed
      case .archived: target.archived = other.archived
      }
    }

    /// The choice in words, for a comparison.
    package func words(in configuration: Configuration) -> String {
      func word(_ flag: Bool) -> String { flag ? "yes" : "no" }
      return switch self {
      case .mode: configuration.mode.rawValue
      case .readsBack: word(configuration.readsBack)
      case .layout: configuration.layout
      case .names: configuration.names ?? "the files' own"
      case .locale: configuration.locale ?? "English"
      case .duplicates: configuration.duplicates.rawValue
      case .undated: configuration.undated.rawValue
      case .usesModificationTime: word(configuration.usesModificationTime)
      case .timezone: configuration.timezone ?? "the machine's"
      case .shifts:
        configuration.shifts.isEmpty
          ? "none" : configuration.shifts.map(\.text).joined(separator: ", ")
      case .prefersExif: word(configuration.prefersExif)
      case .albums: configuration.albums.rawValue
      case .trashed: configuration.trashed.rawValue
      case .archived: configuration.archived.rawValue
      }
    }

    fileprivate func difference(_ old: Configuration, _ new: Configuration) -> String? {
      let (was, now) = (words(in: old), words(in: new))
      guard was != now else { return nil }
      return "\(self == .mode ? "mode" : rawValue): was \(was), is now \(now)"
    }
  }

  /// These choices with those of `fields` taken from `other`.
  package func taking(_ fields: Set<Field>, from other: Configuration) -> Configuration {
    var result = self
    for field in fields { field.take(&result, from: other) }
    return result
  }

  /// What differs from `old`, one sentence each: `layout: was {MM}.{yyyy}, is now {yyyy}`.
  package func differences(from old: Configuration) -> [String] {
    Field.allCases.compactMap { $0.difference(old, self) }
  }
}
