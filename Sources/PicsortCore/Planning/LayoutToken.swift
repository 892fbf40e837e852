package import MediaMetadata

/// What a template can be filled with for one file.
package struct LayoutValues: Sendable {
  /// The wall clock at the place of capture.
  package var date: CivilDateTime
  /// How much of `date` is known; the rest of it is padding.
  package var precision: DatePrecision
  /// As the file says; nil or empty when it does not.
  package var make: String?
  package var model: String?
  /// File name without its extension.
  package var stem: String
  /// Extension without the dot.
  package var fileExtension: String
  package var kind: MediaKind
  /// Name of the folder the file was found in; nil when it lay in the source itself.
  package var sourceFolder: String?
  /// Title of the album that it is in; nil when it is in none.
  package var album: String?

  package init(
    date: CivilDateTime, precision: DatePrecision = .second, make: String? = nil,
    model: String? = nil, stem: String, fileExtension: String, kind: MediaKind,
    sourceFolder: String? = nil, album: String? = nil
  ) {
    self.date = date
    self.precision = precision
    self.make = make
    self.model = model
    self.stem = stem
    self.fileExtension = fileExtension
    self.kind = kind
    self.sourceFolder = sourceFolder
    self.album = album
  }
}

/// A word that a template can hold between braces. The raw value is that word.
package enum LayoutToken: String, CaseIterable, Sendable {
  case year = "yyyy"
  case shortYear = "yy"
  case quarter = "Q"
  case month = "MM"
  case shortMonthName = "MMM"
  case monthName = "MMMM"
  case weekYear = "GGGG"
  case week = "WW"
  case day = "dd"
  case shortWeekdayName = "ddd"
  case weekdayName = "dddd"
  case hour = "HH"
  case minute = "mm"
  case second = "ss"
  case millisecond = "SSS"
  case camera
  case make
  case model
  case album
  case stem
  case ext
  case kind
  case sourceFolder = "source-folder"

  /// What it stands for, for the help.
  package var summary: String {
    switch self {
    case .year: "year, four digits"
    case .shortYear: "year, two digits"
    case .quarter: "quarter of the year, 1 to 4"
    case .month: "month, 01 to 12"
    case .shortMonthName: "month, Jan to Dec, or as --locale says"
    case .monthName: "month, January to December, or as --locale says"
    case .weekYear: "year that the week {WW} belongs to (ISO 8601)"
    case .week: "week, 01 to 53 (ISO 8601); goes with {GGGG}"
    case .day: "day, 01 to 31"
    case .shortWeekdayName: "weekday, Mon to Sun, or as --locale says"
    case .weekdayName: "weekday, Monday to Sunday, or as --locale says"
    case .hour: "hour, 00 to 23"
    case .minute: "minute, 00 to 59"
    case .second: "second, 00 to 59"
    case .millisecond: "thousandths of the second, 000 to 999"
    case .camera: "camera, maker and model without repeating the maker"
    case .make: "camera maker, as the file says"
    case .model: "camera model, as the file says"
    case .album: "album, where an export names one"
    case .stem: "file name without its extension"
    case .ext: "extension, in lower case; for --layout only"
    case .kind: "photo, raw or video"
    case .sourceFolder: "name of the folder the file was in"
    }
  }

  /// How much of the date must be known; nil for what is no part of it.
  private var neededPrecision: DatePrecision? {
    switch self {
    case .year, .shortYear, .quarter, .month, .shortMonthName, .monthName: .month
    case .weekYear, .week, .day, .shortWeekdayName, .weekdayName: .day
    case .hour, .minute: .minute
    case .second: .second
    case .millisecond: .subsecond
    case .camera, .make, .model, .album, .stem, .ext, .kind, .sourceFolder: nil
    }
  }

  /// True for what every date says, and every date of one month alike.
  var isOfMonth: Bool { neededPrecision == .month }

  /// Its value for `values`, not yet safe for a name; nil when the file does not say.
  func value(in values: LayoutValues, _ names: DateNames) -> String? {
    let date = values.date
    if let neededPrecision, values.precision < neededPrecision { return nil }
    return switch self {
    case .year: padded(date.year, to: 4)
    case .shortYear: padded(date.year % 100, to: 2)
    case .quarter: String((date.month + 2) / 3)
    case .month: padded(date.month, to: 2)
    case .shortMonthName: Self.name(date.month - 1, in: names.shortMonths)
    case .monthName: Self.name(date.month - 1, in: names.months)
    case .weekYear: date.isoWeek.map { padded($0.year, to: 4) }
    case .week: date.isoWeek.map { padded($0.week, to: 2) }
    case .day: padded(date.day, to: 2)
    case .shortWeekdayName: Self.name(date.weekday, in: names.shortWeekdays)
    case .weekdayName: Self.name(date.weekday, in: names.weekdays)
    case .hour: padded(date.hour, to: 2)
    case .minute: padded(date.minute, to: 2)
    case .second: padded(date.second, to: 2)
    case .millisecond: padded(date.nanosecond / 1_000_000, to: 3)
    case .camera: Self.camera(make: values.make, model: values.model)
    case .make: values.make
    case .model: values.model
    case .album: values.album
    case .stem: values.stem
    case .ext: values.fileExtension.lowercased()
    case .kind: values.kind.rawValue
    case .sourceFolder: values.sourceFolder
    }
  }

  private static func name(_ index: Int, in names: [String]) -> String? {
    names.indices.contains(index) ? names[index] : nil
  }

  /// `Apple iPhone 15`, but `Canon EOS 5D`: many models begin with their maker's name already.
  static func camera(make: String?, model: String?) -> String? {
    guard let model, !model.isEmpty else { return make }
    guard let make, let maker = make.split(separator: " ").first else { return model }
    return model.lowercased().hasPrefix(maker.lowercased()) ? model : "\(make) \(model)"
  }
}

/// `value` in decimal with zeros in front of it up to `width` digits.
private func padded(_ value: Int, to width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

extension CivilDateTime {
  /// 0 for Monday to 6 for Sunday.
  fileprivate var weekday: Int {
    // 1970-01-01 was a Thursday; the days before it count down.
    let days = (secondsSince1970 - (hour * 3600 + minute * 60 + second)) / 86_400
    return ((days + 3) % 7 + 7) % 7
  }

  /// The week that begins on a Monday and belongs to the year that has its Thursday (ISO 8601);
  /// nil where that Thursday is out of range.
  fileprivate var isoWeek: (year: Int, week: Int)? {
    guard let thursday = adding(seconds: (3 - weekday) * 86_400),
      let newYear = CivilDateTime(year: thursday.year, month: 1, day: 1)
    else { return nil }
    let days = (thursday.secondsSince1970 - newYear.secondsSince1970) / 86_400
    return (thursday.year, days / 7 + 1)
  }
}
