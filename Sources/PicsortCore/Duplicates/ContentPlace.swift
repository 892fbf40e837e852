import MediaMetadata
import Platform

/// What came of hashing a file.
enum ContentAnswer: Sendable {
  case digest(Digest)
  /// Of a library's file that has another time than what was known of it: its digest as it is now,
  /// and what it is now.
  case changed(Digest, FileIdentity)
  /// It is gone, it has changed, or the run is asked to stop.
  case nothing
  /// The system would not read it; its sentence.
  case failed(String)

  var digest: Digest? {
    switch self {
    case .digest(let digest), .changed(let digest, _): digest
    case .nothing, .failed: nil
    }
  }
}

/// A file to be hashed, provided that it still is what it was.
struct ContentPlace: Sendable {
  /// The folder it lies in, or its archive.
  let tree: SourceTree
  /// Its path; of a file on a disk the last part counts.
  let path: Path
  let identity: FileIdentity
  /// True for a file of the library: what is known of it may be old, or its original's time, of
  /// which the library's file system keeps less. It is read as it is now.
  var isOfLibrary = false

  func digest(whole: Bool, stop: StopRequest) -> ContentAnswer {
    switch tree {
    case .folder(let parent): digest(in: parent, whole: whole, stop: stop)
    case .archive(let archive): digest(in: archive, whole: whole, stop: stop)
    }
  }

  private func digest(in parent: Folder, whole: Bool, stop: StopRequest) -> ContentAnswer {
    do throws(SystemError) {
      let file = try parent.open(path.lastComponent)
      let status = try file.status()
      let now = FileIdentity(status)
      let isSame = isOfLibrary ? now.agreesAsCopy(with: identity) : now.agrees(with: identity)
      guard status.kind == .file, isSame || isOfLibrary && now.size == identity.size else {
        return .nothing
      }
      let digest = whole ? try wholeDigest(file, stop) : try endsDigest(file, status.size)
      return digest.map { isSame ? .digest($0) : .changed($0, now) } ?? .nothing
    } catch {
      return error.isMissing ? .nothing : .failed(error.message)
    }
  }

  private func wholeDigest(
    _ file: borrowing FileDescriptor, _ stop: StopRequest
  ) throws(SystemError) -> Digest? {
    switch try file.hash(proceed: { _ in !stop.isStopping }) {
    case .whole(let bytes, let digest): bytes == identity.size ? digest : nil
    case .stopped: nil
    }
  }

  private func endsDigest(
    _ file: borrowing FileDescriptor, _ size: Int
  ) throws(SystemError) -> Digest? {
    var hasher = SHA256()
    if size <= DuplicateFinder.smallSize {
      hasher.update(try file.read(at: 0, count: size))
    } else {
      let length = DuplicateFinder.endLength
      hasher.update(try file.read(at: 0, count: length))
      hasher.update(try file.read(at: size - length, count: length))
    }
    return hasher.finish()
  }

  private func digest(in archive: Archive, whole: Bool, stop: StopRequest) -> ContentAnswer {
    guard let member = archive.member(at: path), member.identity == identity else {
      return .nothing
    }
    do throws(FormatError) {
      let digest =
        whole || identity.size <= DuplicateFinder.smallSize
        ? try archive.hash(of: member, proceed: { !stop.isStopping })
        : try archive.endsHash(of: member)
      return digest.map { .digest($0) } ?? .nothing
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
