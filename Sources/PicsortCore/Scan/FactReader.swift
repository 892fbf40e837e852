import MediaMetadata
package import Platform

/// Reads what a run needs to know of the bytes of files, one behind the other, on one thread. Its
/// content decides what a file is; its extension only where the content says nothing.
package final class FactReader {
  /// Bytes of the first read: the date of most photos is in them.
  private static let firstRead = FileFacts.headLength

  private let keepsWords: Bool
  private let patience: Patience
  /// What the bytes of one file leave for those of the next: fresh memory costs more than they do.
  private var spare: [UInt8] = []

  /// - Parameters:
  ///   - patience: with errors that may pass.
  ///   - keepsWords: whether claims keep the words they were read from, for `explain`.
  package init(_ patience: Patience = Patience(stop: .never), keepsWords: Bool = false) {
    self.patience = patience
    self.keepsWords = keepsWords
  }

  /// The facts of the file at `path`, which lies in `folder`. Failures are facts too; this never
  /// throws.
  ///
  /// - Parameters:
  ///   - path: a path that ends in its name; a symbolic link is a failure.
  ///   - folder: the folder it lies in.
  ///   - size: its length in bytes.
  /// - Returns: what was read; of a damaged file, what could be.
  package func facts(of path: Path, in folder: Folder, size: Int) -> FileFacts {
    let kind = Kind(path, size: size)
    if kind.isKnownByName { return FileFacts(role: kind.role) }
    do throws(SystemError) {
      let file = try patience.attempt { () throws(SystemError) in
        try folder.open(lastComponentOf: path)
      }
      let facts = read(file, size: size, kind)
      // Asked only where reading failed: the walk saw a file, and hardly ever is it another thing
      // by now.
      guard facts.failure != nil, try file.status().kind != .file else { return facts }
      return FileFacts(role: .other)
    } catch {
      return FileFacts(role: kind.role, failure: error.message)
    }
  }

  /// The facts of the file at `path` in `archive`, as `facts(of:in:size:)` gives them.
  package func facts(of path: Path, in archive: Archive) -> FileFacts {
    let member = archive.member(at: path)
    let kind = Kind(path, size: member?.entry.size ?? 0)
    guard let member else {
      return FileFacts(role: kind.role, failure: "it is not in the archive")
    }
    if let flaw = member.entry.flaw { return FileFacts(role: kind.role, failure: flaw.sentence) }
    if kind.isKnownByName { return FileFacts(role: kind.role) }
    do throws(FormatError) {
      var source = try archive.source(of: member, windowSize: Self.firstRead)
      return read(&source, kind)
    } catch {
      return FileFacts(role: kind.role, failure: error.sentence)
    }
  }

  /// The facts of the file at `path`, which lies in `tree`: the folder itself, or the archive.
  func facts(of path: Path, in tree: SourceTree, size: Int) -> FileFacts {
    switch tree {
    case .folder(let folder): facts(of: path, in: folder, size: size)
    case .archive(let archive): facts(of: path, in: archive)
    }
  }

  /// What a name says of a file.
  private struct Kind {
    let role: FileRole
    let isJSON: Bool
    /// Its bytes say nothing more.
    let isKnownByName: Bool

    init(_ name: Path, size: Int) {
      role = FileKinds.role(of: name)
      let suffix = role == .sidecar ? FileKinds.lowercasedExtension(of: name) : ""
      isJSON = suffix == "json"
      isKnownByName =
        role == .sidecar && suffix != "xmp" && (!isJSON || size > TakeoutJSON.longest)
    }
  }

  private func read(
    _ file: borrowing FileDescriptor, size: Int, _ kind: Kind
  ) -> FileFacts {
    // The closure must not outlive this call, and cannot capture a borrowed owner: it gets the
    // bytes through a reader that lives as long.
    let reader = file.reader
    var source = ByteSource(
      length: size, windowSize: Self.firstRead
    ) { [self] offset, count throws(FormatError) in
      do throws(SystemError) {
        return try patience.attempt { () throws(SystemError) in
          try reader.read(at: offset, count: count, reusing: exchange(&spare, with: []))
        }
      } catch {
        throw .unreadable(offset: offset, code: error.code)
      }
    }
    let facts = read(&source, kind)
    spare = source.takeWindow()
    return facts
  }

  private func read(_ source: inout ByteSource, _ kind: Kind) -> FileFacts {
    source.wantsWords = keepsWords
    var facts = FileFacts(role: kind.role)
    var known: MediaFormat?
    do throws(FormatError) {
      if kind.isJSON {
        facts.head = try Self.checksumOfHead(&source, wholeUpTo: TakeoutJSON.longest)
        let document = TakeoutJSON.read(try source.readUpTo(0, TakeoutJSON.longest).array)
        facts.add(document, keepsWords: keepsWords)
        return facts
      }
      if kind.role == .sidecar {
        facts.head = try Self.checksumOfHead(&source, wholeUpTo: Self.longestSidecar)
        let packet = try source.readUpTo(0, Self.longestSidecar)
        facts.keep(XMP.sidecarClaims(packet), withWords: keepsWords)
        return facts
      }
      facts.head = try Self.checksumOfHead(&source, wholeUpTo: Self.firstRead)
      let head = try source.readUpTo(0, MediaFormat.headLength)
      guard let format = MediaFormat.of(head: head) else { return facts }
      known = format
      facts.role = Self.role(of: format, suggested: kind.role)
      facts.add(try format.read(&source), of: format, keepsWords: keepsWords)
    } catch {
      // Truncated or malformed: what the name says must do. The disk refusing to read is another
      // matter: a copy of such a file would be no copy.
      facts.details.format = known?.name
      if case .unreadable(_, let code) = error {
        facts.details.failure = SystemError(call: "pread", code: code).message
      }
    }
    return facts
  }

  /// What `FileFacts.head` is, of bytes that are read anyway: the first `limit` of them at once.
  private static func checksumOfHead(
    _ source: inout ByteSource, wholeUpTo limit: Int
  ) throws(FormatError) -> UInt32 {
    let bytes = try source.readUpTo(0, limit)
    return CRC32C.checksum(of: bytes.prefix(FileFacts.headLength).slice)
  }

  /// A TIFF may be a camera's raw file; its extension tells.
  private static func role(of format: MediaFormat, suggested: FileRole) -> FileRole {
    switch format.kind {
    case .photo: suggested == .raw ? .raw : .photo
    case .raw: .raw
    case .video: .video
    }
  }

  /// Bytes of an XMP sidecar that are read, at most.
  private static let longestSidecar = 1 << 20
}

extension FileFacts {
  /// Takes what a photo or video says of itself.
  fileprivate mutating func add(
    _ metadata: consuming Metadata, of format: MediaFormat, keepsWords: Bool
  ) {
    keep(metadata.claims, withWords: keepsWords)
    var own = FileDetails()
    own.format = format.name
    own.make = metadata.make.take()
    own.model = metadata.model.take()
    own.contentIdentifier = metadata.contentIdentifier.take()
    own.duration = metadata.duration
    keep(own)
  }

  /// Takes what a JSON file says.
  fileprivate mutating func add(_ document: TakeoutDocument, keepsWords: Bool) {
    switch document {
    case .sidecar(let sidecar):
      keep([sidecar.claim].compactMap(\.self), withWords: keepsWords)
      details.takeout = TakeoutNote(
        kind: .sidecar, title: sidecar.title, isTrashed: sidecar.isTrashed,
        isArchived: sidecar.isArchived)
    case .album(let album): details.takeout = TakeoutNote(kind: .album, title: album.title)
    case .other: break
    }
  }
}
