#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension FileDescriptor {
  #if os(Linux)
    /// F_SETLEASE of fcntl(2), which Glibc keeps for GNU sources.
    private static let setLease: Int32 = 1024
    /// A process that opens the file for writing while a lease is held has the holder told by
    /// SIGIO, which ends a process that is not prepared.
    private static let toldBySignal: Void = {
      _ = signal(SIGIO, SIG_IGN)
    }()
  #endif

  /// True when the system vouches that no process of this machine has the file open for writing.
  ///
  /// Linux grants a read lease only then (fcntl(2), "Leases"), to the file's owner, and on file
  /// systems that know of every writer. It is given back at once. Where nobody can say: false.
  package var isProvenUnwritten: Bool {
    #if os(Linux)
      Self.toldBySignal
      guard fcntl(number, Self.setLease, Int32(F_RDLCK)) == 0 else { return false }
      return fcntl(number, Self.setLease, Int32(F_UNLCK)) == 0
    #else
      return false
    #endif
  }
}
