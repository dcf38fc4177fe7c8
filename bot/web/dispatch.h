/*
 * web/dispatch.h - private to web/: libmicrohttpd's callbacks; a request goes through the phases of request.h
 *
 * cls is the struct listener. Suspending comes before queueing, and never while the server stops.
 */
#ifndef LAPAK_WEB_DISPATCH_H
#define LAPAK_WEB_DISPATCH_H
#include "web/request.h"

/* MHD_OPTION_URI_LOG_CALLBACK: the request line is there; makes the request. */
void *dispatch_line(void *cls, const char *uri, struct MHD_Connection *mhd);
/* The access handler. */
enum MHD_Result dispatch_request(void *cls, struct MHD_Connection *mhd, const char *url,
	const char *method, const char *version, const char *upload, size_t *upload_size,
	void **con_cls);
/* MHD_OPTION_NOTIFY_COMPLETED */
void dispatch_over(void *cls, struct MHD_Connection *mhd, void **con_cls,
	enum MHD_RequestTerminationCode why);
/* MHD_OPTION_NOTIFY_CONNECTION */
void dispatch_connection(void *cls, struct MHD_Connection *mhd, void **socket_context,
	enum MHD_ConnectionNotificationCode what);
/* MHD_OPTION_UNESCAPE_CALLBACK: leaves everything as it is; we decode ourselves, once. */
size_t dispatch_unescape(void *cls, struct MHD_Connection *mhd, char *s);

#endif
