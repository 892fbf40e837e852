import MediaMetadata
import Platform

/// What came of reading a file.
enum ContentAnswer<Value: Sendable>: Sendable {
  case value(Value)
  /// Of a library's file that has another time than what was known of it: what was read of it as
  /// it is now, and what it is now.
  case changed(Value, FileIdentity)
  /// It is gone, it has changed, or the run is asked to stop.
  case nothing
  /// The system would not read it; its sentence.
  case failed(String)

  var value: Value? {
    switch self {
    case .value(let value), .changed(let value, _): value
    case .nothing, .failed: nil
    }
  }
}

/// A file to be read, provided that it still is what it was.
struct ContentPlace: Sendable {
  /// The folder it lies in, or its archive.
  let tree: SourceTree
  /// Its path; of a file on a disk the last part counts.
  let path: Path
  let identity: FileIdentity
  /// True for a file of the library: what is known of it may be old, or its original's time, of
  /// which the library's file system keeps less. It is read as it is now.
  var isOfLibrary = false

  /// CRC-32C of the first `FileFacts.headLength` bytes.
  func head() -> ContentAnswer<UInt32> {
    let length = FileFacts.headLength
    switch tree {
    case .folder(let parent):
      return read(in: parent) { file throws(SystemError) in
        try file.checksum(ofFirst: length)
      }
    case .archive(let archive):
      return read(in: archive) { member throws(FormatError) in
        try archive.checksum(ofFirst: length, of: member)
      }
    }
  }

  /// SHA-256 of both ends, of a file that is longer than they are.
  func ends() -> ContentAnswer<Digest> {
    let length = DuplicateFinder.endLength
    switch tree {
    case .folder(let parent):
      return read(in: parent) { file throws(SystemError) in
        var hasher = SHA256()
        hasher.update(try file.read(at: 0, count: length))
        hasher.update(try file.read(at: identity.size - length, count: length))
        return hasher.finish()
      }
    case .archive(let archive):
      return read(in: archive) { member throws(FormatError) in
        try archive.endsHash(of: member)
      }
    }
  }

  /// SHA-256 of all bytes.
  func digest(stop: StopRequest) -> ContentAnswer<Digest> {
    switch tree {
    case .folder(let parent):
      return read(in: parent) { file throws(SystemError) in
        switch try file.hash(proceed: { _ in !stop.isStopping }) {
        case .whole(let bytes, let digest): bytes == identity.size ? digest : nil
        case .stopped: nil
        }
      }
    case .archive(let archive):
      return read(in: archive) { member throws(FormatError) in
        try archive.hash(of: member, proceed: { !stop.isStopping })
      }
    }
  }

  /// Whether `other` holds the same bytes, every one compared; both are no files of an archive.
  /// The failure is of the one or of the other.
  func hasSameBytes(
    as other: ContentPlace, stop: StopRequest
  ) -> (own: ContentAnswer<Bool>, other: ContentAnswer<Bool>) {
    guard case .folder(let parent) = tree, case .folder(let otherParent) = other.tree else {
      return (.nothing, .nothing)
    }
    var others = ContentAnswer<Bool>.nothing
    let own = read(in: parent) { file throws(SystemError) -> Bool? in
      others = other.read(in: otherParent) { otherFile throws(SystemError) -> Bool? in
        try file.hasSameBytes(as: otherFile, proceed: { _ in !stop.isStopping })
      }
      return others.value
    }
    return (own, others)
  }

  private func read<Value>(
    in parent: Folder, _ body: (borrowing FileDescriptor) throws(SystemError) -> Value?
  ) -> ContentAnswer<Value> {
    do throws(SystemError) {
      let file = try parent.open(path.lastComponent)
      let status = try file.status()
      let now = FileIdentity(status)
      let isSame = isOfLibrary ? now.agreesAsCopy(with: identity) : now.agrees(with: identity)
      guard status.kind == .file, isSame || isOfLibrary && now.size == identity.size else {
        return .nothing
      }
      return try body(file).map { isSame ? .value($0) : .changed($0, now) } ?? .nothing
    } catch {
      return error.isMissing ? .nothing : .failed(error.message)
    }
  }

  private func read<Value>(
    in archive: Archive, _ body: (Archive.Member) throws(FormatError) -> Value?
  ) -> ContentAnswer<Value> {
    guard let member = archive.member(at: path), member.identity == identity else {
      return .nothing
    }
    do throws(FormatError) {
      return try body(member).map { .value($0) } ?? .nothing
    } catch {
      return .failed(error.sentence)
    }
  }
}

extension Archive {
  /// SHA-256 of all bytes of `member`, its checksum compared; nil when `proceed` said no.
  func hash(of member: Member, proceed: () -> Bool) throws(FormatError) -> Digest? {
    var bytes = try bytes(of: member)
    var hasher = SHA256()
    while true {
      guard proceed() else { return nil }
      let part = try bytes.next()
      if part.isEmpty { return hasher.finish() }
      hasher.update(part)
    }
  }

  /// CRC-32C of the first `length` bytes of `member`.
  fileprivate func checksum(
    ofFirst length: Int, of member: Member
  ) throws(FormatError) -> UInt32 {
    var source = try source(of: member, windowSize: length)
    return CRC32C.checksum(of: try source.readUpTo(0, length).slice)
  }

  /// SHA-256 of both ends of `member`, which is longer than they are.
  fileprivate func endsHash(of member: Member) throws(FormatError) -> Digest {
    let length = DuplicateFinder.endLength
    var source = try source(of: member, windowSize: length)
    var hasher = SHA256()
    hasher.update(try source.read(0, length).array)
    hasher.update(try source.read(source.length - length, length).array)
    return hasher.finish()
  }
}
