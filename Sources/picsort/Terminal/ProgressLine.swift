internal import PicsortCore
internal import Platform

/// Shows how far a run is: a moving line on a terminal, a plain line now and then elsewhere.
///
/// Hears every event, which may be many thousands a second, and draws seldom. The clock is passed
/// in and counts nanoseconds.
struct ProgressLine {
  private enum Style {
    case moving
    case plain
    case none
  }

  private let console: Console
  private let clock: () -> UInt64
  private let style: Style
  private let copies: Bool

  private let begin: UInt64
  private var lastDrawn: UInt64?
  private var progress: RunProgress?
  private var name: Path?
  private var phaseBegin: UInt64
  private var itemRate = RateMeter()
  private var byteRate = RateMeter()

  /// `copies` makes the line say "Copying".
  init(
    console: Console, mode: ProgressMode = .auto, verbosity: Verbosity = .normal,
    copies: Bool = false, clock: @escaping () -> UInt64
  ) {
    self.console = console
    self.clock = clock
    self.copies = copies
    style =
      switch (mode, verbosity) {
      case (.never, _), (.auto, .quiet): .none
      case (.always, _): .moving
      case (.auto, _): console.canRedraw ? .moving : .plain
      }
    begin = clock()
    phaseBegin = begin
  }

  /// False when nothing is ever shown.
  var isShown: Bool { style != .none }

  mutating func hear(_ event: RunEvent) {
    guard style != .none else { return }
    switch event {
    case .phase(let phase): enter(phase)
    case .progress(let progress): update(progress)
    case .settled(let path, _, _): name = path
    case .checkpoint(.manual, let progress):
      console.say(Self.joined(fields(of: progress, at: clock()).map(\.text)))
    case .undoing, .started, .diagnosis, .planned, .checkpoint, .notice: break
    }
  }

  /// Takes the line off the terminal.
  mutating func end() {
    if style == .moving { console.draw(nil) }
  }

  private mutating func enter(_ phase: Phase) {
    let now = clock()
    (itemRate, byteRate) = (RateMeter(), RateMeter())
    (progress, name, phaseBegin) = (nil, nil, now)
    if style == .plain {
      console.say("\(elapsed(now)) \(word(for: phase))")
      lastDrawn = now
    }
  }

  private mutating func update(_ progress: RunProgress) {
    self.progress = progress
    let now = clock()
    itemRate.sample(Self.difference(progress.items, progress.resumedItems), at: now)
    byteRate.sample(Self.difference(progress.bytes, progress.resumedBytes), at: now)
    guard isDue(now) else { return }
    lastDrawn = now
    let fields = fields(of: progress, at: now)
    if style == .plain {
      console.say(Self.joined(fields.map(\.text)))
    } else {
      console.draw(fitted(fields))
    }
  }

  private func isDue(_ now: UInt64) -> Bool {
    switch style {
    case .none: false
    case .plain: now &- (lastDrawn ?? begin) >= Self.plainInterval
    case .moving:
      now &- begin >= Self.firstDelay
        && lastDrawn.map { now &- $0 >= Self.shortestInterval } ?? true
    }
  }

  // MARK: The line

  /// A part of the line; where there is no room, the highest `dispensable` goes first.
  private struct Field {
    let text: String
    let dispensable: Int
  }

  private func fields(of progress: RunProgress, at now: UInt64) -> [Field] {
    var fields = [Field(text: elapsed(now) + " " + counts(progress), dispensable: 0)]
    if let total = progress.totalItems, total > 0 {
      let done = min(max(0, progress.items), total)
      let percent = done == total ? 100 : Figures.whole(Double(done) / Double(total) * 100)
      fields.append(Field(text: "\(percent) %", dispensable: 2))
    }
    if let total = progress.totalBytes, total > 0 {
      fields.append(Field(text: Figures.bytes(progress.bytes, of: total), dispensable: 4))
    } else if progress.bytes > 0 {
      fields.append(Field(text: Figures.bytes(progress.bytes), dispensable: 4))
    }
    if let rate = byteRate.perSecond, rate >= 1, progress.bytes > progress.resumedBytes {
      let speed = Figures.bytes(Figures.whole(rate)) + "/s"
      fields.append(Field(text: speed, dispensable: 5))
    }
    if let seconds = remaining(progress, at: now) {
      fields.append(Field(text: "ETA " + Figures.clock(seconds), dispensable: 3))
    }
    if progress.failures > 0 {
      fields.append(Field(text: Figures.count(progress.failures, "error"), dispensable: 1))
    }
    return fields
  }

  private func counts(_ progress: RunProgress) -> String {
    let verb = word(for: progress.phase)
    let items = Figures.grouped(progress.items)
    guard let total = progress.totalItems else {
      return progress.items == 0 ? verb : "\(verb)  \(Figures.count(progress.items, "file"))"
    }
    return "\(verb) \(items)/\(Figures.grouped(total))"
  }

  /// Seconds to go, coarse where they are many; nil while there is nothing to tell them from.
  ///
  /// Bytes tell more than files when there are any to come.
  private func remaining(_ progress: RunProgress, at now: UInt64) -> Double? {
    guard now &- phaseBegin >= Self.estimateDelay else { return nil }
    var seconds: Double?
    if let total = progress.totalBytes, let rate = byteRate.perSecond, rate > 0 {
      seconds = Double(Self.difference(total, progress.bytes)) / rate
    } else if let total = progress.totalItems, let rate = itemRate.perSecond, rate > 0 {
      seconds = Double(Self.difference(total, progress.items)) / rate
    }
    guard let seconds, seconds.isFinite, seconds < 100 * 3600 else { return nil }
    let step = seconds > 600 ? 60.0 : seconds > 60 ? 5 : 1
    return (seconds / step).rounded(.up) * step
  }

  private func fitted(_ fields: [Field]) -> String {
    // The last column stays free: some terminals wrap when it is written.
    let room = console.statusWidth - 1
    var kept = fields
    while Cells.width(Self.joined(kept.map(\.text))) > room,
      let worst = kept.map(\.dispensable).max(), worst > 0
    {
      kept.removeAll { $0.dispensable == worst }
    }
    let line = Self.joined(kept.map(\.text))
    let spare = room - Cells.width(line) - 2
    guard kept.count == fields.count, let name, spare >= Self.shortestName else {
      return Cells.prefix(line, room)
    }
    return line + "  " + SafeText.shortened(SafeText.escape(name.lastComponent), to: spare)
  }

  private func elapsed(_ now: UInt64) -> String {
    "[" + Figures.clock(Double(now &- begin) / 1e9) + "]"
  }

  private func word(for phase: Phase) -> String {
    switch phase {
    case .scan: "Looking for files"
    case .read: "Reading"
    case .match: "Comparing"
    case .plan: "Planning"
    case .move: copies ? "Copying" : "Moving"
    case .finish: "Finishing"
    }
  }

  /// How much more `whole` is than `part`, at least 0; neither has to make sense.
  private static func difference(_ whole: Int, _ part: Int) -> Int {
    max(0, max(0, whole) - max(0, part))
  }

  private static func joined(_ texts: [String]) -> String { texts.joined(separator: "  ") }

  private static let firstDelay: UInt64 = 400_000_000
  private static let shortestInterval: UInt64 = 100_000_000
  private static let plainInterval: UInt64 = 30_000_000_000
  private static let estimateDelay: UInt64 = 2_000_000_000
  /// Columns below which a file's name is not worth showing.
  private static let shortestName = 16
}
