import Foundation
import SampleMedia

/// A system call that failed on a file of the library.
struct WriteError: Error, CustomStringConvertible {
  let path: String
  let code = errno

  var description: String { unsafe "\(path): \(String(cString: strerror(code)))" }
}

/// How long the files of a library are, in bytes.
struct SampleSizes {
  /// About how long each photo is: this, or up to a quarter less.
  var bytes = 2000
  /// How many of a hundred photos are exactly `bytes` long.
  var same = 0
  /// True when no two files but copies may be of one length.
  var areDistinct = false
}

/// Writes the files of a library below one folder.
///
/// With plain system calls: Foundation flushes each file to the disk, which takes minutes where a
/// library is large, and gains nothing here.
struct LibraryWriter {
  let root: String
  let seed: UInt64
  let sizes: SampleSizes
  private let filler: [UInt8]
  private var folders: Set<Substring> = []
  private var taken: Set<Int> = []

  /// Seconds since 1970 of a restored backup, which say nothing about any photo.
  private static let restored = 1_730_548_800

  init(root: String, seed: UInt64, sizes: SampleSizes) {
    self.root = root
    self.seed = seed
    self.sizes = sizes
    var numbers = SampleNumbers(seed: seed)
    var filler: [UInt8] = []
    filler.reserveCapacity(sizes.bytes + 8)
    while filler.count < sizes.bytes {
      let number = numbers.next()
      for shift in stride(from: 0, to: 64, by: 8) {
        filler.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
      }
    }
    self.filler = Array(filler.prefix(sizes.bytes))
  }

  mutating func write(_ file: SampleFile, index: Int) throws {
    let bytes: [UInt8]
    if case .copy(let original) = file.content {
      bytes = try Array(Data(contentsOf: URL(fileURLWithPath: root + "/" + original)))
    } else {
      bytes = content(of: file, index: index)
    }
    try write([(offset: 0, bytes: bytes)], to: file.path)
  }

  /// Writes a video of `length` bytes whose index stands at its end; between lies a hole.
  mutating func writeVideo(length: Int) throws {
    let moment = SampleMoment(2024, 5, 1, 12, 0, 0)
    let path = "Camera/100/VID_\(moment.compactDate)_\(moment.compactTime).mp4"
    let video = MovieFile(
      brand: "mp42",
      created: MovieFile.unixEpoch &+ UInt64(truncatingIfNeeded: moment.secondsSince1970))
    guard let ends = video.ends(length: length) else { return }
    try write([(0, ends.head), (length - ends.tail.count, ends.tail)], to: path)
  }

  private mutating func content(of file: SampleFile, index: Int) -> [UInt8] {
    var numbers = SampleNumbers(seed: seed &+ UInt64(truncatingIfNeeded: index))
    let stamp = numbers.next()
    if case .photo = file.content, Int(stamp >> 32 % 100) < sizes.same {
      // Cut behind the picture, where nobody looks.
      let bytes = file.content.bytes(stamp: stamp, filler: filler[...]) ?? []
      return Array(bytes.prefix(filler.count))
    }
    // Sizes differ, as those of real photos do.
    var length = filler.count - Int(stamp % UInt64(filler.count / 4 + 1))
    while true {
      let bytes = file.content.bytes(stamp: stamp, filler: filler[..<length]) ?? []
      guard sizes.areDistinct, !taken.insert(bytes.count).inserted, length > 0 else { return bytes }
      length -= 1
    }
  }

  /// Writes a new file, holes where `parts` leave them, with the time of a restored backup.
  private mutating func write(_ parts: [(offset: Int, bytes: [UInt8])], to path: String) throws {
    try makeFolder(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    let full = root + "/" + path
    let file = unsafe open(full, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw WriteError(path: full) }
    defer { close(file) }
    for (offset, bytes) in parts {
      let written = unsafe bytes.withUnsafeBytes {
        unsafe pwrite(file, $0.baseAddress, $0.count, off_t(offset))
      }
      guard written == bytes.count else { throw WriteError(path: full) }
    }
    let time = timespec(tv_sec: Self.restored, tv_nsec: 0)
    guard unsafe futimens(file, [time, time]) == 0 else { throw WriteError(path: full) }
  }

  private mutating func makeFolder(_ folder: Substring) throws {
    guard folders.insert(folder).inserted else { return }
    try FileManager.default.createDirectory(
      atPath: root + "/" + folder, withIntermediateDirectories: true)
  }
}
