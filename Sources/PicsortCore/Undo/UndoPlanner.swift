package import Platform

/// One file of an operation that is undone, as it was found.
package struct ReversedFile: Sendable {
  /// Its number in the journal of that operation.
  package let number: Int
  /// For a companion: the number of the file it belongs to.
  package let companionOf: Int?
  /// Index of the source that it came from.
  package let source: Int
  /// Where it is now, or its twin: below the end that the operation brought files to.
  package let here: Path
  /// Where it was: below the other end.
  package let there: Path
  /// What stands `here`.
  package let identity: FileIdentity
  /// Time of the file that was removed.
  package let modified: Int
  package let role: FileRole
  package let digest: Digest?
  package let decision: ReversalDecision
  /// Why it could not be looked at; then the decision does not matter.
  package let failure: String?

  package init(
    number: Int, companionOf: Int? = nil, source: Int = 0, here: Path, there: Path,
    identity: FileIdentity, modified: Int, role: FileRole = .photo, digest: Digest? = nil,
    decision: ReversalDecision, failure: String? = nil
  ) {
    self.number = number
    self.companionOf = companionOf
    self.source = source
    self.here = here
    self.there = there
    self.identity = identity
    self.modified = modified
    self.role = role
    self.digest = digest
    self.decision = decision
    self.failure = failure
  }
}

/// An undo's plan: files by their new numbers, what becomes of each, and what comes after them.
package struct UndoPlan: Sendable {
  package var files: [FileRecord] = []
  /// Hashes by number that the books of the undone operation knew, and the files still have.
  package var digests: [Int: Digest] = [:]
  package var plan = Plan()
  package var steps: [UndoStep] = []

  /// True when everything is as it was before.
  package var isEmpty: Bool { files.isEmpty }

  package init() {}
}

/// From the files of an operation to the plan that puts them back.
package struct UndoPlanner {
  private let words: UndoWords
  private var plan = UndoPlan()
  private var restores: [PlannedMove] = []
  private var removals: [PlannedMove] = []
  private var numbers: [Int: Int] = [:]

  /// - Parameters:
  ///   - files: in the order of the operation's plan, the files of an asset after each other.
  ///   - steps: what is taken away or made again after them.
  ///   - firstNumber: number of the first file in the journal.
  ///   - words: the two ends, and how to go on.
  /// - Returns: what goes back, what is refused, and what is done besides.
  package static func plan(
    _ files: [ReversedFile], steps: [UndoStep], firstNumber: Int, words: UndoWords
  ) -> UndoPlan {
    var planner = UndoPlanner(words: words)
    var culprits: [Int: Path] = [:]
    for file in files where planner.isObstacle(file) {
      let asset = file.companionOf ?? file.number
      culprits[asset] = culprits[asset] ?? file.here.lastComponent
    }
    for file in files {
      planner.add(file, culprit: culprits[file.companionOf ?? file.number], firstNumber)
    }
    return planner.finished(steps)
  }

  private init(words: UndoWords) {
    self.words = words
  }

  /// True for a file that keeps those it belongs to from going back without it. One that is gone
  /// does not: a person took it away.
  private func isObstacle(_ file: ReversedFile) -> Bool {
    if file.failure != nil { return true }
    switch file.decision {
    case .refuse(.changed), .refuse(.occupied): return true
    case .refuse(.missing), .refuse(.withoutOriginal), .refuse(.withoutTwin):
      return false
    case .bringBack, .removeCopy, .restore, .nothing: return false
    }
  }

  private mutating func add(_ file: ReversedFile, culprit: Path?, _ firstNumber: Int) {
    if file.failure == nil, file.decision == .nothing { return }
    let number = firstNumber + plan.files.count
    plan.files.append(
      FileRecord(
        number: number, source: file.source, path: file.here, identity: file.identity,
        facts: FileFacts(role: file.role)))
    if let digest = file.digest { plan.digests[number] = digest }
    plan.plan.seal.found += 1
    if let failure = file.failure {
      return refuse(number, "it could not be looked at: \(failure)", words.mendAndTryAgain)
    }
    if case .refuse(let refusal) = file.decision {
      let (cause, nextStep) = words.sentences(for: refusal)
      return refuse(number, cause, nextStep)
    }
    if let culprit {
      return refuse(
        number, "it belongs together with \(culprit), which cannot go back, so it stays",
        "mend what is said of \(culprit), then \(words.again)")
    }
    numbers[file.number] = number
    plan.plan.seal.items += 1
    switch file.decision {
    case .bringBack:
      plan.plan.moves.append(
        PlannedMove(
          file: number, action: .move, target: file.there,
          companionOf: file.companionOf.flatMap { numbers[$0] }))
      plan.plan.seal.bytes &+= file.identity.size
    case .restore:
      restores.append(
        PlannedMove(file: number, action: .copy, target: file.there, modified: file.modified))
      plan.plan.seal.bytes &+= file.identity.size
    case .removeCopy:
      removals.append(
        PlannedMove(
          file: number, action: .delete, target: Path(bytes: []), twin: .library(file.there)))
    case .nothing, .refuse: break
    }
  }

  private mutating func refuse(_ number: Int, _ cause: String, _ nextStep: String) {
    plan.plan.stays.append(
      PlannedStay(file: number, reason: .refused(cause: cause, nextStep: nextStep)))
  }

  /// Copies first, while their twins stand where they are looked for; removals last.
  private func finished(_ steps: [UndoStep]) -> UndoPlan {
    var result = plan
    result.plan.moves = restores + plan.plan.moves + removals
    result.steps = steps
    return result
  }
}
