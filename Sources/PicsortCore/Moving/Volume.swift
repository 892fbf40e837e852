import Platform

/// Whether the folders that a run began with are still there. A disk that was pulled out answers
/// with many errors, on FAT with "no such file" for every one; only a look at the root tells that
/// from files that are gone one by one.
enum Volume {
  /// True when the open `folder` cannot be read any more, or is no longer what stands at `path`.
  static func isGone(_ folder: Folder, at path: Path) -> Bool {
    do throws(SystemError) {
      let opened = try folder.status()
      _ = try folder.entries()
      return try !Folder(at: path).status().isSameFile(as: opened)
    } catch {
      // Who may not look cannot say.
      return !error.isDenied && !error.isTransient
    }
  }

  /// What is to be said of the first of `sources` that is gone; nil when all are there.
  static func reasonGone(_ sources: [SourceRoot], called name: String) -> String? {
    for source in sources {
      guard let folder = source.tree.folder, isGone(folder, at: source.path) else { continue }
      return reason(name, source.path)
    }
    return nil
  }

  /// A disk can come back; a run that ended with a thousand failures cannot.
  static func reason(_ name: String, _ path: Path) -> String {
    "\(name)'s volume is gone: \(path) can no longer be read, or is no longer the folder that the "
      + "run began with; connect it again or put it back, then go on"
  }
}

extension Mover {
  /// Ends the run when the source of `item` or the output is no longer there.
  func requireVolumes(of item: MoveItem) throws(StopReason) {
    let source = sources[item.record.source]
    if let reason = Volume.reasonGone([source], called: output.words.from) { throw .gone(reason) }
    if Volume.isGone(output.folder, at: output.path) {
      throw .gone(Volume.reason(output.words.to, output.path))
    }
  }
}
