/* office/wave_form.h - what a wave may be called, and its place, as traders type and read them */
#ifndef LAPAK_OFFICE_WAVE_FORM_H
#define LAPAK_OFFICE_WAVE_FORM_H
#include <stdbool.h>

/* NULL: name will do for what traders type after DAFTAR, told apart from a number, an id and a command. Else what it must
 * be or is, a constant: "1 to 8 letters and digits, ..." */
const char *wave_name_fault(const char *name);
/* Whether place, which may be empty, can stand in an SMS of one segment. */
bool wave_place_fits(const char *place);

#endif
