/* tests/fuzz/fuzz_phone.c - any bytes as a phone number: no crash, and what is read reads the same again */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/phone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct phone p, again;
	char mask[17];
	enum sender sender = phone_sender(&p, (const char *)data, size);

	phone_mask(&p, mask);
	if (!phone_operator(&p))
		abort();
	if (sender != SENDER_MOBILE)
		return 0;
	if (phone_parse(&again, p.e164, strlen(p.e164)) != RC_OK ||
		strcmp(again.e164, p.e164) != 0)
		abort();
	return 0;
}
