#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The system's clocks.
package enum Clock {
  /// Nanoseconds that only grow; from an arbitrary start.
  package static func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }

  /// Seconds since 1970-01-01 UTC.
  package static func wallSeconds() -> Int { wallNanoseconds() / 1_000_000_000 }

  /// Nanoseconds since 1970-01-01 UTC.
  package static func wallNanoseconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
  }

  /// Lets so many nanoseconds go by, or fewer when a signal comes.
  package static func sleep(nanoseconds: UInt64) {
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(rest))
    unsafe nanosleep(&time, nil)
  }
}

/// The zone of `TZ` or of the machine, as the C library knows it. Foundation's calendar is
/// silently GMT in static builds; this is right in every build.
package enum LocalZone {
  /// Seconds east of UTC in force at a UTC instant; nil when the instant is out of range.
  package static func offset(atUTC seconds: Int) -> Int? {
    var instant = time_t(seconds)
    var fields = unsafe tm()
    guard unsafe localtime_r(&instant, &fields) != nil else { return nil }
    return unsafe fields.tm_gmtoff
  }

  /// Makes `zone` the zone of this process. False when it is neither a fixed offset (`+02:00`) nor
  /// the name of a zone that this system knows (`Europe/Berlin`). To be called before threads are
  /// started.
  package static func use(_ zone: String) -> Bool {
    if let posix = posixRule(fixedOffset: zone) {
      unsafe setenv("TZ", posix, 1)
    } else if isKnown(zone) {
      unsafe setenv("TZ", ":" + zone, 1)
    } else {
      return false
    }
    tzset()
    return true
  }

  /// `+02:00` as a POSIX rule, whose sign is the other way round: `<+0200>-02:00`. A name between
  /// `<` and `>` holds letters, digits and signs only (POSIX.1-2017, 8.3); the C library takes a
  /// rule with another one for UTC.
  private static func posixRule(fixedOffset text: String) -> String? {
    if text == "UTC" || text == "Z" { return "UTC0" }
    let bytes = Array(text.utf8)
    guard bytes.count == 6, bytes[3] == 0x3A, bytes[0] == 0x2B || bytes[0] == 0x2D,
      [1, 2, 4, 5].allSatisfy({ (0x30...0x39).contains(bytes[$0]) }),
      let hours = Int(text.dropFirst().prefix(2)), let minutes = Int(text.suffix(2)),
      (0...14).contains(hours), (0...59).contains(minutes)
    else { return nil }
    let inverted = bytes[0] == 0x2B ? "-" : "+"
    return "<\(text.filter { $0 != ":" })>\(inverted)\(text.dropFirst())"
  }

  private static func isKnown(_ zone: String) -> Bool {
    let characters = zone.utf8.allSatisfy { byte in
      switch byte {
      case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2D, 0x2F, 0x5F: true
      default: false
      }
    }
    guard characters, !zone.isEmpty, !zone.hasPrefix("/") else { return false }
    let root = Environment.value("TZDIR") ?? "/usr/share/zoneinfo"
    var raw = stat()
    guard unsafe stat(root + "/" + zone, &raw) == 0 else { return false }
    return FileStatus(raw).kind == .file
  }
}
