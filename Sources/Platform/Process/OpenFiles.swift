#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How many files this process may have open at a time.
package enum OpenFiles {
  /// Enough for a tree of any depth; macOS lets no process have more (OPEN_MAX).
  private static let wanted: rlim_t = 10_240

  /// Raises the limit, which is 256 on macOS and 1024 on Linux, as far as the system lets this
  /// process. One that cannot be raised stays.
  package static func allowMany() {
    #if canImport(Darwin)
      let resource = RLIMIT_NOFILE
    #else
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #endif
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0, limit.rlim_cur < wanted else { return }
    limit.rlim_cur = min(limit.rlim_max, wanted)
    _ = unsafe setrlimit(resource, &limit)
  }
}
