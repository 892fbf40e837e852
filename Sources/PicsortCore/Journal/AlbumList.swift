import Platform

/// The list of albums that `--albums list` keeps in `.picsort/albums.json`: a JSON array of objects
/// with `title` and `files`, whose paths are below the output.
package enum AlbumList {
  /// Largest list that is read, in bytes.
  package static let longest = 256 << 20

  /// The list as text, an album a line.
  package static func encode(_ albums: [Album]) -> [UInt8] {
    var text = Array("[\n".utf8)
    for (index, album) in albums.enumerated() {
      var object = JSONObjectWriter()
      object.field("title", album.title)
      object.field(
        "files", album.files.map { String(decoding: PathText.encode($0.bytes), as: UTF8.self) })
      object.close()
      text += object.bytes
      text += Array(index == albums.count - 1 ? "\n".utf8 : ",\n".utf8)
    }
    return text + Array("]\n".utf8)
  }

  /// The albums of a list; nil when it is none.
  package static func decode(_ text: [UInt8]) -> [Album]? {
    guard let entries = (try? JSONValue(text))?.array else { return nil }
    var albums: [Album] = []
    for entry in entries {
      guard let title = entry["title"]?.text, let files = entry["files"]?.array else { return nil }
      albums.append(
        Album(title: title, files: files.compactMap { $0.path.map { Path(bytes: $0) } }))
    }
    return albums
  }

  /// `old` with the albums of `new`: those of one title hold the files of both.
  package static func merged(_ old: [Album], with new: [Album]) -> [Album] {
    var result = old
    for album in new {
      if let index = result.firstIndex(where: { $0.title == album.title }) {
        result[index].files = Set(result[index].files + album.files).sorted()
      } else {
        result.append(album)
      }
    }
    return result
  }
}
