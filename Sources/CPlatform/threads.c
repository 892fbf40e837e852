#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct beginning {
  void (*body)(void *);
  void *context;
};

static void *begin(void *raw) {
  struct beginning beginning = *(struct beginning *)raw;
  free(raw);
  beginning.body(beginning.context);
  return NULL;
}

int picsort_begin_thread(void (*body)(void *), void *context) {
  struct beginning *beginning = malloc(sizeof *beginning);
  if (beginning == NULL) return -1;
  *beginning = (struct beginning){body, context};
  // Signals are for the first thread, but for those by which a thread fails: blocked, they would
  // end the process without a word.
  static const int own[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
  sigset_t blocked, before;
  sigfillset(&blocked);
  for (size_t index = 0; index < sizeof own / sizeof own[0]; index++) {
    sigdelset(&blocked, own[index]);
  }
  pthread_sigmask(SIG_SETMASK, &blocked, &before);
  pthread_t thread;
  int code = pthread_create(&thread, NULL, begin, beginning);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (code != 0) {
    free(beginning);
    errno = code;
    return -1;
  }
  pthread_detach(thread);
  return 0;
}
