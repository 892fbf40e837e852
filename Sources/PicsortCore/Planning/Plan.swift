package import Platform

/// All moves of a run with every target name reserved, and what stays.
package struct Plan: Sendable {
  /// In the order in which they are executed; the files of an asset follow each other, removals of
  /// duplicates come last.
  package var moves: [PlannedMove] = []
  package var stays: [PlannedStay] = []
  package var seal = PlanSeal()

  package init() {}

  /// Where each of `files` goes.
  func targets(of files: FileTable) -> FilePlaces {
    var targets = FilePlaces(count: files.nextNumber)
    for move in moves { targets[move.file] = move.target }
    return targets
  }
}

/// A file as the planner sees it.
package struct PlanFile: Sendable {
  package let number: Int
  /// Path below its source.
  package let path: Path
  package let size: Int
  package let role: FileRole
  /// It lies in an archive: it can be copied and neither moved nor removed.
  package let isReadOnly: Bool

  package init(number: Int, path: Path, size: Int, role: FileRole, isReadOnly: Bool = false) {
    self.number = number
    self.path = path
    self.size = size
    self.role = role
    self.isReadOnly = isReadOnly
  }
}

/// An asset and everything that was found out about it.
package struct PlanAsset: Sendable {
  package let primary: PlanFile
  /// The primary first.
  let files: [PlanFile]
  package let date: CaptureDate?
  package let make: String?
  package let model: String?
  /// Title of an album that it is in.
  package let album: String?
  /// Why a file of it could not be read; then all of it stays.
  package let failure: String?
  /// For each file, the primary first, the file with the same bytes; nil unless it is a duplicate.
  package let twins: [Twin?]?
  /// Why it is not to be sorted, whatever its date.
  package let setAside: PlannedStay.Reason?
  /// False when the books say that no earlier run was at it.
  package let isPossiblyUnfinished: Bool

  package init(
    primary: PlanFile, companions: [PlanFile] = [], date: CaptureDate?, make: String? = nil,
    model: String? = nil, album: String? = nil, failure: String? = nil, twins: [Twin?]? = nil,
    setAside: PlannedStay.Reason? = nil, isPossiblyUnfinished: Bool = true
  ) {
    self.primary = primary
    files = companions.isEmpty ? [primary] : [primary] + companions
    self.date = date
    self.make = make
    self.model = model
    self.album = album
    self.failure = failure
    self.twins = twins
    self.setAside = setAside
    self.isPossiblyUnfinished = isPossiblyUnfinished
  }

  package var companions: ArraySlice<PlanFile> { files.dropFirst() }

  /// For a companion: the number of the file it belongs to.
  func owner(of file: PlanFile) -> Int? { file.number == primary.number ? nil : primary.number }
}
