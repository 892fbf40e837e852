/// System calls and constants that Swift's Glibc module hides, and the few that differ between
/// Linux and macOS. Every function returns 0 or a count, or -1 with errno set, as its model does.
#ifndef CPLATFORM_H
#define CPLATFORM_H

// Nothing of the system's but these: a type that comes in through this header would belong to this
// module in Swift's eyes, and no longer to Glibc.
#include <stddef.h>
#include <stdint.h>

/// renameat2(RENAME_NOREPLACE), renameatx_np(RENAME_EXCL): never replaces `to`.
int picsort_rename_no_replace(int from_folder, const char *from, int to_folder, const char *to);

/// Flushes the file's bytes and its metadata to the medium (F_FULLFSYNC on macOS).
int picsort_full_sync(int fd);

/// Flushes the file's bytes and what is needed to read them (fdatasync; F_FULLFSYNC on macOS).
int picsort_data_sync(int fd);

/// Flushes all that was written to the file system of `fd`, names and bytes, and reports what
/// could not be written since `fd` was opened. ENOTSUP where the system does not vouch for that.
int picsort_sync_file_system(int fd);

/// flistxattr, fgetxattr and fsetxattr without macOS's extra arguments.
long picsort_list_xattr(int fd, char *names, size_t size);
long picsort_get_xattr(int fd, const char *name, void *value, size_t size);
int picsort_set_xattr(int fd, const char *name, const void *value, size_t size);

/// One name of a folder. `type` is a DT_ constant. Returns 1 with an entry, 0 at the end, -1 on
/// an error. `stream` is a DIR. `name` is valid until the next call on the same stream.
int picsort_next_entry(void *stream, const char **name, uint8_t *type, uint64_t *inode);

/// Tells the kernel that this file's cached pages need not be kept, so that the next read comes
/// from the medium (POSIX_FADV_DONTNEED, F_NOCACHE).
int picsort_drop_cache(int fd);

/// A file system's numbers: free bytes and free inodes for an unprivileged user. A file system
/// that does not count the one or the other says UINT64_MAX.
int picsort_free_space(int fd, uint64_t *bytes, uint64_t *inodes);

/// What the kernel calls the file system of an open file, in lower case ("ext4", "fuse", or the
/// number of one that is not in the list), cut to `size` with its NUL, and the longest name it
/// takes in bytes, 0 when it does not say.
int picsort_file_system(int fd, char *name, size_t size, long *longest_name);

/// How a copy may be made when nobody needs to see its bytes.
typedef enum {
  /// Read and written, here.
  PICSORT_COPY_BYTES = 0,
  /// `picsort_clone`.
  PICSORT_COPY_CLONE = 1,
  /// `picsort_copy_range`, by which a server copies what is on it.
  PICSORT_COPY_RANGE = 2,
} picsort_copy_way;

/// What the file system of an open file is trusted with, for copies within it.
picsort_copy_way picsort_copy_way_of(int fd);

/// Makes all of `from` the content of `to`, sharing its blocks (FICLONE): all or nothing.
int picsort_clone(int from, int to);

/// copy_file_range without the C library's help: copies at most `count` bytes from `offset` to the
/// position of `to`, which it moves. Returns how many; 0 at the end of the file, or where the
/// kernel does not want to.
long picsort_copy_range(int from, int64_t offset, int to, size_t count);

/// True when the folder is on a network file system.
int picsort_is_network(int fd);

/// Installs handlers for SIGINT, SIGTERM and SIGHUP (stop), SIGUSR2 (pause) and SIGUSR1, SIGINFO
/// on macOS (report), and ignores SIGPIPE. The first stop signal is only noted; another one, at
/// least 0.2 s later, ends the process at once, by that signal. A stop signal that was ignored at
/// start stays ignored, as nohup wants.
void picsort_install_signals(void);

/// The first stop signal that came, 0 when none did.
int picsort_stop_signal(void);

/// True once a pause was requested.
int picsort_pause_requested(void);

/// True once per report request.
int picsort_take_report_request(void);

/// Installs a handler for the signals that end a program by its own fault (SIGSEGV, SIGBUS, SIGILL,
/// SIGFPE, SIGABRT, SIGTRAP, SIGSYS). It writes one line into `file`, an open descriptor that must
/// stay open: signal, si_code, si_addr, `process`, `start` and the time; then the action that was
/// there before takes its course. Called again, it only changes the file and the numbers.
int picsort_note_crashes(int file, int64_t process, int64_t start);

/// No line is written from now on; `file` may be closed.
void picsort_forget_crashes(void);

/// newlocale for the names of the calendar and their encoding; NULL when there is no such locale.
void *picsort_open_locale(const char *name);
void picsort_close_locale(void *locale);

/// nl_langinfo_l(CODESET).
const char *picsort_locale_encoding(void *locale);

/// nl_langinfo_l for a month, 0 to 11, in the form that stands alone, and for a weekday, 0 for
/// Sunday to 6. The text is the locale's.
const char *picsort_month_name(void *locale, int month, int is_short);
const char *picsort_weekday_name(void *locale, int day, int is_short);

/// Restores the signal's default action and sends it to this process; does not return.
void picsort_die_by(int signal) __attribute__((noreturn));

/// Begins a thread that does `body` with `context` and ends; signals go to the others.
int picsort_begin_thread(void (*body)(void *), void *context);

/// Lets all threads take memory from the same two places, to be called before there are any:
/// mallopt(3) of the GNU C library, nothing elsewhere.
void picsort_share_memory(void);

/// Gives pages of freed memory back to the system: malloc_trim(3) of the GNU C library, nothing
/// elsewhere.
void picsort_give_back_memory(void);

#endif
