/* Preloaded, makes every flush a lie: what a run would cost if it promised nothing.
   scripts/durability builds and uses it; see there. */
#define _GNU_SOURCE
#include <unistd.h>

int fsync(int file) { return (void)file, 0; }
int fdatasync(int file) { return (void)file, 0; }
int syncfs(int file) { return (void)file, 0; }
void sync(void) {}
