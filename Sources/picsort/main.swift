internal import Platform

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

switch Program.run(Environment.arguments(), .system()) {
case .exit(let status): exit(status.rawValue)
case .signal(let signal): StopRequest.die(by: signal)
}
