import Foundation

/// A small file system of its own, mounted for one test and gone with it. Only root can have one,
/// and only where the tools are; tests that need one say that they were skipped.
final class MountedVolume {
  enum Kind: String, CaseIterable {
    case exfat, ntfs, ext4, xfs, btrfs, tmpfs

    /// Shell lines that make it from `$1`, an image, and mount it on `$2`.
    fileprivate var recipe: String {
      switch self {
      case .exfat:
        """
        truncate -s 32M "$1" && mkfs.exfat "$1" && loop=$(losetup -f --show "$1") \
        && mount.exfat-fuse "$loop" "$2"
        """
      case .ntfs: "truncate -s 32M \"$1\" && mkfs.ntfs -Q -F \"$1\" && ntfs-3g \"$1\" \"$2\""
      case .ext4: "truncate -s 32M \"$1\" && mkfs.ext4 -q \"$1\" && mount -o loop \"$1\" \"$2\""
      case .xfs: "truncate -s 320M \"$1\" && mkfs.xfs -q \"$1\" && mount -o loop \"$1\" \"$2\""
      case .btrfs: "truncate -s 128M \"$1\" && mkfs.btrfs -q \"$1\" && mount -o loop \"$1\" \"$2\""
      case .tmpfs: "mount -t tmpfs -o size=32m tmpfs \"$2\""
      }
    }
  }

  let path: String
  private let image: String

  /// The kinds that can be mounted here, found out once by doing it.
  static let available: [Kind] = {
    guard currentUserIsRoot(), let box = try? Sandbox() else { return [] }
    return Kind.allCases.filter { kind in
      (try? MountedVolume(kind, at: box.path(kind.rawValue))) != nil
    }
  }()

  /// Outside the sandbox, whose files are counted.
  private static func newImage() -> String {
    "\(Sandbox.usualParent)/picsort-image-\(UUID().uuidString.prefix(12))"
  }

  /// Why tests are skipped, for their reports.
  static let condition = "needs root, and the tools to make and to mount the file system"

  static func has(_ kind: Kind) -> Bool { available.contains(kind) }

  /// Mounts a new one at `path`, which is made when it is missing.
  init(_ kind: Kind, at path: String) throws {
    self.path = path
    image = Self.newImage()
    Disk.makeFolder(path)
    guard Self.shell(kind.recipe, image, path) else {
      throw SystemFailure("cannot mount \(kind)", 0)
    }
  }

  /// Lets what stands at `folder` be seen at `path` too.
  init(bind folder: String, at path: String) throws {
    self.path = path
    image = Self.newImage()
    Disk.makeFolder(path)
    guard Self.shell("mount --bind \"$1\" \"$2\"", folder, path) else {
      throw SystemFailure("cannot bind \(folder)", 0)
    }
  }

  deinit { unmount() }

  /// Takes it away, as a drive that is pulled out after its light went off.
  func unmount() {
    _ = Self.shell(
      """
      umount "$2" || umount -l "$2"; losetup -j "$1" | cut -d: -f1 | xargs -r -n1 losetup -d
      """, image, path)
    Disk.remove(image)
  }

  func remount(_ options: String) -> Bool {
    Self.shell("mount -o remount,\"$1\" \"$2\"", options, path)
  }

  /// True when the file at `name` in it shares blocks with another one (filefrag of e2fsprogs).
  func sharesBlocks(_ name: String) -> Bool {
    Self.shell("sync -f \"$2\"; filefrag -v \"$1\" | grep -q shared", "\(path)/\(name)", path)
  }

  /// True when the shell's last command was content.
  private static func shell(_ script: String, _ first: String, _ second: String) -> Bool {
    let words = ["-c", "export PATH=\"$PATH:/usr/sbin:/sbin\"; \(script)", "sh", first, second]
    let child = try? ChildProcess(
      "/bin/sh", words.map { Array($0.utf8) },
      environment: ProcessInfo.processInfo.environment, output: "/dev/null", error: "/dev/null")
    return child?.wait() == .exit(0)
  }
}

/// strace, which makes a call of a program fail or kills the program at it.
enum Strace {
  static let path = ["/usr/bin/strace", "/usr/local/bin/strace"].first {
    Disk.entry($0)?.kind == .file
  }

  static let isAvailable = path != nil
  static let condition = "needs strace"
}
