#define _GNU_SOURCE
#include "CPlatform.h"

#include <langinfo.h>
#include <locale.h>

#if defined(__APPLE__)
#include <xlocale.h>
#endif

// The form that stands alone (in Russian the nominative), where the C library keeps one: ALTMON_1
// of POSIX.1-2024, in glibc since 2.27, which has one for the abbreviations too.
#if defined(ALTMON_1)
#define STANDALONE_MONTH ALTMON_1
#else
#define STANDALONE_MONTH MON_1
#endif
#if defined(__GLIBC__) && defined(ALTMON_1)
#define STANDALONE_SHORT_MONTH _NL_ABALTMON_1
#else
#define STANDALONE_SHORT_MONTH ABMON_1
#endif

void *picsort_open_locale(const char *name) {
  return (void *)newlocale(LC_CTYPE_MASK | LC_TIME_MASK, name, (locale_t)0);
}

void picsort_close_locale(void *locale) { freelocale((locale_t)locale); }

const char *picsort_locale_encoding(void *locale) {
  return nl_langinfo_l(CODESET, (locale_t)locale);
}

// The items of a table follow each other, in every C library; POSIX does not promise it, so the
// numbers are checked here.
_Static_assert(ABMON_12 - ABMON_1 == 11 && MON_12 - MON_1 == 11, "months in a row");
_Static_assert(ABDAY_7 - ABDAY_1 == 6 && DAY_7 - DAY_1 == 6, "weekdays in a row");

const char *picsort_month_name(void *locale, int month, int is_short) {
  nl_item first = is_short ? STANDALONE_SHORT_MONTH : STANDALONE_MONTH;
  return nl_langinfo_l(first + month, (locale_t)locale);
}

const char *picsort_weekday_name(void *locale, int day, int is_short) {
  return nl_langinfo_l((is_short ? ABDAY_1 : DAY_1) + day, (locale_t)locale);
}
