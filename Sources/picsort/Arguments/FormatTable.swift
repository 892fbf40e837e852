internal import MediaMetadata
internal import PicsortCore

/// Which files picsort can date: `MediaFormat.all` and the extensions of `FileKinds`, for a
/// terminal and as docs/formats.md.
struct FormatTable {
  /// What is known by its extension and has no reader, under the name of its kind.
  private let unread: [(kind: String, extensions: [String])] = {
    let read = Set(MediaFormat.all.flatMap(\.extensions))
    return [("photos", FileRole.photo), ("raw photos", .raw), ("videos", .video)].map {
      ($0, FileKinds.extensions(of: $1).filter { !read.contains($0) })
    }.filter { !$0.1.isEmpty }
  }()

  private let sidecars = FileKinds.extensions(of: .sidecar).filter { $0 != "xmp" }

  // MARK: For a terminal

  /// The formats and the extensions without a reader, in lines of at most `width` columns.
  func lines(width: Int) -> [String] {
    let column = 14
    func row(_ left: String, _ right: String) -> [String] {
      Wrap.row("  " + left, right, column: column, width: width)
    }
    var lines = Wrap.lines("The content of a file decides what it is, not its name.", width: width)
    lines += ["", "Read:"]
    for format in MediaFormat.all {
      lines += row(format.name, "\(kind(of: format)): \(extensions(of: format))")
      lines += row("", "dates: \(format.dates.filter { $0 != "`" })")
    }
    lines += row("XMP", "sidecar: xmp") + row("", "dates: XMP")
    lines += ["", "Dated by their names and folders alone:"]
    for (kind, extensions) in unread { lines += row(kind, Self.list(extensions)) }
    lines += ["", "Follow the photo that they belong to:"]
    return lines + row("sidecars", Self.list(sidecars))
  }

  // MARK: As a page

  /// docs/formats.md.
  var page: [String] {
    let made = "<!-- Made by 'picsort --generate formats'; change the tables, not this file. -->"
    let formats = MediaFormat.all.map { format in
      [format.name, kind(of: format), extensions(of: format), format.dates]
    }
    let unread = unread.map { [$0.kind, Self.list($0.extensions)] }
    return ["# File formats", "", made, ""] + text(introduction)
      + ["", "## 1. Formats that are read", ""] + text(recognition) + [""]
      + table(["format", "kind", "extensions", "where its dates are"], formats)
      + ["", "## 2. Photos and videos without a reader", ""] + text(extensionsAlone) + [""]
      + table(["kind", "extensions"], unread)
      + ["", "## 3. Sidecars and all else", ""] + text(sidecarsAndOthers)
  }

  private let introduction = """
    Which files picsort can date, and where their dates lie. Which of several dates is believed \
    stands in [dates.md](dates.md). `picsort help formats` prints the tables of this page.
    """

  private let recognition = """
    A file is of the first format in this table whose signature is found in the file's first \
    \(MediaFormat.headLength) bytes. Its name does not matter: a JPEG that is called `IMG_1.png`, \
    `IMG_1.bin` or `IMG_1` is read as a JPEG, and keeps its name. The extensions are those that \
    such files usually have. They count in one case: a file with a raw photo's extension that \
    turns out to be a TIFF, or another photo, is a raw photo. Of a damaged file counts what can \
    still be read.
    """

  private let extensionsAlone = """
    A file whose content is of none of these formats is a photo or a video if its extension says \
    so. What it holds is not read: its date is that of its sidecar, its own name or its folders' \
    names; else it goes to `Undated`. The formats above, too, are sorted like this when nothing \
    in them can be read. Extensions that only such files have:
    """

  private var sidecarsAndOthers: String {
    """
    The XMP in an `xmp` file beside a photo or video, and the date in the JSON of a Google \
    Takeout, are read; [dates.md](dates.md) says when they are believed. An `xmp` file moves with \
    what it belongs to.

    So do files with these extensions: \(Self.list(sidecars)).

    Anything else stays in the source, and is counted.
    """
  }

  /// Paragraphs as wide as the other documents.
  private func text(_ paragraphs: String) -> [String] {
    Wrap.paragraphs(paragraphs, indent: 0, width: 116)
  }

  private func table(_ head: [String], _ rows: [[String]]) -> [String] {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    return [line(head), "|" + String(repeating: "---|", count: head.count)] + rows.map(line)
  }

  // MARK: Words

  private func kind(of format: MediaFormat) -> String {
    switch format.kind {
    case .photo: "photo"
    case .raw: "raw photo"
    case .video: "video"
    }
  }

  /// Without those of sidecars: a `thm` is a JPEG, but travels with its video unread.
  private func extensions(of format: MediaFormat) -> String {
    Self.list(format.extensions.filter { !sidecars.contains($0) })
  }

  private static func list(_ extensions: [String]) -> String {
    extensions.joined(separator: " ")
  }
}
