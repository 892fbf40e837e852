#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

int picsort_start_thread(void *(*work)(void *), void *context, uintptr_t *thread) {
  // A thread begins with its maker's mask. What ends a program by its own fault stays open.
  sigset_t all, earlier;
  sigfillset(&all);
  static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
  for (size_t index = 0; index < sizeof fatal / sizeof fatal[0]; index++)
    sigdelset(&all, fatal[index]);
  int error = pthread_sigmask(SIG_SETMASK, &all, &earlier);
  if (error == 0) {
    pthread_t made;
    error = pthread_create(&made, NULL, work, context);
    if (error == 0) *thread = (uintptr_t)made;
    pthread_sigmask(SIG_SETMASK, &earlier, NULL);
  }
  if (error == 0) return 0;
  errno = error;
  return -1;
}

void picsort_join_thread(uintptr_t thread) { pthread_join((pthread_t)thread, NULL); }

void picsort_detach_thread(uintptr_t thread) { pthread_detach((pthread_t)thread); }

int picsort_processors(void) {
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : (int)count;
}
