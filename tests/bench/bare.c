/*
 * tests/bench/bare.c - libmicrohttpd alone, with the server's options: the ceiling for build/bench/load
 *
 *	build/bench/bare 8081 &   then   build/bench/load 127.0.0.1:8081 kannel any
 *
 * Every request is read whole and answered 200 with 20 bytes; one thread, driven from outside.
 */
#include <microhttpd.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

static enum MHD_Result answer(void *cls, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *upload, size_t *upload_size,
	void **con_cls)
{
	static char body[] = "LAPAK: tercatat. OK\n";
	static int begun;
	struct MHD_Response *response;
	enum MHD_Result queued;

	(void)cls;
	(void)url;
	(void)method;
	(void)version;
	(void)upload;
	if (*con_cls == NULL) {
		*con_cls = &begun;
		return MHD_YES;
	}
	if (*upload_size > 0) {
		*upload_size = 0;
		return MHD_YES;
	}
	response =
		MHD_create_response_from_buffer(sizeof(body) - 1, body, MHD_RESPMEM_PERSISTENT);
	if (response == NULL)
		return MHD_NO;
	(void)MHD_add_response_header(response, "Content-Type", "text/plain");
	queued = MHD_queue_response(connection, MHD_HTTP_OK, response);
	MHD_destroy_response(response);
	return queued;
}

int main(int argc, char **argv)
{
	unsigned long port = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
	struct MHD_Daemon *daemon;
	struct pollfd wanted = { .events = POLLIN };

	if (port == 0 || port > 65535) {
		(void)fputs("usage: bare PORT\n", stderr);
		return 2;
	}
	daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, (uint16_t)port,
		NULL, NULL, answer, NULL, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)32 * 1024,
		MHD_OPTION_CONNECTION_LIMIT, 4096u, MHD_OPTION_CONNECTION_TIMEOUT, 90u,
		MHD_OPTION_END);
	if (daemon == NULL) {
		(void)fprintf(stderr, "bare: port %lu is not to be had\n", port);
		return 1;
	}
	wanted.fd = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	for (;;) {
		MHD_UNSIGNED_LONG_LONG wait;

		if (MHD_get_timeout(daemon, &wait) != MHD_YES || wait > 1000)
			wait = 1000;
		(void)poll(&wanted, 1, (int)wait);
		(void)MHD_run(daemon);
	}
}
