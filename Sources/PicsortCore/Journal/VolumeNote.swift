package import Platform

/// What a process found out about a file system that it brings files to.
package struct VolumeNote: Sendable, Equatable {
  package var manners: VolumeManners
  /// A folder below the target that is another mount; nil for the target itself.
  package var folder: Path?
  /// In an undo, the source that files go back to; nil for the output.
  package var source: Int?

  package init(_ manners: VolumeManners, folder: Path? = nil, source: Int? = nil) {
    self.manners = manners
    self.folder = folder
    self.source = source
  }
}

extension OperationState {
  /// The earliest time that an empty file of this operation under a planned name can have, in
  /// nanoseconds since 1970-01-01 UTC; nil when no process of it took names by placeholders.
  ///
  /// A day before its beginning: FAT writes local time down, and a server has a clock of its own.
  package var placeholdersSince: Int? {
    guard let header = course.header,
      course.volumes.contains(where: { $0.manners.taking == .placeholder })
    else { return nil }
    let (time, overflow) = (header.started - 86_400).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? nil : time
  }

  /// Folders that an earlier process made for copies that could not be made in `tmp/`, as the
  /// folders below the output, or below a source, that they are in.
  func stagingFolders(source: Int?) -> [Path] {
    course.made.filter { $0.source == source && $0.folder.lastComponent == StagingPlaces.name }
      .map(\.folder.parent)
  }
}
