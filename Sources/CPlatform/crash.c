#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// What the handler may use, prepared beforehand: inside it only calls that signal-safety(7) lists.
static volatile sig_atomic_t note_file = -1;
static char process_text[64];
static size_t process_length = 0;

static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
enum { fatal_count = sizeof fatal / sizeof fatal[0] };
static struct sigaction earlier[fatal_count];
static int is_installed = 0;

// A stack of its own, because the one that overflowed cannot be used. Other threads than the first
// have none: a stack that overflows there leaves no note.
static char alternate_stack[64 * 1024];

static char *put_text(char *at, const char *text) {
  while (*text != '\0') *at++ = *text++;
  return at;
}

static char *put_number(char *at, unsigned long long value, unsigned base) {
  char digits[24];
  int count = 0;
  do {
    digits[count++] = "0123456789abcdef"[value % base];
    value /= base;
  } while (value != 0);
  while (count > 0) *at++ = digits[--count];
  return at;
}

static char *put_signed(char *at, long long value) {
  if (value < 0) *at++ = '-';
  unsigned long long magnitude = (unsigned long long)value;
  return put_number(at, value < 0 ? 0 - magnitude : magnitude, 10);
}

// "signal 11 code 1 address 0x10 pid 4711 start 99 time 1700000000\n"
static void note_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  int error = errno;
  int file = (int)note_file;
  note_file = -1;
  if (file >= 0) {
    char line[256];
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_REALTIME, &now);
    char *at = put_text(line, "signal ");
    at = put_signed(at, number);
    at = put_text(at, " code ");
    at = put_signed(at, info->si_code);
    at = put_text(at, " address 0x");
    // Only the kernel says an address; what kill(2) sent has none, and its place holds a pid.
    at = put_number(at, info->si_code > 0 ? (unsigned long long)(uintptr_t)info->si_addr : 0, 16);
    memcpy(at, process_text, process_length);
    at += process_length;
    at = put_text(at, " time ");
    at = put_signed(at, (long long)now.tv_sec);
    *at++ = '\n';
    ssize_t written = write(file, line, (size_t)(at - line));
    if (written > 0) fsync(file);
  }
  for (int index = 0; index < fatal_count; index++)
    if (fatal[index] == number) sigaction(number, &earlier[index], NULL);
  errno = error;
  // Blocked while this runs, so it comes when this returns, with the action that was there before.
  raise(number);
}

int picsort_note_crashes(int file, int64_t process, int64_t start) {
  char *at = put_text(process_text, " pid ");
  at = put_signed(at, process);
  at = put_text(at, " start ");
  at = put_signed(at, start);
  process_length = (size_t)(at - process_text);
  note_file = file;
  if (is_installed) return 0;
  is_installed = 1;
  stack_t stack;
  memset(&stack, 0, sizeof stack);
  stack.ss_sp = alternate_stack;
  stack.ss_size = sizeof alternate_stack;
  if (sigaltstack(&stack, NULL) != 0) return -1;
  for (int index = 0; index < fatal_count; index++) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = note_crash;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    if (sigaction(fatal[index], &action, &earlier[index]) != 0) return -1;
  }
  return 0;
}

void picsort_forget_crashes(void) { note_file = -1; }
