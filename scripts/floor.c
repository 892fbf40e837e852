// The least a mover by date can do, for scripts/bench: find each file, look at its size, read its
// beginning, rename it without replacing into a month folder, note it in a journal that is flushed
// once a second.
//
// It reads no date: the month is the first eight digits in a row of a file's name that can be one.
// Usage: floor [--read BYTES] SOURCE OUTPUT; 64 KiB are read of each file unless BYTES are given.

#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int output;
static int journal;
static time_t flushed;
static char *head;
static size_t head_length = 64 * 1024;

static void give_up(const char *what) {
  fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
  exit(1);
}

// Writes the name of the month folder, "12.2023", for a file name.
static void month_of(const char *name, char month[16]) {
  strcpy(month, "Undated");
  for (const char *start = name; *start != '\0'; start++) {
    int digits = 0;
    while (digits < 8 && isdigit((unsigned char)start[digits])) digits++;
    if (digits < 8) continue;
    int number = (start[4] - '0') * 10 + (start[5] - '0');
    if (number < 1 || number > 12) continue;
    snprintf(month, 16, "%02d.%.4s", number, start);
    return;
  }
}

static void note(const char *name, const char *month) {
  char line[512];
  int length = snprintf(line, sizeof line, "{\"moved\":\"%s\",\"to\":\"%s\"}\n", name, month);
  if (length > (int)sizeof line - 1) length = (int)sizeof line - 1;
  if (write(journal, line, (size_t)length) != length) give_up("journal");
  time_t now = time(NULL);
  if (now != flushed) {
    if (fsync(journal) != 0) give_up("journal");
    flushed = now;
  }
}

static void move_file(int folder, const char *name) {
  struct stat facts;
  if (fstatat(folder, name, &facts, AT_SYMLINK_NOFOLLOW) != 0) give_up(name);
  int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0) give_up(name);
  if (pread(file, head, head_length, 0) < 0) give_up(name);
  close(file);

  char month[16];
  month_of(name, month);
  char target[512];
  if (snprintf(target, sizeof target, "%s/%s", month, name) >= (int)sizeof target) return;
  if (renameat2(folder, name, output, target, RENAME_NOREPLACE) != 0) {
    if (errno == EEXIST) return;
    if (errno != ENOENT) give_up(target);
    if (mkdirat(output, month, 0777) != 0 && errno != EEXIST) give_up(month);
    if (renameat2(folder, name, output, target, RENAME_NOREPLACE) != 0) give_up(target);
  }
  note(name, month);
}

static void walk(int folder) {
  DIR *stream = fdopendir(folder);
  if (stream == NULL) give_up("fdopendir");
  for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (entry->d_type == DT_DIR) {
      int below = openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      if (below < 0) give_up(entry->d_name);
      walk(below);
    } else if (entry->d_type == DT_REG) {
      move_file(folder, entry->d_name);
    }
  }
  closedir(stream);
}

int main(int count, char **words) {
  if (count == 5 && strcmp(words[1], "--read") == 0) {
    head_length = (size_t)atol(words[2]);
    count -= 2;
    words += 2;
  }
  if (count != 3) {
    fprintf(stderr, "usage: floor [--read BYTES] SOURCE OUTPUT\n");
    return 2;
  }
  head = malloc(head_length + 1);
  if (head == NULL) give_up("memory");
  int source = open(words[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (source < 0) give_up(words[1]);
  output = open(words[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (output < 0) give_up(words[2]);
  if (mkdirat(output, ".picsort", 0700) != 0 && errno != EEXIST) give_up(".picsort");
  journal = openat(output, ".picsort/journal", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (journal < 0) give_up("journal");
  flushed = time(NULL);
  walk(source);
  if (fsync(journal) != 0) give_up("journal");
  return 0;
}
