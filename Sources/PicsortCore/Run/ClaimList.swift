import MediaMetadata

/// What says a date of one file: as it is decided on and, for `explain`, with the words it was read
/// from.
struct ClaimList {
  /// Whether claims keep their words.
  let keepsWords: Bool
  private(set) var packed: [PackedClaim] = []
  /// The same claims with their words; none unless these are kept.
  private(set) var worded: [DateClaim] = []

  init(keepsWords: Bool) { self.keepsWords = keepsWords }

  /// Takes all claims away; their memory is kept.
  mutating func removeAll() {
    packed.removeAll(keepingCapacity: true)
    worded.removeAll(keepingCapacity: true)
  }

  mutating func append(_ claim: DateClaim) {
    packed.append(PackedClaim(claim))
    if keepsWords { worded.append(claim) }
  }

  /// Adds the claims of `others`, which keep their words likewise.
  mutating func append(_ others: ClaimList) {
    for claim in others.packed { packed.append(claim) }
    for claim in others.worded { worded.append(claim) }
  }

  mutating func append(_ claims: [DateClaim]) {
    for claim in claims { append(claim) }
  }

  /// Adds claims whose words nobody knows any more.
  mutating func append(_ claims: [PackedClaim]) {
    for claim in claims { packed.append(claim) }
  }
}
