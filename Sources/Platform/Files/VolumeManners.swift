/// What a file system does and does not, as far as it matters to who brings files there; found out
/// by trying (`Folder.probeManners`), because neither its name nor its documentation tells.
package struct VolumeManners: Hashable, Sendable {
  /// The kernel's word for it: `ext4`, `fuse`.
  package var fileSystem: String
  package var taking = NameTaking.rename
  package var hasHardLinks = true
  package var hasSymbolicLinks = true
  package var hasAttributes = true
  /// `flock`.
  package var hasLocks = true
  /// `A.JPG` is found as `a.jpg`.
  package var foldsCase = false
  /// A composed letter is found by its parts, as Unicode's normal forms have them.
  package var foldsForm = false
  /// What times are cut to, in nanoseconds.
  package var timeStep = 1
  /// Bytes that no name may hold; 0x01 stands for all control characters.
  package var forbidden: [UInt8] = []
  /// Names are text: bytes that are no UTF-8 are refused.
  package var wantsUnicode = false
  /// A dot or a blank at the end of a name is refused or lost.
  package var refusesLooseEnds = false
  /// Bytes of a name.
  package var longestName = Self.usualLongestName

  package static let usualLongestName = 255

  package init(fileSystem: String) {
    self.fileSystem = fileSystem
  }
}
