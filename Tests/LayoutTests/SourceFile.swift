import Foundation

/// A file of this package, and its lines with comments and texts taken out.
struct SourceFile: Sendable {
  /// Path below the package's root, with slashes.
  let path: String
  /// The lines as they are.
  let lines: [Substring]
  /// The lines with every comment and every text and backticked name replaced by spaces.
  let code: [Substring]

  init(path: String, text: String) {
    self.path = path
    let blanked = path.hasSuffix(".swift") ? CodeBlanker.blank(text) : text
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    code = blanked.split(separator: "\n", omittingEmptySubsequences: false)
  }

  var name: Substring { path.split(separator: "/").last ?? "" }

  /// The first match of `pattern` in each line of code that has one; lines count from 1.
  ///
  /// Making a regex costs more than using it, so one is made for all lines.
  func matches<Output>(of pattern: Regex<Output>) -> [(line: Int, match: Regex<Output>.Match)] {
    code.indices.compactMap { index in
      guard !isBlank(index), let match = code[index].firstMatch(of: pattern) else { return nil }
      return (index + 1, match)
    }
  }

  /// True when a line holds no code; most lines of a comment are passed over this way.
  func isBlank(_ index: Int) -> Bool { code[index].utf8.allSatisfy { $0 == 0x20 } }

  func isBelow(_ folders: String...) -> Bool {
    folders.contains { path.hasPrefix($0 + "/") }
  }
}

extension SourceFile {
  /// The folder that holds Package.swift, found from where this file stands.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift and C file below Sources and Tests, by path.
  static let all: [SourceFile] = ["Sources", "Tests"].flatMap { folder in
    let found = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
    let names = found?.compactMap { $0 as? String } ?? []
    return names.sorted().compactMap { name -> SourceFile? in
      guard [".swift", ".c", ".h"].contains(where: name.hasSuffix) else { return nil }
      let path = folder + "/" + name
      guard let data = try? Data(contentsOf: root.appendingPathComponent(path)) else { return nil }
      return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
    }
  }
}

/// Replaces comments, texts and backticked names of Swift code by spaces; line ends stay.
enum CodeBlanker {
  static func blank(_ text: String) -> String {
    var scan = Scan(bytes: Array(text.utf8))
    while !scan.atEnd { scan.step() }
    return String(decoding: scan.output, as: UTF8.self)
  }

  private struct Scan {
    let bytes: [UInt8]
    var position = 0
    var output: [UInt8] = []

    /// What a comment, a text or a backticked name begins with.
    private static let openers = Set("/\"#`".utf8)

    var atEnd: Bool { position >= bytes.count }

    func sees(_ word: String) -> Bool { bytes[position...].starts(with: word.utf8) }

    mutating func keep() {
      output.append(bytes[position])
      position += 1
    }

    mutating func blank(_ count: Int = 1) {
      for _ in 0..<count where !atEnd {
        output.append(bytes[position] == UInt8(ascii: "\n") ? UInt8(ascii: "\n") : 0x20)
        position += 1
      }
    }

    mutating func step() {
      // Most bytes begin nothing; asking that first is what makes this quick.
      guard Self.openers.contains(bytes[position]) else { return keep() }
      if sees("//") {
        while !atEnd, bytes[position] != UInt8(ascii: "\n") { blank() }
      } else if sees("/*") {
        blankComment()
      } else if sees("`") {
        blank()
        while !atEnd, !sees("`"), !sees("\n") { blank() }
        blank()
      } else if sees("\"") || sees("#\"") || sees("##\"") {
        blankText()
      } else {
        keep()
      }
    }

    /// Comments nest in Swift.
    private mutating func blankComment() {
      var depth = 0
      repeat {
        if sees("/*") {
          depth += 1
          blank(2)
        } else if sees("*/") {
          depth -= 1
          blank(2)
        } else {
          blank()
        }
      } while depth > 0 && !atEnd
    }

    /// What is interpolated is blanked with the text around it.
    private mutating func blankText() {
      var hashes = ""
      while sees("#") {
        hashes += "#"
        blank()
      }
      let quote = sees("\"\"\"") ? "\"\"\"" : "\""
      blank(quote.utf8.count)
      while !atEnd, !sees(quote + hashes) {
        if sees("\\" + hashes + "(") {
          blankInterpolation(opening: 2 + hashes.utf8.count)
        } else if sees("\\" + hashes) {
          blank(2 + hashes.utf8.count)
        } else {
          blank()
        }
      }
      blank(quote.utf8.count + hashes.utf8.count)
    }

    private mutating func blankInterpolation(opening: Int) {
      blank(opening)
      var depth = 1
      while depth > 0, !atEnd {
        if sees("\"") || sees("#\"") {
          blankText()
        } else {
          if sees("(") { depth += 1 }
          if sees(")") { depth -= 1 }
          blank()
        }
      }
    }
  }
}
