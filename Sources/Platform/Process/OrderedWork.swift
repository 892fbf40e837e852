import Dispatch

/// Work that another thread does piece by piece, in the order in which it was given.
package final class OrderedWork: Sendable {
  private let queue = DispatchQueue(label: "picsort.ordered")
  private let room = DispatchSemaphore(value: 0)

  /// - Parameter ahead: so many pieces may wait; who gives one more waits himself.
  package init(ahead: Int) {
    for _ in 0..<max(1, ahead) { room.signal() }
  }

  /// Gives one piece.
  package func add(_ piece: @escaping @Sendable () -> Void) {
    room.wait()
    queue.async { [room] in
      piece()
      room.signal()
    }
  }

  /// Waits until all of it is done.
  package func finish() { queue.sync {} }
}
