import Platform

extension Configuration {
  /// Makes the chosen zone that of this process; before threads are started.
  func useZone() throws(RunError) {
    guard let zone = timezone, !LocalZone.use(zone) else { return }
    throw .usage(
      "--timezone \(zone): not a zone this system knows; use a name like Europe/Berlin or an "
        + "offset like +02:00")
  }
}
