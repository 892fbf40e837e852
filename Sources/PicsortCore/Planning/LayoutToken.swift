package import MediaMetadata

/// What a folder template can be filled with for one file.
package struct LayoutValues: Sendable {
  /// The wall clock at the place of capture.
  package var date: CivilDateTime
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

  package init(
    date: CivilDateTime, make: String? = nil, model: String? = nil, stem: String,
    fileExtension: String, kind: MediaKind, sourceFolder: String? = nil
  ) {
    self.date = date
    self.make = make
    self.model = model
    self.stem = stem
    self.fileExtension = fileExtension
    self.kind = kind
    self.sourceFolder = sourceFolder
  }
}

/// A word that a folder template can hold between braces. The raw value is that word.
package enum LayoutToken: String, CaseIterable, Sendable {
  case year = "yyyy"
  case shortYear = "yy"
  case month = "MM"
  case shortMonthName = "MMM"
  case monthName = "MMMM"
  case day = "dd"
  case hour = "HH"
  case minute = "mm"
  case second = "ss"
  case camera
  case make
  case model
  case stem
  case ext
  case kind
  case sourceFolder = "source-folder"

  /// What it stands for, for the help.
  package var summary: String {
    switch self {
    case .year: "year, four digits"
    case .shortYear: "year, two digits"
    case .month: "month, 01 to 12"
    case .shortMonthName: "month, Jan to Dec"
    case .monthName: "month, January to December"
    case .day: "day, 01 to 31"
    case .hour: "hour, 00 to 23"
    case .minute: "minute, 00 to 59"
    case .second: "second, 00 to 59"
    case .camera: "camera, maker and model without repeating the maker"
    case .make: "camera maker, as the file says"
    case .model: "camera model, as the file says"
    case .stem: "file name without its extension"
    case .ext: "extension, in lower case"
    case .kind: "photo, raw or video"
    case .sourceFolder: "name of the folder the file was in"
    }
  }

  /// Its value for `values`, not yet safe for a folder name; nil when the file does not say.
  func value(in values: LayoutValues) -> String? {
    let date = values.date
    return switch self {
    case .year: padded(date.year, to: 4)
    case .shortYear: padded(date.year % 100, to: 2)
    case .month: padded(date.month, to: 2)
    case .shortMonthName: Self.monthNames[date.month].map { String($0.prefix(3)) }
    case .monthName: Self.monthNames[date.month]
    case .day: padded(date.day, to: 2)
    case .hour: padded(date.hour, to: 2)
    case .minute: padded(date.minute, to: 2)
    case .second: padded(date.second, to: 2)
    case .camera: Self.camera(make: values.make, model: values.model)
    case .make: values.make
    case .model: values.model
    case .stem: values.stem
    case .ext: values.fileExtension.lowercased()
    case .kind: values.kind.rawValue
    case .sourceFolder: values.sourceFolder
    }
  }

  private static let monthNames: [Int: String] = [
    1: "January", 2: "February", 3: "March", 4: "April", 5: "May", 6: "June", 7: "July",
    8: "August", 9: "September", 10: "October", 11: "November", 12: "December",
  ]

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
