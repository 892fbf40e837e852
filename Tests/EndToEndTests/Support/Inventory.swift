import Foundation
import Testing

/// Which bytes there are, and under how many names: what no run may change but by the rules.
struct Inventory {
  private var names: [Data: [String]] = [:]

  mutating func add(_ bytes: Data, at name: String) {
    names[bytes, default: []].append(name)
  }

  /// Where these bytes are.
  func names(of bytes: Data) -> [String] { names[bytes] ?? [] }

  /// Number of files.
  var count: Int { names.values.reduce(0) { $0 + $1.count } }

  /// The same with every content once, as it is when duplicates are removed.
  var withoutDuplicates: Inventory {
    var single = self
    single.names = names.mapValues { Array($0.prefix(1)) }
    return single
  }

  /// How the files of `self` differ from those of `before`, one sentence each: every byte sequence
  /// must be there as often as it was, under whatever name.
  func differences(from before: Inventory) -> [String] {
    var found: [String] = []
    for (bytes, old) in before.names {
      let new = names[bytes] ?? []
      if new.count < old.count { found.append("lost: \(old), now \(new)") }
      if new.count > old.count { found.append("doubled: \(old), now \(new)") }
    }
    for (bytes, new) in names where before.names[bytes] == nil {
      found.append("never seen before, \(bytes.count) bytes: \(new)")
    }
    return found.sorted()
  }

  /// FNV-1a, to tell contents apart in a few digits.
  static func hash(_ bytes: Data) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

/// Says that nothing was lost, doubled or damaged.
func expectSame(
  _ after: Inventory, as before: Inventory, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(after.differences(from: before) == [], sourceLocation: sourceLocation)
}
