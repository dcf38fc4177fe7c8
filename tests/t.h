/* tests/t.h - cmocka and what it wants before it, in the right order */
#ifndef LAPAK_TESTS_T_H
#define LAPAK_TESTS_T_H
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#endif
