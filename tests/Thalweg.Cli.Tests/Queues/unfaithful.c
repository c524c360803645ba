/* Makes the files of one folder (THALWEG_UNFAITHFUL) behave as those of a file server may: every third rename reports failure after success, files
   that another process wrote in the last three seconds are not listed and cannot be opened, and flock locks nothing. For LD_PRELOAD. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
static atomic_ulong own[1 << 16]; /* by inode: written by this process */
static atomic_int renames;

static int inside(const char *path) {
  const char *folder = getenv("THALWEG_UNFAITHFUL");
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int young(int folder, const char *path) {
  struct stat s;
  return fstatat(folder, path, &s, 0) == 0 && S_ISREG(s.st_mode) && time(NULL) - s.st_mtime < 3 && own[s.st_ino & 0xffff] != s.st_ino;
}

static int opened(__typeof__(&open) next, const char *path, int flags, mode_t mode) {
  struct stat s;
  if (inside(path) && !(flags & (O_CREAT | O_DIRECTORY)) && young(AT_FDCWD, path)) { errno = ENOENT; return -1; }
  int file = next(path, flags, mode);
  if (file >= 0 && (flags & O_CREAT) && inside(path) && fstat(file, &s) == 0) own[s.st_ino & 0xffff] = s.st_ino;
  return file;
}

static mode_t mode_of(int flags, va_list more) { return flags & O_CREAT ? va_arg(more, mode_t) : 0; }
int open(const char *path, int flags, ...) {
  va_list more; va_start(more, flags); mode_t mode = mode_of(flags, more); va_end(more);
  return opened(NEXT(open), path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  va_list more; va_start(more, flags); mode_t mode = mode_of(flags, more); va_end(more);
  return opened(NEXT(open64), path, flags, mode);
}

int rename(const char *from, const char *to) {
  int result = NEXT(rename)(from, to);
  if (result == 0 && inside(to) && ++renames % 3 == 0) { errno = ENOENT; return -1; }
  return result;
}

struct dirent *readdir(DIR *folder) {
  struct dirent *entry;
  while ((entry = NEXT(readdir)(folder)) && getenv("THALWEG_UNFAITHFUL") && young(dirfd(folder), entry->d_name)) { }
  return entry;
}
struct dirent64 *readdir64(DIR *folder) { return (struct dirent64 *)readdir(folder); }

int flock(int file, int operation) { (void)file; (void)operation; return 0; }
