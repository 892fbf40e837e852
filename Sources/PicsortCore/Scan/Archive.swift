package import MediaMetadata
package import Platform

/// A ZIP archive as a source: the files in it, read where they lie. Nothing here writes.
package final class Archive: Sendable {
  /// A file in an archive.
  package struct Member: Sendable {
    /// Path inside the archive, its bytes as they are written there.
    package let path: Path
    package let entry: ZIPEntry

    /// Size, the time noted in the archive taken as UTC (0: none), and, in place of an inode, the
    /// checksum: together they tell whether another archive of this name holds the same file.
    package var identity: FileIdentity {
      let (time, overflow) = (entry.modified?.secondsSince1970 ?? 0)
        .multipliedReportingOverflow(by: 1_000_000_000)
      return FileIdentity(
        size: entry.size, modified: overflow ? 0 : time, inode: UInt64(entry.crc32))
    }
  }

  /// The archive itself, when it was opened.
  package let status: FileStatus
  /// In the order of a walk over the unpacked archive; those with a flaw included where their names
  /// say what they are.
  package let members: [Member]
  /// Files that a walk passes over, too.
  package let skipped: [SkipRules.Reason: Int]
  /// What cannot be shown as a file; paths are inside the archive.
  package let problems: [Problem]
  private let file: FileDescriptor

  /// Opens the regular file `name` and reads the archive's directory.
  ///
  /// - Returns: nil when the file does not begin as a ZIP archive.
  /// - Throws: when it does and cannot be read as one.
  package static func open(_ name: Path, in folder: Folder) throws(FormatError) -> Archive? {
    let file = try opened(name, in: folder)
    let (status, head) = try look(at: file)
    // An archive without members is nothing but its end.
    guard ZIPDirectory.isArchive(head: Bytes(head)) || head == [0x50, 0x4B, 0x05, 0x06] else {
      return nil
    }
    return try Archive(file, status)
  }

  private static func opened(
    _ name: Path, in folder: Folder
  ) throws(FormatError) -> FileDescriptor {
    do throws(SystemError) {
      return try folder.open(name)
    } catch {
      throw .unreadable(offset: 0, code: error.code)
    }
  }

  /// What a file is, and its first bytes.
  private static func look(
    at file: borrowing FileDescriptor
  ) throws(FormatError) -> (FileStatus, [UInt8]) {
    do throws(SystemError) {
      let status = try file.status()
      return (status, status.kind == .file ? try file.read(at: 0, count: 4) : [])
    } catch {
      throw .unreadable(offset: 0, code: error.code)
    }
  }

  private init(_ file: consuming FileDescriptor, _ status: FileStatus) throws(FormatError) {
    let reader = file.reader
    var source = ByteSource(length: status.size) { offset, count throws(FormatError) in
      try Self.fetch(reader, offset, count)
    }
    var listing = ArchiveListing()
    for entry in try ZIPDirectory.read(&source) where !entry.isFolder { listing.add(entry) }
    listing.finish()
    members = listing.members
    skipped = listing.skipped
    problems = listing.problems
    self.status = status
    self.file = file
  }

  private static func fetch(
    _ reader: FileBytesReader, _ offset: Int, _ count: Int
  ) throws(FormatError) -> [UInt8] {
    do throws(SystemError) {
      return try reader.read(at: offset, count: count)
    } catch {
      throw .unreadable(offset: offset, code: error.code)
    }
  }

  /// Reads bytes of the archive; keeps it open.
  private var fetch: ByteSource.Fetch {
    { [self] offset, count throws(FormatError) in try Self.fetch(file.reader, offset, count) }
  }

  /// The file at `path`; nil when there is none.
  package func member(at path: Path) -> Member? {
    var (low, high) = (members.startIndex, members.endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if WalkOrder.precedes(members[middle].path, path) { low = middle + 1 } else { high = middle }
    }
    return low < members.endIndex && members[low].path == path ? members[low] : nil
  }

  /// True when nobody wrote to the archive since it was opened.
  package func isUnchanged() throws(SystemError) -> Bool {
    try file.status().hasSameContent(as: status)
  }

  /// The bytes of `member` for the readers of formats.
  package func source(
    of member: Member, windowSize: Int = 16 * 1024
  ) throws(FormatError) -> ByteSource {
    ArchiveMember.source(
      of: member.entry, at: try dataOffset(of: member), windowSize: windowSize, fetch: fetch)
  }

  /// The bytes of `member` from the first to the last.
  package func bytes(of member: Member) throws(FormatError) -> MemberBytes {
    MemberBytes(
      member.entry, MemberReader(member.entry, at: try dataOffset(of: member), fetch: fetch))
  }

  private func dataOffset(of member: Member) throws(FormatError) -> Int {
    var source = ByteSource(length: status.size, windowSize: 512, fetch: fetch)
    return try ZIPDirectory.dataOffset(of: member.entry, in: &source)
  }
}

/// The bytes of a file in an archive, in parts; what is wrong with them is said before the end.
package struct MemberBytes {
  private static let part = 256 * 1024
  private let entry: ZIPEntry
  private var reader: MemberReader
  private var checksum: UInt32 = 0

  fileprivate init(_ entry: ZIPEntry, _ reader: MemberReader) {
    self.entry = entry
    self.reader = reader
  }

  /// The next part; empty after the last one, when length and checksum are the archive's.
  package mutating func next() throws(FormatError) -> [UInt8] {
    let bytes = try reader.next(upTo: Self.part)
    if bytes.isEmpty {
      guard reader.position == entry.size, checksum == entry.crc32 else {
        throw .malformed("checksum of a ZIP member", offset: entry.headerOffset)
      }
    }
    checksum = CRC32.checksum(of: bytes, seed: checksum)
    return bytes
  }
}

extension FormatError {
  /// Why something could not be read from an archive, for people.
  package var sentence: String {
    switch self {
    case .truncated: "the archive ends before its data do"
    case .malformed(let what, _): "the archive is damaged or not a plain ZIP (\(what))"
    case .unreadable(_, let code): SystemError(call: "pread", code: code).message
    }
  }
}
