// What libFuzzer calls. Only `scripts/fuzz` compiles this file: SwiftPM does not know it.

import Foundation
import FuzzTargets
import Platform

/// The target that the environment variable PICSORT_FUZZ names; `file` without one.
private let target = FuzzTarget.named(Environment.value("PICSORT_FUZZ") ?? "file")

/// Reads one input. A trap, a broken promise, or not coming back is what libFuzzer looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  do throws(BrokenPromise) {
    try target?.read(bytes)
    return 0
  } catch {
    FileHandle.standardError.write(Data("promise broken: \(error)\n".utf8))
    abort()
  }
}
