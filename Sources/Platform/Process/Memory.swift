import CPlatform

/// The memory of this process.
package enum Memory {
  /// Lets all threads take memory from the same few places; to be called before there are any. The
  /// allocator of the GNU C library would give nearly every thread a place of its own, and keep for
  /// it what was let go of there: a tenth of what a large library needs.
  package static func shareAmongThreads() { picsort_share_memory() }

  /// Gives pages that hold nothing any more back to the system: after many small things were let go
  /// of, the allocator of the GNU C library would keep them for more small things.
  package static func giveBack() { picsort_give_back_memory() }
}
