import Platform

/// What a person can do next, in the words that every room uses.
enum Advice {
  static let runAgain = "run picsort again: it will be looked at anew"
  /// While another run stands in the way.
  static let waitForOther =
    "wait until it has ended (--wait does), or stop it with Ctrl+C or 'picsort resume pause'"
  /// After something could not be read.
  static let checkAndRunAgain = "check its permissions and the disk, then run again"

  /// After something in an archive could not be read.
  static let checkArchive =
    "unpack the archive with another program and sort the folder; if that fails too, download it "
    + "again"

  /// Why a run does not go on after so many failures.
  static func afterFailures(_ count: Int, last: String) -> String {
    "\(count) files in a row failed, the last one because \(last); something else must be wrong: "
      + "see to that, then go on"
  }

  static func after(_ error: SystemError) -> String {
    if error.isFull { return "make room on the output's disk, then go on with --resume" }
    if error.isDenied { return "change its permissions or run as its owner, then run again" }
    if error.isReadOnly { return "mount the disk so that it can be written, then run again" }
    if error.isGone { return "connect the drive and mount it again, then go on with --resume" }
    if error.endsTheRun { return "see that its disk is there and can be written to, then go on" }
    if error.isReadError { return "check the disk's health; copy the file by other means first" }
    if error.isNameRefused { return "rename the file: the output's file system refuses its name" }
    return runAgain
  }
}
