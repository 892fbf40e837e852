/// How fast something grows, with recent time counting most.
struct RateMeter {
  private var last: (time: UInt64, amount: Int)?
  /// Amount per second; nil before two samples.
  private(set) var perSecond: Double?

  /// Takes the amount at a time in nanoseconds; samples that are too close are left out.
  mutating func sample(_ amount: Int, at time: UInt64) {
    guard let before = last else {
      last = (time, amount)
      return
    }
    guard time > before.time, time - before.time >= Self.shortest else { return }
    let seconds = Double(time - before.time) / 1e9
    let current = max(0, Double(amount) - Double(before.amount)) / seconds
    // First-order smoothing: a sample weighs as much as its share of the window.
    let weight = seconds / (seconds + Self.window)
    perSecond = perSecond.map { $0 + (current - $0) * weight } ?? current
    last = (time, amount)
  }

  private static let shortest: UInt64 = 250_000_000
  /// Seconds after which what was before counts for about half.
  private static let window = 6.0
}
