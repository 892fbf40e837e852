import CPlatform
import Dispatch

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Threads of the system's for work that is to begin at once on a core that is idle.
///
/// The system puts a new thread on such a core. One of a pool that is woken mostly stays where it
/// was, often behind the one that woke it, for as long as a few milliseconds of work take.
enum SystemThread {
  /// Cores that this process may use.
  static let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  /// Does `work` on a new thread, which leaves `group` when it has done it and holds nothing of it
  /// any more; on one of Dispatch's, in its time, where the system has none to give.
  static func begin(in group: DispatchGroup, _ work: @escaping @Sendable () -> Void) {
    group.enter()
    let task = Task(group, work)
    let raw = unsafe Unmanaged.passRetained(task)
    let result = unsafe picsort_begin_thread(
      { raw in
        guard let raw = unsafe raw else { return }
        unsafe Unmanaged<Task>.fromOpaque(raw).takeRetainedValue().run()
      }, raw.toOpaque())
    guard result != 0 else { return }
    unsafe raw.release()
    DispatchQueue(label: "picsort.worker").async { task.run() }
  }

  /// One thread touches it, the one that runs it.
  private final class Task: @unchecked Sendable {
    private let group: DispatchGroup
    private var work: (@Sendable () -> Void)?

    init(_ group: DispatchGroup, _ work: @escaping @Sendable () -> Void) {
      self.group = group
      self.work = work
    }

    func run() {
      work?()
      work = nil
      group.leave()
    }
  }
}
