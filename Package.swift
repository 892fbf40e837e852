// swift-tools-version: 6.2
import PackageDescription

// One set of settings for every Swift target, so that no module is laxer than its neighbour.
// Warnings become errors in `make check`, not here: a newer compiler's new warning must not break
// a user's build.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]

let package = Package(
  name: "picsort",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "picsort", targets: ["picsort"])
  ],
  targets: [
    // Bytes in, facts out. Imports nothing, so it cannot touch a disk, a clock or a locale.
    .target(name: "MediaMetadata", swiftSettings: strict),

    // What Swift's Glibc module hides, and SHA-256. One header.
    .target(name: "CPlatform"),

    // The only module that talks to the system: files, folders, locks, clock, signals.
    .target(name: "Platform", dependencies: ["CPlatform"], swiftSettings: strict),

    // The run: scan, date, group, match, plan, move, journal. Never prints, never reads arguments.
    .target(
      name: "PicsortCore", dependencies: ["MediaMetadata", "Platform"], swiftSettings: strict),

    // Words in, words out.
    .executableTarget(
      name: "picsort", dependencies: ["PicsortCore", "Platform", "MediaMetadata"],
      swiftSettings: strict),

    // Writes small real photos and videos, byte by byte; used by the tests and by `make run`.
    .target(name: "SampleMedia", path: "Tests/SampleMedia", swiftSettings: strict),
    .executableTarget(
      name: "sample-library", dependencies: ["SampleMedia"], path: "Tests/SampleLibrary",
      swiftSettings: strict),

    // Everything that reads a stranger's bytes, as functions of bytes; a program that damages sound
    // files and hands them over. scripts/fuzz also builds the former for libFuzzer.
    .target(
      name: "FuzzTargets",
      dependencies: ["MediaMetadata", "PicsortCore", "Platform", "SampleMedia"],
      path: "Tests/Fuzz/Targets", swiftSettings: strict),
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Program",
      swiftSettings: strict),

    .testTarget(
      name: "MediaMetadataTests", dependencies: ["MediaMetadata", "SampleMedia"],
      swiftSettings: strict),
    .testTarget(
      name: "PlatformTests", dependencies: ["Platform", "CPlatform"], swiftSettings: strict),
    .testTarget(
      name: "PicsortCoreTests",
      dependencies: ["PicsortCore", "MediaMetadata", "Platform", "SampleMedia", "FuzzTargets"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["picsort", "PicsortCore", "MediaMetadata", "Platform"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["picsort", "SampleMedia"], swiftSettings: strict),
    .testTarget(name: "LayoutTests", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
