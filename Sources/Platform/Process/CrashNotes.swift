import CPlatform

/// One line that the handler of fatal signals wrote while its process went down.
package struct CrashNote: Hashable, Sendable {
  /// Number of the signal.
  package let signal: Int
  /// `si_code` of sigaction(2): above 0 the kernel saw a fault, else a process sent it.
  package let code: Int
  /// The faulting address; 0 for a signal that was sent.
  package let address: UInt64
  package let processID: Int
  package let processStart: Int
  /// Seconds since 1970-01-01 UTC.
  package let time: Int

  package init(
    signal: Int, code: Int, address: UInt64, processID: Int, processStart: Int, time: Int
  ) {
    self.signal = signal
    self.code = code
    self.address = address
    self.processID = processID
    self.processStart = processStart
    self.time = time
  }

  /// Reads the first line of a note; nil for anything that the handler does not write.
  package init?(_ bytes: [UInt8]) {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
    let names = ["signal", "code", "address", "pid", "start", "time"]
    guard line.count < 256, words.count == 2 * names.count else { return nil }
    for (index, name) in names.enumerated() where words[2 * index] != name { return nil }
    guard let signal = Int(words[1]), (1...64).contains(signal), let code = Int(words[3]),
      words[5].hasPrefix("0x"), let address = UInt64(words[5].dropFirst(2), radix: 16),
      let process = Int(words[7]), let start = Int(words[9]), let time = Int(words[11])
    else { return nil }
    self.init(
      signal: signal, code: code, address: address, processID: process, processStart: start,
      time: time)
  }

  /// `SIGSEGV`; the number where the name is not known.
  package var signalName: String { SignalName.of(signal) }

  /// True when the kernel saw a fault, and not only a signal that some process sent.
  package var isFault: Bool { code > 0 }
}

/// The file that a crash of this process is noted in, for as long as this lives.
///
/// It is made beforehand, because a handler of a fatal signal can do little more than write.
package final class CrashFile {
  private let folder: Folder
  private let name: Path
  private let file: FileDescriptor

  /// Makes the file (0600) and turns the handler to it. What stood there is removed: whoever calls
  /// this has read it, and noted what it said.
  package init(_ name: Path, in folder: Folder, process: HostIdentity) throws(SystemError) {
    self.folder = folder
    self.name = name
    if try folder.status(of: name) != nil { try folder.remove(name) }
    file = try folder.create(name)
    _ = picsort_note_crashes(
      file.number, Int64(process.processID), Int64(process.processStart))
  }

  deinit {
    picsort_forget_crashes()
    // Its presence alone means nothing, so one that cannot be removed does no harm.
    try? folder.remove(name)
  }
}
