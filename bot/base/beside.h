/* base/beside.h - a thread for work beside the loop */
#ifndef LAPAK_BASE_BESIDE_H
#define LAPAK_BASE_BESIDE_H
#include <pthread.h>
#include <stdbool.h>

/* Begins a thread that runs run(arg) and leaves every signal to the loop; the caller joins it. False: the system gives none. */
bool beside_begin(pthread_t *out, void *(*run)(void *), void *arg);

#endif
