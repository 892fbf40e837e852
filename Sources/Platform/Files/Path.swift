/// A file system path, or a part of one, as the bytes that the system uses.
///
/// Names on Linux are bytes, not text; what is not valid UTF-8 survives here. `description` is for
/// people and may be lossy.
package struct Path: Hashable, Sendable {
  /// The bytes, without a terminating NUL and without NULs inside.
  package let bytes: [UInt8]

  /// The path of exactly these bytes, up to the first NUL.
  package init(bytes: [UInt8]) {
    if let end = bytes.firstIndex(of: 0) {
      self.bytes = Array(bytes[..<end])
    } else {
      self.bytes = bytes
    }
  }

  package init(_ text: String) {
    self.init(bytes: Array(text.utf8))
  }

  /// Bytes of other paths, which have no NUL either.
  private init(trusted bytes: [UInt8]) {
    self.bytes = bytes
  }

  private init(part bytes: ArraySlice<UInt8>) {
    self.init(trusted: Array(bytes))
  }

  package var isEmpty: Bool { bytes.isEmpty }
  package var isAbsolute: Bool { bytes.first == Self.slash }

  /// The bytes as text when they are valid UTF-8.
  package var utf8: String? { String(validating: bytes, as: UTF8.self) }

  /// The part after the last slash; trailing slashes do not count.
  package var lastComponent: Path {
    let end = endWithoutSlashes
    let start = startOfLastComponent(before: end)
    return start == 0 && end == bytes.count ? self : Path(part: bytes[start..<end])
  }

  /// Where `lastComponent` stands in `bytes`.
  package var lastComponentRange: Range<Int> {
    let end = endWithoutSlashes
    return startOfLastComponent(before: end)..<end
  }

  /// Everything before the last component: `/` for `/a`, empty for `a`.
  package var parent: Path {
    let start = startOfLastComponent(before: endWithoutSlashes)
    // The slash before the component goes, unless it is all there is.
    return Path(part: bytes[..<max(start - 1, min(start, 1))])
  }

  /// True when `folder` is what `parent` answers.
  package func isDirectly(in folder: Path) -> Bool {
    let start = startOfLastComponent(before: endWithoutSlashes)
    let length = max(start - 1, min(start, 1))
    return length == folder.bytes.count && bytes.has(folder.bytes, in: 0..<length)
  }

  /// Behind the last slash before `end`.
  private func startOfLastComponent(before end: Int) -> Int {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var start = min(end, buffer.count)
      while start > 0, unsafe buffer[start - 1] != Self.slash { start -= 1 }
      return start
    }
  }

  /// The components without slashes; an absolute path's leading slash is not one.
  package var components: [Path] {
    bytes.split(separator: Self.slash).map { Path(part: $0) }
  }

  /// This path with `component` below it.
  package func appending(_ component: Path) -> Path {
    if bytes.isEmpty { return component }
    if component.isEmpty { return self }
    var joined = bytes
    joined.reserveCapacity(bytes.count + 1 + component.bytes.count)
    if joined.last != Self.slash { joined.append(Self.slash) }
    joined += component.bytes
    return Path(trusted: joined)
  }

  package func appending(_ component: String) -> Path {
    appending(Path(component))
  }

  /// True when this path is `ancestor` or lies below it, by components.
  package func isInside(_ ancestor: Path) -> Bool {
    let own = components
    let other = ancestor.components
    return isAbsolute == ancestor.isAbsolute && own.starts(with: other)
  }

  /// What is left of this path below `ancestor`; nil when it does not lie below it.
  package func relative(to ancestor: Path) -> Path? {
    guard isInside(ancestor) else { return nil }
    let rest = components.dropFirst(ancestor.components.count)
    return rest.reduce(Path(bytes: [])) { $0.appending($1) }
  }

  /// The name up to its last dot and what follows it; a leading dot begins no extension.
  package var stemAndExtension: (stem: [UInt8], extension: [UInt8]) {
    guard let suffix = extensionBytes else { return (bytes, []) }
    return (Array(bytes[..<(suffix.startIndex - 1)]), Array(suffix))
  }

  /// What follows the last dot of the name; nil where no extension does.
  package var extensionBytes: ArraySlice<UInt8>? {
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0,
      !bytes[(dot - 1)...].contains(Self.slash), dot + 1 < bytes.count
    else { return nil }
    return bytes[(dot + 1)...]
  }

  /// The same of the last component, without its extension.
  package var lastStem: [UInt8] {
    let name = bytes[lastComponentRange]
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex,
      dot + 1 < name.endIndex
    else { return Array(name) }
    return Array(name[..<dot])
  }

  private var endWithoutSlashes: Int {
    var end = bytes.count
    while end > 1, bytes[end - 1] == Self.slash { end -= 1 }
    return end
  }

  private static let slash = UInt8(ascii: "/")
}

extension Path: Comparable {
  /// Byte order, which does not depend on a locale.
  package static func < (left: Path, right: Path) -> Bool {
    left.bytes.precedes(right.bytes)
  }
}

extension Path: CustomStringConvertible {
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}
