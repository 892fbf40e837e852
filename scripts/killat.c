/* Preloaded, kills the program in front of the move whose number is in KILL_AT: the first is 1.
   scripts/bench uses it to stop a run at one and the same file each time; strace's injections count
   to 65,535 only.

   A move is a rename that never replaces. picsort tries such a rename on files of its own first,
   whose names begin with "probe-"; those do not count. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { no_replace = 1 };

static void count_move(const char *name, unsigned flags) {
  static long moves, last;
  if (last == 0) {
    const char *text = getenv("KILL_AT");
    last = text != NULL ? atol(text) : -1;
  }
  if (flags != no_replace || strncmp(name, "probe-", 6) == 0) return;
  if (__atomic_add_fetch(&moves, 1, __ATOMIC_RELAXED) == last) kill(getpid(), SIGKILL);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  typedef int rename_call(int, const char *, int, const char *, unsigned);
  static rename_call *own;
  if (own == NULL) own = (rename_call *)dlsym(RTLD_NEXT, "renameat2");
  count_move(from, flags);
  return own(from_folder, from, to_folder, to, flags);
}

long syscall(long number, ...) {
  static long (*own)(long, ...);
  if (own == NULL) own = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  long words[6];
  va_list list;
  va_start(list, number);
  for (int n = 0; n < 6; n++) words[n] = va_arg(list, long);
  va_end(list);
  if (number == SYS_renameat2) count_move((const char *)words[1], (unsigned)words[4]);
  return own(number, words[0], words[1], words[2], words[3], words[4], words[5]);
}
