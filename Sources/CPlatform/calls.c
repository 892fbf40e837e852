#define _GNU_SOURCE
#include "CPlatform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <linux/fs.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#elif defined(__APPLE__)
#include <sys/mount.h>
#include <sys/param.h>
#endif

int picsort_rename_no_replace(int from_folder, const char *from, int to_folder, const char *to) {
#if defined(__linux__)
  // By number: musl and older C libraries have no wrapper, the kernel has had it since 3.15.
  return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, RENAME_NOREPLACE);
#else
  return renameatx_np(from_folder, from, to_folder, to, RENAME_EXCL);
#endif
}

int picsort_full_sync(int fd) {
#if defined(__APPLE__)
  if (fcntl(fd, F_FULLFSYNC) == 0) return 0;
  if (errno != ENOTSUP && errno != EINVAL) return -1;
#endif
  return fsync(fd);
}

int picsort_data_sync(int fd) {
#if defined(__APPLE__)
  return picsort_full_sync(fd);
#else
  return fdatasync(fd);
#endif
}

#if defined(__linux__)
// Linux reports a failed write-back to syncfs since 5.8 (735e4ae5ba28).
static bool reports_to_syncfs(void) {
  struct utsname system;
  int major = 0;
  int minor = 0;
  if (uname(&system) != 0 || sscanf(system.release, "%d.%d", &major, &minor) != 2) return false;
  return major > 5 || (major == 5 && minor >= 8);
}

// File systems whose sync_fs writes out everything and flushes the drive: fs/ext4/super.c,
// fs/xfs/xfs_super.c, fs/btrfs/super.c, fs/f2fs/super.c. FUSE does not pass it on, FAT flushes
// nothing.
static bool syncs_as_a_whole(unsigned long magic) {
  return magic == 0xEF53 || magic == 0x58465342 || magic == 0x9123683E || magic == 0xF2F52010;
}
#endif

int picsort_sync_file_system(int fd) {
#if defined(__linux__)
  struct statfs numbers;
  if (fstatfs(fd, &numbers) != 0) return -1;
  if (syncs_as_a_whole((unsigned long)numbers.f_type & 0xFFFFFFFFUL) && reports_to_syncfs())
    return (int)syscall(SYS_syncfs, fd);
#else
  (void)fd;
#endif
  errno = ENOTSUP;
  return -1;
}

long picsort_list_xattr(int fd, char *names, size_t size) {
#if defined(__APPLE__)
  return flistxattr(fd, names, size, 0);
#else
  return flistxattr(fd, names, size);
#endif
}

long picsort_get_xattr(int fd, const char *name, void *value, size_t size) {
#if defined(__APPLE__)
  return fgetxattr(fd, name, value, size, 0, 0);
#else
  return fgetxattr(fd, name, value, size);
#endif
}

int picsort_set_xattr(int fd, const char *name, const void *value, size_t size) {
#if defined(__APPLE__)
  return fsetxattr(fd, name, value, size, 0, 0);
#else
  return fsetxattr(fd, name, value, size, 0);
#endif
}

int picsort_next_entry(void *stream, const char **name, uint8_t *type, uint64_t *inode) {
  errno = 0;
  struct dirent *entry = readdir((DIR *)stream);
  if (entry == NULL) return errno == 0 ? 0 : -1;
  *name = entry->d_name;
  *type = entry->d_type;
  *inode = (uint64_t)entry->d_ino;
  return 1;
}

int picsort_drop_cache(int fd) {
#if defined(__APPLE__)
  return fcntl(fd, F_NOCACHE, 1);
#else
  int code = posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
  if (code == 0) return 0;
  errno = code;
  return -1;
#endif
}

int picsort_free_space(int fd, uint64_t *bytes, uint64_t *inodes) {
  struct statvfs numbers;
  if (fstatvfs(fd, &numbers) != 0) return -1;
  // Some FUSE file systems answer zeros all through.
  *bytes = numbers.f_blocks == 0 ? UINT64_MAX
                                 : (uint64_t)numbers.f_bavail * (uint64_t)numbers.f_frsize;
  *inodes = numbers.f_files == 0 ? UINT64_MAX : (uint64_t)numbers.f_favail;
  return 0;
}

#if defined(__linux__)
// statfs(2), and linux/magic.h. `way`: what the file system is trusted to copy by itself within one
// mount, with no process seeing the bytes. Clones of Btrfs and XFS share extents, which is what
// these are made for. NFS 4.2 and SMB 3 can let the server copy. Nothing else is trusted: ZFS has
// given out zeros for cloned blocks (openzfs 15526, 15933), and ext4 gains nothing.
static const struct {
  unsigned long magic;
  const char *name;
  picsort_copy_way way;
} file_systems[] = {
    {0xEF53, "ext4", PICSORT_COPY_BYTES},       {0x58465342, "xfs", PICSORT_COPY_CLONE},
    {0x9123683E, "btrfs", PICSORT_COPY_CLONE},  {0x01021994, "tmpfs", PICSORT_COPY_BYTES},
    {0x4D44, "vfat", PICSORT_COPY_BYTES},       {0x2011BAB0, "exfat", PICSORT_COPY_BYTES},
    {0x5346544E, "ntfs", PICSORT_COPY_BYTES},   {0x7366746E, "ntfs3", PICSORT_COPY_BYTES},
    {0x65735546, "fuse", PICSORT_COPY_BYTES},   {0x6969, "nfs", PICSORT_COPY_RANGE},
    {0xFF534D42, "cifs", PICSORT_COPY_RANGE},   {0xFE534D42, "smb2", PICSORT_COPY_RANGE},
    {0x517B, "smb", PICSORT_COPY_BYTES},        {0x01021997, "9p", PICSORT_COPY_BYTES},
    {0x2FC12FC1, "zfs", PICSORT_COPY_BYTES},    {0x794C7630, "overlayfs", PICSORT_COPY_BYTES},
    {0xF2F52010, "f2fs", PICSORT_COPY_BYTES},   {0xCA451A4E, "bcachefs", PICSORT_COPY_BYTES},
    {0x482B, "hfsplus", PICSORT_COPY_BYTES},    {0x52654973, "reiserfs", PICSORT_COPY_BYTES},
};
#endif

int picsort_file_system(int fd, char *name, size_t size, long *longest_name) {
  struct statfs numbers;
  if (fstatfs(fd, &numbers) != 0) return -1;
#if defined(__linux__)
  *longest_name = (long)numbers.f_namelen;
  unsigned long magic = (unsigned long)numbers.f_type & 0xFFFFFFFFUL;
  snprintf(name, size, "0x%lx", magic);
  for (size_t i = 0; i < sizeof file_systems / sizeof file_systems[0]; i++)
    if (file_systems[i].magic == magic) snprintf(name, size, "%s", file_systems[i].name);
#else
  *longest_name = 0;
  snprintf(name, size, "%s", numbers.f_fstypename);
#endif
  return 0;
}

picsort_copy_way picsort_copy_way_of(int fd) {
#if defined(__linux__)
  struct statfs numbers;
  if (fstatfs(fd, &numbers) != 0) return PICSORT_COPY_BYTES;
  unsigned long magic = (unsigned long)numbers.f_type & 0xFFFFFFFFUL;
  for (size_t i = 0; i < sizeof file_systems / sizeof file_systems[0]; i++)
    if (file_systems[i].magic == magic) return file_systems[i].way;
#else
  (void)fd;
#endif
  return PICSORT_COPY_BYTES;
}

int picsort_clone(int from, int to) {
#if defined(__linux__)
  return ioctl(to, FICLONE, from);
#else
  // macOS clones to a name, not into an open file.
  (void)from;
  (void)to;
  errno = ENOTSUP;
  return -1;
#endif
}

long picsort_copy_range(int from, int64_t offset, int to, size_t count) {
#if defined(__linux__) && defined(SYS_copy_file_range)
  // By number: the wrapper of some C libraries copied by itself where the kernel could not.
  return syscall(SYS_copy_file_range, from, &offset, to, NULL, count, 0U);
#else
  (void)from;
  (void)offset;
  (void)to;
  (void)count;
  errno = ENOSYS;
  return -1;
#endif
}

int picsort_is_network(int fd) {
#if defined(__linux__)
  struct statfs numbers;
  if (fstatfs(fd, &numbers) != 0) return 0;
  switch ((unsigned long)numbers.f_type) {
    case 0x6969:       // NFS
    case 0xFF534D42:   // CIFS
    case 0xFE534D42:   // SMB2
    case 0x517B:       // SMB
    case 0x01021997:   // 9P
    case 0x65735546:   // FUSE: sshfs, rclone mount and the like
      return 1;
    default:
      return 0;
  }
#else
  struct statfs numbers;
  if (fstatfs(fd, &numbers) != 0) return 0;
  return (numbers.f_flags & MNT_LOCAL) == 0;
#endif
}

// The handlers touch nothing but these; `sig_atomic_t` is all that a handler may.
static volatile sig_atomic_t stop_signal = 0;
static volatile sig_atomic_t report_requested = 0;
static volatile sig_atomic_t pause_requested = 0;

// A supervisor may send one request twice: to the process and to its group (timeout(1) does).
static const long one_request_ns = 200000000;

static struct timespec stop_time;

static void note_stop(int number) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (stop_signal == 0) {
    stop_time = now;
    stop_signal = number;
    return;
  }
  if (now.tv_sec - stop_time.tv_sec <= 1 &&
      (now.tv_sec - stop_time.tv_sec) * 1000000000L + now.tv_nsec - stop_time.tv_nsec <
          one_request_ns)
    return;
  // Second request: leave now. Nothing is flushed, and nothing needs to be: this is a kill.
  signal(number, SIG_DFL);
  raise(number);
}

static void note_report(int number) {
  (void)number;
  report_requested = 1;
}

static void note_pause(int number) {
  (void)number;
  pause_requested = 1;
}

static void install(int number, void (*handler)(int), int keep_ignored) {
  struct sigaction action;
  if (keep_ignored && sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN) return;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  // SA_NODEFER lets the second signal's raise() act inside the handler.
  action.sa_flags = SA_RESTART | SA_NODEFER;
  sigaction(number, &action, NULL);
}

void picsort_install_signals(void) {
  install(SIGINT, note_stop, 1);
  install(SIGTERM, note_stop, 1);
  install(SIGHUP, note_stop, 1);
  install(SIGUSR1, note_report, 0);
  install(SIGUSR2, note_pause, 0);
#if defined(SIGINFO)
  install(SIGINFO, note_report, 0);
#endif
  signal(SIGPIPE, SIG_IGN);
}

int picsort_stop_signal(void) { return stop_signal; }

int picsort_pause_requested(void) { return pause_requested; }

int picsort_take_report_request(void) {
  if (!report_requested) return 0;
  report_requested = 0;
  return 1;
}

void picsort_die_by(int number) {
  sigset_t only;
  signal(number, SIG_DFL);
  sigemptyset(&only);
  sigaddset(&only, number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
  _exit(128 + number);
}

void picsort_share_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_ARENA_MAX, 2);
#endif
}

void picsort_give_back_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}
