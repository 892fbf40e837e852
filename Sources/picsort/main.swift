internal import Platform

Memory.shareAmongThreads()
switch Program.run(Environment.arguments(), .system()) {
case .exit(let status): ProcessExit.now(status.rawValue)
case .signal(let signal): StopRequest.die(by: signal)
}
