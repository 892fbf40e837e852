/// The version of this program, as `--version` and the manual say it.
enum Version {
  static let number = "0.1.0"
}
