/// What makes a run likelier to be cut short, or the cut dearer.
package struct CheckpointRisk: OptionSet, Sendable, Hashable {
  package let rawValue: Int

  package init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Files are copied to another file system and read back: to do one again costs all of that.
  package static let otherFileSystem = CheckpointRisk(rawValue: 1)
  /// The output, or the journal, is on a network volume.
  package static let network = CheckpointRisk(rawValue: 2)
  /// Files have failed in this run.
  package static let errors = CheckpointRisk(rawValue: 4)
}

/// When the run says in the journal how far it is.
package struct CheckpointInterval: Hashable, Sendable {
  /// After so many settled files; at least 1.
  package private(set) var items: Int
  /// After so many seconds; at least 1.
  package private(set) var seconds: Int
  private var adaptsItems: Bool
  private var adaptsSeconds: Bool

  /// The usual one. What is riskier gets a quarter of it.
  package static let usualItems = 50
  package static let usualSeconds = 30
  private static let share = 4

  /// What a person said; nil leaves it to the run.
  package init(items: Int? = nil, seconds: Int? = nil) {
    self.items = max(1, items ?? Self.usualItems)
    self.seconds = max(1, seconds ?? Self.usualSeconds)
    adaptsItems = items == nil
    adaptsSeconds = seconds == nil
  }

  /// The interval for a run of that risk: a quarter of the usual one when there is any. What a
  /// person said stays.
  package func adapted(to risk: CheckpointRisk) -> CheckpointInterval {
    guard !risk.isEmpty else { return self }
    var result = self
    if adaptsItems { result.items = max(1, items / Self.share) }
    if adaptsSeconds { result.seconds = max(1, seconds / Self.share) }
    return result
  }
}
