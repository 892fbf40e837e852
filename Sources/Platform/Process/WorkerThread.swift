import CPlatform
import Synchronization

/// A thread for one piece of work. Dispatch would do as much; it alone would be a fortieth of the
/// program (docs/performance.md).
final class WorkerThread: Sendable {
  /// What the system calls it, until somebody has waited for it.
  private let handle = Mutex<UInt?>(nil)

  /// Begins `work` at once. Where the system has no thread left, `work` is done before this returns.
  init(_ work: @escaping @Sendable () -> Void) {
    let context = unsafe Unmanaged.passRetained(Work(work))
    var thread: UInt = 0
    let status = unsafe picsort_start_thread(
      { context in
        if let context = unsafe context {
          unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
        }
        return nil
      }, context.toOpaque(), &thread)
    guard status == 0 else {
      unsafe context.takeRetainedValue().body()
      return
    }
    handle.withLock { $0 = thread }
  }

  deinit {
    handle.withLock { if let thread = $0.take() { picsort_detach_thread(thread) } }
  }

  /// Waits for its end.
  func join() {
    handle.withLock { if let thread = $0.take() { picsort_join_thread(thread) } }
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
