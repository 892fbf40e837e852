internal import PicsortCore
internal import Platform

/// One option of the command line: all that parsing, help, manual and completions know about it.
struct Flag: Sendable {
  /// Heading under which help lists a flag, in the order of the help.
  enum Category: String, Sendable, CaseIterable {
    case folders = "Folders"
    case sorting = "Sorting"
    case takeout = "Google Takeout"
    case resuming = "Stopping and resuming"
    case operations = "Operations"
    case verifying = "Verifying"
    case output = "Output"
    case general = "General"
  }

  /// What a value may be; decides the message for a bad one and what completions offer.
  enum ValueKind: Sendable, Equatable {
    case folder
    case file
    case text
    /// Text of a form that the example shows.
    case form(example: String)
    case number(ClosedRange<Int>)
    case choice([String])
  }

  /// The value a flag wants.
  struct Value: Sendable {
    /// Placeholder in help: `PATH`.
    let name: String
    let kind: ValueKind
  }

  /// How a switch was spelled.
  enum Spelling: Sendable {
    case short
    case long
    case negated
  }

  /// What a flag does to the options.
  enum Effect: Sendable {
    /// A switch.
    case turn(@Sendable (inout Options, Spelling) -> Void)
    /// A flag with a value; false when the word is no such value.
    case take(Value, @Sendable (inout Options, Word) -> Bool)
  }

  /// Which commands know a flag.
  enum Scope: Sendable, Equatable {
    case everywhere
    /// Names of commands in `Command.all`.
    case only([String])

    func includes(_ command: String) -> Bool {
      switch self {
      case .everywhere: true
      case .only(let names): names.contains(command)
      }
    }
  }

  /// Name without its dashes.
  let long: String
  let short: Character?
  /// Name of the opposite switch, without its dashes; the last one given wins.
  let negated: String?
  let category: Category
  let scope: Scope
  /// One line for `-h`: no capital, no full stop, at most 50 columns, so that
  /// 80 hold it beside the name.
  let summary: String
  /// Paragraphs for `--help` and the manual, with a blank line between them.
  let details: String
  let isHidden: Bool
  let effect: Effect

  init(
    _ long: String, short: Character? = nil, negated: String? = nil, _ category: Category,
    scope: Scope = .only(["organize"]), isHidden: Bool = false, _ effect: Effect,
    summary: String, details: String
  ) {
    self.long = long
    self.short = short
    self.negated = negated
    self.category = category
    self.scope = scope
    self.isHidden = isHidden
    self.effect = effect
    self.summary = summary
    self.details = details
  }

  /// Nil for a switch.
  var value: Value? {
    if case .take(let value, _) = effect { value } else { nil }
  }

  /// `-s, --source PATH`, as help shows it.
  var heading: String {
    let name = short.map { "-\($0), --\(long)" } ?? "    --\(long)"
    return value.map { "\(name) \($0.name)" } ?? name
  }

  /// Both long spellings, without dashes.
  var longNames: [String] { [long] + (negated.map { [$0] } ?? []) }
}

// The usual effects, so that the table reads as a table.
extension Flag.Effect {
  /// A switch that sets `field` to true, or to false when negated.
  static func turn(_ field: any WritableKeyPath<Options, Bool?> & Sendable) -> Self {
    .turn { options, spelling in options[keyPath: field] = spelling != .negated }
  }

  static func path(
    _ name: String, _ kind: Flag.ValueKind,
    _ store: @escaping @Sendable (inout Options, Path) -> Void
  ) -> Self {
    .take(Flag.Value(name: name, kind: kind)) { options, word in
      guard !word.isEmpty else { return false }
      store(&options, Path(bytes: word))
      return true
    }
  }

  static func text(
    _ name: String, _ field: any WritableKeyPath<Options, String?> & Sendable
  ) -> Self {
    .take(Flag.Value(name: name, kind: .text)) { options, word in
      guard !word.isEmpty, let text = String(validating: word, as: UTF8.self) else { return false }
      options[keyPath: field] = text
      return true
    }
  }

  /// `CAMERA=+1h`.
  static func clockShift(
    _ store: @escaping @Sendable (inout Options, ClockShift) -> Void
  ) -> Self {
    .take(Flag.Value(name: "CORRECTION", kind: .form(example: "'EOS 5D=+1h30m'"))) {
      options, word in
      guard let text = String(validating: word, as: UTF8.self), let shift = ClockShift(text) else {
        return false
      }
      store(&options, shift)
      return true
    }
  }

  static func number(
    _ range: ClosedRange<Int>, _ field: any WritableKeyPath<Options, Int?> & Sendable
  ) -> Self {
    .take(Flag.Value(name: "N", kind: .number(range))) { options, word in
      guard let text = String(validating: word, as: UTF8.self),
        text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(text),
        range.contains(number)
      else { return false }
      options[keyPath: field] = number
      return true
    }
  }

  /// A word out of the cases of a closed set.
  static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ field: any WritableKeyPath<Options, Choice?> & Sendable
  ) -> Self {
    let words = Choice.allCases.map(\.rawValue)
    return .take(Flag.Value(name: name, kind: .choice(words))) { options, word in
      guard let choice = Choice(rawValue: String(decoding: word, as: UTF8.self)) else {
        return false
      }
      options[keyPath: field] = choice
      return true
    }
  }
}
