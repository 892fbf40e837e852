/// Small files of every format, written by the code of this module.
package enum SampleMedia {
  /// Samples by the name of their format in `MediaFormat.all`. The suite that cuts and flips
  /// every byte runs over all of them, so each is as small as it can be.
  package static let all: [(format: String, bytes: [UInt8])] = []
}
