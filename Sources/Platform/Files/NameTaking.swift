import CPlatform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How a name is taken on a file system so that nothing that has it is ever replaced; the raw value
/// is the journal's word.
package enum NameTaking: String, Sendable, CaseIterable {
  /// A rename that refuses a name that is taken.
  case rename
  /// A hard link, which refuses it as well, and then an unlink of the old name.
  case link
  /// An empty file made under the name, as only one can make it, and then a rename over that.
  case placeholder
}

// If the machine dies between the two steps
// - of a link: both names are on one inode. The next run removes the old one.
// - of a placeholder: an empty file has the new name, and the file its old one. The next run
//   removes the empty file, which the journal's `volume` records tell it to expect.

extension Folder {
  /// Gives `name` the name `newName` in `target`, never replacing anything.
  ///
  /// - Parameters:
  ///   - name: the file's name here.
  ///   - target: the folder that it goes to.
  ///   - newName: its name there.
  ///   - taking: how names are taken there, as a probe found out. Where there is no such rename
  ///     after all, a link is tried.
  /// - Throws: EXDEV when `target` is on another file system, EEXIST when the name is taken. After
  ///   any error look at both ends again: a network file system may have done it and lost the
  ///   reply.
  package func moveWithoutReplacing(
    _ name: Path, to target: Folder, as newName: Path, by taking: NameTaking = .rename
  ) throws(SystemError) {
    try Self.requireComponent(name)
    try Self.requireComponent(newName)
    switch taking {
    case .rename:
      do throws(SystemError) {
        return try renameWithoutReplacing(name, to: target, as: newName)
      } catch {
        guard error.isUnsupported else { throw error }
      }
      try linkAndUnlink(name, to: target, as: newName)
    case .link: try linkAndUnlink(name, to: target, as: newName)
    case .placeholder: try renameOverPlaceholder(name, to: target, as: newName)
    }
  }

  func renameWithoutReplacing(
    _ name: Path, to target: Folder, as newName: Path
  ) throws(SystemError) {
    try SystemCalls.check("rename") {
      unsafe SystemCalls.withPath(name) { from in
        unsafe SystemCalls.withPath(newName) { to in
          unsafe picsort_rename_no_replace(raw, from, target.raw, to)
        }
      }
    }
  }

  private func linkAndUnlink(
    _ name: Path, to target: Folder, as newName: Path
  ) throws(SystemError) {
    try addName(to: name, in: target, as: newName)
    try remove(name)
  }

  private func renameOverPlaceholder(
    _ name: Path, to target: Folder, as newName: Path
  ) throws(SystemError) {
    let placeholder = try target.create(newName)
    let own = try? placeholder.status()
    try placeholder.close()
    do throws(SystemError) {
      try SystemCalls.check("rename") {
        unsafe SystemCalls.withPath(name) { from in
          unsafe SystemCalls.withPath(newName) { to in
            unsafe renameat(raw, from, target.raw, to)
          }
        }
      }
    } catch {
      // The error may be wrong: only what is still that file, and still empty, is removed.
      if let own, let new = try? target.status(of: newName), new.isSameFile(as: own), new.size == 0
      {
        try? target.remove(newName)
      }
      throw error
    }
  }

  /// True when the file system of `target` is reached by renames from here; asked with a name that
  /// is not there, so that nothing changes. Mounts of one device, which numbers do not tell apart,
  /// answer as another file system.
  package func isRenamable(to target: Folder) -> Bool {
    guard let here = try? status(), let there = try? target.status(),
      here.device == there.device
    else { return false }
    let nobody = Path("probe-of-a-mount")
    do throws(SystemError) {
      try renameWithoutReplacing(nobody, to: target, as: nobody)
      return true
    } catch {
      return !error.isAcrossFileSystems
    }
  }
}
