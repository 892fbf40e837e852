import CPlatform

/// The memory of this process.
package enum Memory {
  /// Gives pages that hold nothing any more back to the system: after many small things were let go
  /// of, the allocator of the GNU C library would keep them for more small things.
  package static func giveBack() { picsort_give_back_memory() }
}
