/* gateway/adapters.h - the adapters of this build, for the registry (private to gateway/) */
#ifndef LAPAK_GATEWAY_ADAPTERS_H
#define LAPAK_GATEWAY_ADAPTERS_H
#include "gateway/gateway.h"

extern const struct gateway gateway_8x8;
extern const struct gateway gateway_africastalking;
extern const struct gateway gateway_external;
extern const struct gateway gateway_gammu;
extern const struct gateway gateway_infobip;
extern const struct gateway gateway_kannel;
extern const struct gateway gateway_simulator;
extern const struct gateway gateway_smsgate;
extern const struct gateway gateway_twilio;
extern const struct gateway gateway_vonage;

#endif
