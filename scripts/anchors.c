// What scripts/bench holds picsort against, and what it measures with: system calls and nothing
// else. `floor.c` is the mover.
//
//   anchors spend FILE COMMAND...      run COMMAND; append to FILE one line: seconds by the clock,
//                                      user and system seconds, peak memory in KiB, exit status
//   anchors twin SOURCE TARGET         make TARGET a tree of hard links to the files of SOURCE
//   anchors heads THREADS FOLDER       open each file below FOLDER and read its first 4 KiB
//   anchors left JOURNAL FOLDER        count the lines of JOURNAL, look at each file below FOLDER

#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void give_up(const char *what) {
  fprintf(stderr, "anchors: %s: %s\n", what, strerror(errno));
  exit(1);
}

// Calls `visit` with each file below `folder`, and `enter` with each folder before what is in it.
// `path` is the folder's, relative to where the walk began; the names are added to it in place.
static void walk(int folder, char *path, size_t length, void (*enter)(const char *),
                 void (*visit)(int folder, const char *name, const char *path)) {
  DIR *stream = fdopendir(folder);
  if (stream == NULL) give_up(path);
  for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
    const char *name = entry->d_name;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) continue;
    size_t more = length + (size_t)snprintf(path + length, PATH_MAX - length, "/%s", name);
    if (more >= PATH_MAX) give_up("a path is too long");
    if (entry->d_type == DT_DIR) {
      int below = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      if (below < 0) give_up(path);
      if (enter != NULL) enter(path);
      walk(below, path, more, enter, visit);
    } else if (entry->d_type == DT_REG) {
      visit(folder, name, path);
    }
    path[length] = '\0';
  }
  closedir(stream);
}

static void walk_from(const char *folder, void (*enter)(const char *),
                      void (*visit)(int, const char *, const char *)) {
  char path[PATH_MAX] = "";
  int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) give_up(folder);
  walk(file, path, 0, enter, visit);
}

// --- spend

static double seconds(struct timeval time) { return (double)time.tv_sec + time.tv_usec / 1e6; }

static int spend(const char *record, char **command) {
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  pid_t child = fork();
  if (child < 0) give_up("fork");
  if (child == 0) {
    execvp(command[0], command);
    give_up(command[0]);
  }
  int status;
  struct rusage used;
  while (wait4(child, &status, 0, &used) < 0) {
    if (errno != EINTR) give_up("wait4");
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double spent = (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  FILE *file = fopen(record, "a");
  if (file == NULL) give_up(record);
  fprintf(file, "%.6f %.6f %.6f %ld %d\n", spent, seconds(used.ru_utime), seconds(used.ru_stime),
          used.ru_maxrss, code);
  fclose(file);
  return 0;
}

// --- twin

static int twin;

static void twin_folder(const char *path) {
  if (mkdirat(twin, path + 1, 0777) != 0) give_up(path);
}

static void twin_file(int folder, const char *name, const char *path) {
  if (linkat(folder, name, twin, path + 1, 0) != 0) give_up(path);
}

// --- heads

static const char *root;
static char **paths;
static size_t path_count;
static atomic_size_t next_path;

static void remember(int folder, const char *name, const char *path) {
  (void)folder, (void)name;
  if ((path_count & (path_count + 1)) == 0) {
    paths = realloc(paths, 2 * (path_count + 1) * sizeof *paths);
    if (paths == NULL) give_up("memory");
  }
  if (asprintf(&paths[path_count++], "%s%s", root, path) < 0) give_up("memory");
}

static void *read_heads(void *unused) {
  char head[4096];
  for (size_t index; (index = atomic_fetch_add(&next_path, 1)) < path_count;) {
    int file = open(paths[index], O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0 || pread(file, head, sizeof head, 0) < 0) give_up(paths[index]);
    close(file);
  }
  return unused;
}

static void heads(int threads, const char *folder) {
  root = folder;
  walk_from(folder, NULL, remember);
  pthread_t workers[64];
  if (threads < 1 || threads > 64) threads = 1;
  for (int n = 1; n < threads; n++) {
    if (pthread_create(&workers[n], NULL, read_heads, NULL) != 0) give_up("pthread_create");
  }
  read_heads(NULL);
  for (int n = 1; n < threads; n++) pthread_join(workers[n], NULL);
  printf("%zu files\n", path_count);
}

// --- left

static size_t left;

static void look(int folder, const char *name, const char *path) {
  struct stat facts;
  if (fstatat(folder, name, &facts, AT_SYMLINK_NOFOLLOW) != 0) give_up(path);
  left++;
}

static void count_lines(const char *journal) {
  static char buffer[1 << 16];
  size_t lines = 0;
  int file = open(journal, O_RDONLY | O_CLOEXEC);
  if (file < 0) give_up(journal);
  for (ssize_t length; (length = read(file, buffer, sizeof buffer)) > 0;) {
    for (char *at = buffer; (at = memchr(at, '\n', (size_t)(buffer + length - at))) != NULL; at++) {
      lines++;
    }
  }
  close(file);
  printf("%zu lines\n", lines);
}

int main(int count, char **words) {
  if (count > 3 && strcmp(words[1], "spend") == 0) return spend(words[2], words + 3);
  if (count != 4) {
    fprintf(stderr, "usage: see the head of anchors.c\n");
    return 2;
  }
  if (strcmp(words[1], "twin") == 0) {
    if (mkdir(words[3], 0777) != 0) give_up(words[3]);
    twin = open(words[3], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (twin < 0) give_up(words[3]);
    walk_from(words[2], twin_folder, twin_file);
  } else if (strcmp(words[1], "heads") == 0) {
    heads(atoi(words[2]), words[3]);
  } else if (strcmp(words[1], "left") == 0) {
    count_lines(words[2]);
    walk_from(words[3], NULL, look);
    printf("%zu files\n", left);
  } else {
    fprintf(stderr, "anchors: there is no %s\n", words[1]);
    return 2;
  }
  return 0;
}
