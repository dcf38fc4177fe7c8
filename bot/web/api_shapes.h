/* web/api_shapes.h - private to web/: what the API's rows take and give, by name of the component */
#ifndef LAPAK_WEB_API_SHAPES_H
#define LAPAK_WEB_API_SHAPES_H
#include "web/api_shape.h"

extern const struct api_shape shape_sign_in, shape_me, shape_session, shape_token_new,
	shape_token, shape_password, shape_factor, shape_code, shape_ask_all;

#endif
