import Platform

/// What a journal proves, and what is wrong with it.
struct ProvenJournal {
  var condition: JournalCondition
  /// Of the lines that prove themselves and their place, without what was read from photos.
  var state: OperationState
  var faults: [JournalFault]

  /// Reads a journal to its end, line by line.
  static func read(_ journal: ShelvedJournal) throws(SystemError) -> ProvenJournal {
    var state = OperationState()
    var audit = JournalAudit()
    guard let file = try journal.place.open() else {
      return ProvenJournal(condition: .absent, state: state, faults: [])
    }
    guard try file.status().kind == .file else {
      throw SystemError(call: "open", code: SystemError.notAFileCode)
    }
    let (condition, _) = try JournalReader.read(file) { record, isChained in
      guard isChained else { return }
      audit.take(record, durablyDone: state.durablyDone.count)
      // A library of a million files has no room for what is not compared.
      if case .stay = record { return }
      if case .file(var file) = record {
        file.facts = FileFacts(role: file.facts.role)
        state.apply(.file(file))
      } else {
        state.apply(record)
      }
    }
    var faults = audit.faults
    switch condition {
    case .whole, .torn:
      if audit.records == 0 { faults.append(.noHeader) }
      if let fault = misnaming(journal, state.header) { faults.append(fault) }
    case .absent, .damaged, .newer: break
    }
    return ProvenJournal(condition: condition, state: state, faults: faults)
  }

  /// A journal of history is called like its operation; `-2` and so on may follow.
  private static func misnaming(
    _ journal: ShelvedJournal, _ header: JournalHeader?
  ) -> JournalFault? {
    guard journal.role == .past, let header, let name = journal.place.name.utf8 else { return nil }
    let stem = name.dropLast(6)
    let isOwn = stem == header.operation || stem.hasPrefix(header.operation + "-")
    return isOwn ? nil : .misnamed(operation: header.operation)
  }
}
