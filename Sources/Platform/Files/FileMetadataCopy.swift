import CPlatform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a copy could not take over from its original; told to the user once, never an error.
package struct MetadataLoss: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package static let owner = MetadataLoss(rawValue: 1)
  package static let mode = MetadataLoss(rawValue: 2)
  package static let attributes = MetadataLoss(rawValue: 4)
  package static let times = MetadataLoss(rawValue: 8)
}

extension FileDescriptor {
  /// Takes owner, mode, extended attributes (ACLs are among them) and times over from `original`,
  /// times last because the others change them. Answers what the file system would not take.
  package func adoptMetadata(
    of original: borrowing FileDescriptor, status: FileStatus
  ) -> MetadataLoss {
    var loss: MetadataLoss = []
    if fchown(number, status.owner, status.group) != 0 {
      // Of the two the group may be ours to give.
      _ = fchown(number, uid_t.max, status.group)
      loss.insert(.owner)
    }
    if fchmod(number, mode_t(status.mode)) != 0 { loss.insert(.mode) }
    if !copyAttributes(of: original) { loss.insert(.attributes) }
    if !setTimes(accessed: status.accessed, modified: status.modified) { loss.insert(.times) }
    return loss
  }

  /// False when an attribute could not be read or written.
  private func copyAttributes(of original: borrowing FileDescriptor) -> Bool {
    let source = original.number
    let size = picsort_list_xattr(source, nil, 0)
    // No attributes, or a file system that has none to lose.
    if size <= 0 { return true }
    var names = [CChar](repeating: 0, count: size)
    let length = unsafe picsort_list_xattr(source, &names, names.count)
    guard length > 0 else { return false }
    var complete = true
    for name in names[..<length].split(separator: 0) {
      let terminated = Array(name) + [0]
      if !copyAttribute(terminated, from: source) { complete = false }
    }
    return complete
  }

  private func copyAttribute(_ name: [CChar], from source: Int32) -> Bool {
    let size = unsafe picsort_get_xattr(source, name, nil, 0)
    guard size >= 0 else { return false }
    var value = [UInt8](repeating: 0, count: max(size, 1))
    let length = unsafe picsort_get_xattr(source, name, &value, size)
    guard length >= 0 else { return false }
    return unsafe picsort_set_xattr(number, name, value, length) == 0
  }

  /// Sets both times of the file; nanoseconds since 1970-01-01 UTC. Answers what was not taken.
  package func setTime(_ modified: Int) -> MetadataLoss {
    setTimes(accessed: modified, modified: modified) ? [] : .times
  }

  private func setTimes(accessed: Int, modified: Int) -> Bool {
    func time(_ nanoseconds: Int) -> timespec {
      // Rounded towards the past, so that the part below a second is never negative.
      let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
      return rest < 0
        ? timespec(tv_sec: time_t(seconds - 1), tv_nsec: rest + 1_000_000_000)
        : timespec(tv_sec: time_t(seconds), tv_nsec: rest)
    }
    let times = [time(accessed), time(modified)]
    return unsafe futimens(number, times) == 0
  }
}
