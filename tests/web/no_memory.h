/* tests/web/no_memory.h - a calloc() that finds no memory; of a program linked with -Wl,--wrap=calloc */
#ifndef LAPAK_TESTS_WEB_NO_MEMORY_H
#define LAPAK_TESTS_WEB_NO_MEMORY_H
#include <stddef.h>

static int fail_at; /* the calloc() from now that finds none; 0: all do */

void *__real_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size);

void *__wrap_calloc(size_t n, size_t size)
{
	if (fail_at > 0 && --fail_at == 0)
		return NULL;
	return __real_calloc(n, size);
}

#endif
