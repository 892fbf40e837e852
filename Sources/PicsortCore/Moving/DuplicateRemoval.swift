import Platform

extension Mover {
  /// Removes a duplicate from the source, after every byte was compared with its twin, which stands
  /// in the output, flushed.
  mutating func removeDuplicate(_ item: MoveItem) throws(StopReason) -> Settlement {
    let twin: Path
    switch item.move.twin {
    case .library(let path): twin = path
    case .file(let number):
      guard let path = arrived[number] else {
        return .failed(
          reason: "its twin did not reach \(output.words.to), so it was kept",
          nextStep: output.words.again)
      }
      twin = path
    case nil: return .failed(reason: "the plan names no twin", nextStep: output.words.again)
    }
    do throws(SystemError) {
      guard let parent = try sourceFolders.parent(of: item.record.path, in: item.record.source),
        let status = try parent.status(of: item.name)
      else {
        return mayBeOurs ? .done : .vanished
      }
      guard status.kind == .file, FileIdentity(status).agrees(with: item.record.identity) else {
        return changedSincePlan
      }
      guard let folder = targets.existing(twin.parent) else {
        return .failed(
          reason: "its twin is no longer in \(output.words.to), so it was kept",
          nextStep: output.words.again)
      }
      let stop = recorder.stopRequest
      let original = try folder.open(twin.lastComponent)
      let duplicate = try parent.open(item.name)
      guard try !original.status().isSameFile(as: status) else {
        return .failed(
          reason: "it and its twin are one file under two names, so it was kept",
          nextStep: "remove the name you do not want by hand")
      }
      guard
        let isSame = try duplicate.hasSameBytes(as: original, proceed: { _ in !stop.isStopping })
      else { return .open }
      guard isSame else {
        return .failed(
          reason: "it differs from \(twin) after all, so it was kept",
          nextStep: output.words.again)
      }
      try original.sync()
      try folder.sync()
      guard try parent.status(of: item.name)?.hasSameContent(as: status) == true else {
        return changedSincePlan
      }
      try parent.remove(item.name)
      touched.insert(parent)
      return .done
    } catch {
      return try failure(error, item, "it could not be removed")
    }
  }
}
